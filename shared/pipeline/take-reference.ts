/** A reference file: its rows are in force from now on; what it changes is scrubbed again. */
import { readReference as readReferenceFile } from '../reference/read-reference.ts';
import {
  type ReferenceKind,
  type ReferenceRow,
  referenceRowSchema,
} from '../reference/reference-row.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { auditAction } from './audit.ts';
import { pricesDiffer } from './build-claim.ts';
import { bytesOf, fileOf, type InboxFile } from './inbox-file.ts';
import { referenceKey } from './keys.ts';
import type { Action, Item, Ports, Step } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { allRows, eachRow } from './read-all.ts';
import { type Reference, readReference, readVersion, versionKey } from './read-reference.ts';
import { sendClaims } from './send-claims.ts';
import { stagedClaims } from './staged-claims.ts';
import { claimOf, readClaim, type StoredClaim } from './stored-claim.ts';
import { resultAction } from './stored-file.ts';

const pricing: readonly ReferenceKind[] = [
  'contracts',
  'reductions',
  'fee_schedules',
  'pprrvu',
  'gpci',
];

export const step: Step = (ports) => async (message) => {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'reference-known', counts: {} };
  const name = file.record.key.split('/').at(-1) ?? '';
  const read = readReferenceFile(await bytesOf(ports, file), name);
  if (read.fatal) {
    await quarantineFile(ports, file.practice, file.fileId, read.issues);
    return { event: 'reference-quarantined', counts: { files: 1 } };
  }
  const before = await readReference(ports, file.practice);
  const conflicts = await takeRows(ports, file, read.rows);
  await raiseVersion(ports, file);
  const held: ClaimId[] = [];
  for await (const claim of stagedClaims(ports, file.practice, 'held')) held.push(claim);
  await sendClaims(ports, 'scrub', file.practice, held);
  const repriced = await repricedClaims(ports, file.practice, read.kind, before);
  await sendClaims(ports, 'assign', file.practice, repriced);
  const rows = read.rows.length + read.rejected;
  await ports.records.transact([
    resultAction(file.practice, file.fileId, {
      status: 'done',
      rows,
      posted: read.rows.length,
      held: 0,
      rejected: read.rejected,
      issues: [...read.issues, ...conflicts],
    }),
  ]);
  return { event: 'reference-taken', counts: { rows } };
};

/** Claims that today's prices, or those before, would price otherwise: a person hears, entries stay. */
async function repricedClaims(
  ports: Ports,
  practice: PracticeId,
  kind: ReferenceKind | null,
  before: Reference,
): Promise<readonly ClaimId[]> {
  if (kind === null || !pricing.includes(kind)) return [];
  const now = await readReference(ports, practice);
  const corrected = new Set<ClaimId>();
  for await (const claim of stagedClaims(ports, practice, 'corrected')) corrected.add(claim);
  const query = { store: 'claims', index: 'byPractice', partition: practice } as const;
  const differ: ClaimId[] = [];
  for await (const { item } of eachRow(ports.records, query)) {
    const first = claimOf(item);
    const claim = corrected.has(first.claimId) ? await asCorrected(ports, first) : first;
    if (pricesDiffer(now, claim) || pricesDiffer(before, claim)) differ.push(claim.claimId);
  }
  return differ;
}

/** A correction was priced anew; the index has the first version. */
async function asCorrected(ports: Ports, first: StoredClaim): Promise<StoredClaim> {
  const { practice, claimId } = first;
  return (await readClaim(ports.records, practice, claimId)).claim ?? first;
}

/** Rows that one transaction puts. */
const rowsAtOnce = 100;

/** A later row with the same key replaces; a second try goes on after what the first has written. */
async function takeRows(
  ports: Ports,
  file: InboxFile,
  rows: readonly ReferenceRow[],
): Promise<readonly Issue[]> {
  const stored = await storedRows(ports, file.practice, new Set(rows.map((row) => row.kind)));
  const conflicts: Issue[] = [];
  const actions: Action[] = [];
  for (const row of new Map(rows.map((one) => [keyText(file.practice, one), one])).values()) {
    const before = stored.get(keyText(file.practice, row));
    const same = before !== undefined && textOf(before['row']) === textOf(row);
    if (same && before['fileId'] === file.fileId) continue;
    const sameDay = before?.['takenOn'] === ports.clock.today();
    if (sameDay && !same && before['fileId'] !== file.fileId) {
      conflicts.push(issue('reference-conflict', 'warning', null, row.kind));
    }
    actions.push(rowAction(ports, file, row));
  }
  for (let at = 0; at < actions.length; at += rowsAtOnce) {
    await ports.records.transact(actions.slice(at, at + rowsAtOnce));
  }
  return conflicts;
}

/** A store may give an object's fields in any order. */
function textOf(row: unknown): string {
  return JSON.stringify(referenceRowSchema.parse(row));
}

function keyText(practice: PracticeId, { kind, key }: ReferenceRow): string {
  const { partition, sort } = referenceKey(practice, kind, key);
  return `${partition}\n${sort}`;
}

function rowAction(ports: Ports, file: InboxFile, row: ReferenceRow): Action {
  const key = referenceKey(file.practice, row.kind, row.key);
  const item = { row, takenOn: ports.clock.today(), fileId: file.fileId };
  return { kind: 'put', store: 'reference', key, item, when: 'any' };
}

async function storedRows(
  ports: Ports,
  practice: PracticeId,
  kinds: ReadonlySet<ReferenceKind>,
): Promise<ReadonlyMap<string, Item>> {
  const stored = new Map<string, Item>();
  for (const kind of kinds) {
    const { partition } = referenceKey(practice, kind, '');
    for (const { key, item } of await allRows(ports.records, { store: 'reference', partition })) {
      stored.set(`${key.partition}\n${key.sort}`, item);
    }
  }
  return stored;
}

/** Tried again while another file raises it. */
async function raiseVersion(ports: Ports, file: InboxFile): Promise<void> {
  const key = versionKey(file.practice);
  for (let tries = 0; tries < 20; tries += 1) {
    const version = await readVersion(ports.records, file.practice);
    const item = { version: version + 1 };
    const when = version === 0 ? ('absent' as const) : { version };
    const put: Action = { kind: 'put', store: 'reference', key, item, when };
    if (!(await ports.records.transact([put])).done) continue;
    const audit = auditAction(file.practice, ports.clock.today(), 'reference-taken', file.fileId);
    await ports.records.transact([audit]);
    return;
  }
  throw new Error('the version of the reference keeps changing');
}
