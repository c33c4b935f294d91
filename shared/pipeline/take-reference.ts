/** A reference file: its rows are in force from now on; what it changes is scrubbed again. */
import { readReference as readReferenceFile } from '../reference/read-reference.ts';
import type { ReferenceKind, ReferenceRow } from '../reference/reference-row.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { auditAction } from './audit.ts';
import { pricesDiffer } from './build-claim.ts';
import { bytesOf, fileOf, type InboxFile } from './inbox-file.ts';
import { referenceKey } from './keys.ts';
import type { Ports, Step } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { allRows } from './read-all.ts';
import { type Reference, readReference, readVersion, versionKey } from './read-reference.ts';
import { sendClaims } from './send-claims.ts';
import { claimOf } from './stored-claim.ts';
import { resultAction } from './stored-file.ts';
import { stageClaims } from './sweep.ts';

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
  const conflicts: Issue[] = [];
  for (const row of read.rows) {
    if (await takeRow(ports, file, row))
      conflicts.push(issue('reference-conflict', 'warning', null, row.kind));
  }
  await raiseVersion(ports, file);
  const held = await stageClaims(ports, file.practice, 'held');
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
      payments: [],
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
  const query = { store: 'claims', index: 'byPractice', partition: practice } as const;
  const claims = (await allRows(ports.records, query)).map((row) => claimOf(row.item));
  const differ = claims.filter((claim) => pricesDiffer(now, claim) || pricesDiffer(before, claim));
  return differ.map((claim) => claim.claimId);
}

/** Whether another file of the same day said otherwise. */
async function takeRow(ports: Ports, file: InboxFile, row: ReferenceRow): Promise<boolean> {
  const key = referenceKey(file.practice, row.kind, row.key);
  const takenOn = ports.clock.today();
  const item = { row, takenOn, fileId: file.fileId };
  const before = await ports.records.get('reference', key);
  await ports.records.transact([{ kind: 'put', store: 'reference', key, item, when: 'any' }]);
  const sameDay = before?.['takenOn'] === takenOn && before['fileId'] !== file.fileId;
  return sameDay && JSON.stringify(before['row']) !== JSON.stringify(row);
}

/** Tried again while another file raises it. */
async function raiseVersion(ports: Ports, file: InboxFile): Promise<void> {
  const key = versionKey(file.practice);
  const version = await readVersion(ports.records, file.practice);
  const item = { version: version + 1 };
  const { done } = await ports.records.transact([
    version === 0
      ? { kind: 'put', store: 'reference', key, item, when: 'absent' }
      : { kind: 'put', store: 'reference', key, item, when: { version } },
  ]);
  if (!done) return raiseVersion(ports, file);
  const audit = auditAction(file.practice, ports.clock.today(), 'reference-taken', file.fileId);
  await ports.records.transact([audit]);
}
