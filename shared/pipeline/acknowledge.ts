/** A file of acknowledgments: each row is kept with the claims that it is about; a row about nothing of ours is a person's. */
import { readAcknowledgments } from '../acknowledgment/read.ts';
import { isRejecting } from '../acknowledgment/receipt.ts';
import { type AcknowledgmentRow, rowsOf } from '../acknowledgment/rows.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { zero } from '../values/money.ts';
import { receiptDue } from '../work/follow-up.ts';
import { type BatchShelf, type FoundClaims, findClaims } from './acknowledged-claims.ts';
import { auditAction } from './audit.ts';
import { bytesOf, fileOf, type InboxFile } from './inbox-file.ts';
import { openItem, settleItems } from './open-item.ts';
import type { Action, Ports, Step } from './ports.ts';
import { askAboutRest, quarantineFile } from './quarantine.ts';
import { sendClaims } from './send-claims.ts';
import { sideBySide } from './side-by-side.ts';
import { noteHeard } from './stored-batch.ts';
import { resultAction } from './stored-file.ts';
import { receiptAction } from './stored-receipt.ts';

type Taken = {
  readonly outcome: 'posted' | 'held' | 'rejected';
  readonly issues: readonly Issue[];
};

type Desk = {
  readonly ports: Ports;
  readonly file: InboxFile;
  readonly shelf: BatchShelf;
  readonly receipts: Action[];
  /** Claims whose work may change. */
  readonly claims: Set<ClaimId>;
  /** Names of the files that are answered, and whether claims in them are. */
  readonly batches: Map<string, 'file' | 'claims'>;
};

export const step: Step = (ports) => async (message) => {
  const file = await fileOf(ports, message);
  if (file === null) return { event: 'acknowledgments-known', counts: {} };
  const read = readAcknowledgments(await bytesOf(ports, file));
  const rows = read.acknowledgments.flatMap(rowsOf);
  if (rows.length === 0) {
    await quarantineFile(ports, file.practice, file.fileId, read.findings);
    return { event: 'acknowledgments-quarantined', counts: { files: 1 } };
  }
  const desk: Desk = {
    ports,
    file,
    shelf: new Map(),
    receipts: [],
    claims: new Set(),
    batches: new Map(),
  };
  const taken: Taken[] = [];
  for (const [index, row] of rows.entries()) taken.push(await takeRow(desk, row, index + 1));
  await putAbsent(ports, desk.receipts);
  for (const batch of desk.shelf.values()) {
    const heard = batch && desk.batches.get(batch.name);
    if (heard) await noteReceipt(ports, file, batch, heard);
  }
  await sendClaims(ports, 'assign', file.practice, desk.claims);
  await finish(desk, read.findings, taken);
  return { event: 'acknowledgments-taken', counts: { rows: rows.length } };
};

async function takeRow(desk: Desk, row: AcknowledgmentRow, number: number): Promise<Taken> {
  if (row.statuses.length === 0) {
    return { outcome: 'rejected', issues: [issue('status-unreadable', 'error', number)] };
  }
  const { practice } = desk.file;
  const found = await findClaims(desk.ports, practice, desk.shelf, row);
  if (found.outcome === 'missing') return hold(desk, row, number, found.code);
  if (!row.complete) return hold(desk, row, number, 'acknowledgment-incomplete');
  const { kind, statuses } = row;
  if (found.claims.length === 0 && statuses.some((status) => isRejecting(kind, status)))
    return hold(desk, row, number, 'questions-refused');
  keep(desk, row, found);
  return { outcome: 'posted', issues: strange(row, number) };
}

/** With each claim, and what changes by it: the batch, and perhaps the claims' work. */
function keep(desk: Desk, row: AcknowledgmentRow, found: FoundClaims): void {
  const { batch, claims, of, sentOn } = found;
  const { kind, payerControlNumber, statuses } = row;
  const { file, ports } = desk;
  const today = ports.clock.today();
  if (batch !== null && desk.batches.get(batch) !== 'claims')
    desk.batches.set(batch, kind === '277CA' ? 'claims' : 'file');
  const about = of === undefined ? {} : { of };
  const receipt = { kind, batch, statuses, payerControlNumber, ...about };
  const changes = mayChangeWork(row) || isMissed(sentOn, today);
  for (const claim of claims) {
    desk.receipts.push(receiptAction(file.practice, claim, receipt, today));
    if (changes) desk.claims.add(claim);
  }
}

/** The file has come to somebody, so nobody need look for it. */
async function noteReceipt(
  ports: Ports,
  { practice }: InboxFile,
  { name, number }: { readonly name: string; readonly number: number },
  heard: 'file' | 'claims',
): Promise<void> {
  if (await noteHeard(ports.records, practice, number, heard)) {
    await settleItems(ports, practice, name, []);
  }
}

/** What opens a rejection, or closes one that an earlier answer opened. */
function mayChangeWork({ kind, statuses }: AcknowledgmentRow): boolean {
  const decides = ({ category }: { category: string }) => kind === '277' || category === 'A2';
  return statuses.some((status) => decides(status) || isRejecting(kind, status));
}

/** Somebody may have been told already that nothing was heard. */
function isMissed(sentOn: CalendarDate | null, today: CalendarDate): boolean {
  return sentOn !== null && receiptDue(sentOn) <= today;
}

/** A 277CA knows categories A only (RFI 1942); any other is kept and changes nothing. */
function strange({ kind, statuses }: AcknowledgmentRow, number: number): readonly Issue[] {
  const foreign = kind === '277CA' && statuses.some((row) => !/^A[0-8]$/.test(row.category));
  return foreign ? [issue('category-unexpected', 'warning', number, 'STC01')] : [];
}

/** A receiver that answers for somebody else, or in part, is a person's question. */
async function hold(
  { file, ports }: Desk,
  row: AcknowledgmentRow,
  number: number,
  code: string,
): Promise<Taken> {
  const rejects = row.statuses.some((status) => isRejecting(row.kind, status));
  await openItem(ports, file.practice, `${file.fileId}#${number}`, {
    queue: rejects ? 'rejection' : 'follow-up',
    category: 'acknowledgment',
    claimId: null,
    amountCents: zero,
    reason: `${code} ${row.kind}`,
    deadline: null,
  });
  return { outcome: 'held', issues: [issue(code, 'warning', number)] };
}

/** Each by itself, because no two belong together; what stands already stays as it is. */
async function putAbsent(ports: Ports, actions: readonly Action[]): Promise<void> {
  const once = new Map(actions.map((row) => [JSON.stringify(row.key), row]));
  const put = (action: Action) => ports.records.transact([action]);
  for await (const _ of sideBySide(once.values(), put));
}

async function finish(desk: Desk, findings: readonly Issue[], taken: readonly Taken[]) {
  const { file, ports } = desk;
  await askAboutRest(ports, file.practice, file.fileId, findings);
  const counted = (outcome: Taken['outcome']) =>
    taken.filter((row) => row.outcome === outcome).length;
  await ports.records.transact([
    resultAction(file.practice, file.fileId, {
      status: 'done',
      rows: taken.length,
      posted: counted('posted'),
      held: counted('held'),
      rejected: counted('rejected'),
      issues: [...findings, ...taken.flatMap((row) => row.issues)],
    }),
    auditAction(file.practice, ports.clock.today(), 'acknowledgments-taken', file.fileId),
  ]);
}
