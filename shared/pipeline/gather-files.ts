/** The files of a practice and what became of their rows; an 835's are counted from its chunks. */
import type { Unapplied } from '../kpi/aging.ts';
import type { RemittanceFacts } from '../kpi/kpi.ts';
import type { Reference } from '../reference/in-force.ts';
import type { FileRow } from '../report/documents.ts';
import {
  type ClaimId,
  type EntryId,
  entryIdOf,
  type FileId,
  fileId,
  type PayerId,
  type PracticeId,
  payerId,
  type RemitId,
  type RowId,
  rowIdOf,
} from '../values/ids.ts';
import type { Cents } from '../values/money.ts';
import { appliedEntries } from './applied-entries.ts';
import { type WaitingPayment, waitingPayments } from './gather-payments.ts';
import { entryKey } from './keys.ts';
import type { Item, Ports } from './ports.ts';
import { allRows } from './read-all.ts';
import { readReference } from './read-reference.ts';
import { readEntry } from './stored-entry.ts';
import {
  type FileResult,
  paymentsOf,
  resultOf,
  type StoredPayment,
  type StoredSeen,
  seenOf,
} from './stored-file.ts';
import { type ChunkOutcome, readChunk, readOutcome, remitOf } from './stored-payment.ts';
import { hasPosted, unfinishedFile } from './unfinished-files.ts';

/** Rows of one file that are waiting, by the id of their work item's subject. */
type Counted = { readonly posted: number; readonly heldSubjects: readonly string[] };

type Shelf = {
  readonly practice: PracticeId;
  /** Items of the store by their parts. */
  readonly items: ReadonlyMap<string, Item>;
  readonly applied: ReadonlySet<EntryId>;
  readonly reference: Reference;
  readonly waitingPayments: readonly WaitingPayment[];
  /** What became of each file's STs. */
  readonly payments: ReadonlyMap<FileId, readonly StoredPayment[]>;
};

export async function gatherFiles(ports: Ports, practice: PracticeId) {
  const rows = await allRows(ports.records, { store: 'files', partition: practice });
  const items = new Map(rows.map((row) => [row.key.sort, row.item]));
  const applied = await appliedEntries(ports, practice, items);
  const reference = await readReference(ports, practice);
  const waiting = waitingPayments(items, applied);
  const payments = settledIn(items);
  const shelf = { practice, items, applied, reference, waitingPayments: waiting, payments };
  const found = [...items]
    .filter(([sort]) => sort.startsWith('seen#'))
    .map(([, item]) => findFile(shelf, seenOf(item)));
  const counted = found.flatMap((file) => (file.counted ? [file.counted] : []));
  return {
    files: found.map((file) => file.row),
    unfinished: found.flatMap((file) => file.unfinished ?? []),
    heldSubjects: counted.flatMap((file) => file.heldSubjects),
    remittances: found.flatMap((file) => file.remittances),
    payments: provenIn(shelf),
    unapplied: await unappliedOf(ports, shelf),
  };
}

function findFile(shelf: Shelf, seen: StoredSeen) {
  const result = resultIn(shelf, seen.fileId);
  const counted = seen.duplicate || result === null ? null : countRows(shelf, seen.fileId, result);
  const remittance = counted !== null && ['835', 'remittances-csv'].includes(seen.kind);
  return {
    row: fileRow(shelf.practice, seen, result, counted),
    unfinished: unfinishedFile(shelf.items, shelf.payments.get(seen.fileId) ?? [], seen),
    counted,
    remittances: remittance ? [remittanceOf(shelf.practice, seen, counted)] : [],
  };
}

function resultIn({ items }: Shelf, fileId: FileId): FileResult | null {
  const item = items.get(`result#${fileId}`);
  return item ? resultOf(item) : null;
}

function fileRow(
  practice: PracticeId,
  seen: StoredSeen,
  result: FileResult | null,
  counted: Counted | null,
): FileRow {
  const { key, arrived, fileId: sha256, kind } = seen;
  const ended = result !== null && counted !== null;
  return {
    practice,
    key,
    arrived,
    sha256,
    kind,
    status: seen.duplicate ? 'duplicate' : (result?.status ?? 'quarantined'),
    rows: ended ? result.rows : 0,
    posted: ended ? counted.posted : 0,
    held: ended ? result.rows - result.rejected - counted.posted : 0,
    rejected: ended ? result.rejected : 0,
    issues: [...seen.issues, ...(ended ? result.issues : [])],
  };
}

function settledIn(items: ReadonlyMap<string, Item>): Shelf['payments'] {
  const settled = new Map<FileId, StoredPayment[]>();
  for (const [sort, item] of items) {
    const [part, hash = ''] = sort.split('#');
    if (part !== 'payments') continue;
    const file = fileId(hash);
    settled.set(file, [...(settled.get(file) ?? []), ...paymentsOf(item)]);
  }
  return settled;
}

function countRows(shelf: Shelf, fileId: FileId, result: FileResult): Counted {
  const payments = shelf.payments.get(fileId) ?? [];
  if (payments.length === 0) return countPlainRows(shelf, fileId, result);
  const held: (readonly string[])[] = [];
  let posted = 0;
  for (const payment of payments) {
    const rows = payment.rows ?? payment.claims;
    if (payment.outcome === 'known') posted += rows;
    if (payment.outcome === 'held' && payment.claims > 0) {
      held.push([`${fileId}#${payment.ordinal}`]);
    }
    if (payment.outcome !== 'posting' || payment.remitId === null) continue;
    const waiting = waitingIn(shelf, fileId, payment.ordinal, payment.chunks, payment.remitId);
    held.push(waiting.map(({ row }) => row));
    posted += waiting.reduce((left, row) => left - row.rows, rows);
  }
  return { posted, heldSubjects: held.flat() };
}

/** Rows of a payments file are booked at once; those that wait are held meanwhile. */
function countPlainRows(shelf: Shelf, fileId: FileId, result: FileResult): Counted {
  const waiting = shelf.waitingPayments.filter((row) => row.fileId === fileId);
  const heldSubjects = waiting.map((row) => row.subject);
  return { posted: result.posted - waiting.length, heldSubjects };
}

/** Suspended claims of a payment that nothing has applied yet, with the rows of the file that each is. */
function waitingIn(shelf: Shelf, file: FileId, payment: number, chunks: number, remit: RemitId) {
  const waiting: { row: RowId; rows: number }[] = [];
  for (let chunk = 0; chunk < chunks; chunk += 1) {
    const place = `${file}#${payment}#${chunk}`;
    const suspended = outcomeIn(shelf, `posted#${place}`)?.suspended ?? [];
    const stored = suspended.length > 0 ? shelf.items.get(`chunk#${place}`) : undefined;
    const { firstOrdinal, rows } = stored ? readChunk(stored) : { firstOrdinal: 1, rows: [] };
    for (const { ordinal } of suspended) {
      const row = rowIdOf(remit, ordinal);
      if (shelf.applied.has(entryIdOf(row, 1))) continue;
      waiting.push({ row, rows: rows?.[ordinal - firstOrdinal] ?? 1 });
    }
  }
  return waiting;
}

function outcomeIn({ items }: Shelf, sort: string): ChunkOutcome | null {
  const item = items.get(sort);
  return item ? readOutcome(item) : null;
}

/** Nothing that came is still with a person, and what posted did so on the day it came. */
function remittanceOf(practice: PracticeId, seen: StoredSeen, counted: Counted): RemittanceFacts {
  return {
    practice,
    payerId: null,
    arrivedOn: seen.arrived,
    arrivalKnown: seen.key.split('/').length > 3,
    postedSameDay: counted.heldSubjects.length === 0,
  };
}

/** While chunks of a payment are on their way its cash is not all there, and nothing can be said of it. */
function provenIn(shelf: Shelf): ReadonlyMap<RemitId, Cents> {
  const proven = new Map<RemitId, Cents>();
  for (const [fileId, payments] of shelf.payments) {
    for (const payment of payments) {
      const { outcome, remitId } = payment;
      if (outcome !== 'posting' || remitId === null) continue;
      const item = shelf.items.get(`remit#${remitId}`);
      if (item && hasPosted(shelf.items, fileId, payment))
        proven.set(remitId, remitOf(item).paidCents);
    }
  }
  return proven;
}

/** Money in suspense by payer, from the rows that still wait. */
async function unappliedOf(ports: Ports, shelf: Shelf): Promise<readonly Unapplied[]> {
  const { practice } = shelf;
  const all: Unapplied[] = [];
  for (const { named, payer, row } of waitingRows(shelf)) {
    const item = await ports.records.get('ledger', entryKey(practice, named, entryIdOf(row, 0)));
    const paid = item ? readEntry(item).entry.postings[0]?.amountCents : undefined;
    if (paid) all.push({ practice, payer, amountCents: paid });
  }
  const prepaid = shelf.waitingPayments.filter((row) => row.unappliedCents !== 0);
  return [
    ...all,
    ...prepaid.map(
      (row) => ({ practice, payer: 'patient', amountCents: row.unappliedCents }) as const,
    ),
  ];
}

type WaitingRow = { readonly row: RowId; readonly named: ClaimId; readonly payer: PayerId };

function waitingRows(shelf: Shelf): readonly WaitingRow[] {
  return [...shelf.items].flatMap(([sort, item]) => {
    const stored = sort.startsWith('posted#') && shelf.items.get(sort.replace('posted#', 'chunk#'));
    if (!stored) return [];
    const { remitId, payerIds } = readChunk(stored);
    const payer = payerNamed(shelf, payerIds);
    const rows = readOutcome(item).suspended.map(({ named, ordinal }) => {
      return { row: rowIdOf(remitId, ordinal), named, payer };
    });
    return rows.filter(({ row }) => !shelf.applied.has(entryIdOf(row, 1)));
  });
}

function payerNamed({ reference }: Shelf, payerIds: readonly string[]): PayerId {
  const known = payerIds.map(payerId).find((id) => reference.payers.has(id));
  return known ?? payerId(payerIds.at(-1) ?? '');
}
