/** A batch's claims as sent in these versions: each once, many a transaction. */
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { firstLook } from '../work/follow-up.ts';
import { auditAction } from './audit.ts';
import type { BatchedClaim } from './batch-bytes.ts';
import { isSent } from './claim-versions.ts';
import { filingDeadline } from './filing-deadline.ts';
import { claimKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { type Reference, readReference } from './read-reference.ts';
import { scrubAction } from './scrub.ts';
import type { StoredBatch } from './stored-batch.ts';
import { type ClaimParts, readClaim, type StoredScrub, versionPart } from './stored-claim.ts';
import { billAction, type SecondaryBill } from './stored-secondary.ts';
import { type StoredWatch, unwatched, watchAction } from './stored-watch.ts';

/** Five writes a claim at most, of 100. */
const claimsPerTransaction = 20;

export async function markSent(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
  claims: readonly BatchedClaim[],
): Promise<void> {
  const reference = await readReference(ports, practice);
  for (let from = 0; from < claims.length; from += claimsPerTransaction) {
    const some = claims.slice(from, from + claimsPerTransaction);
    const actions = some.flatMap((row) => markActions(reference, practice, batch, row));
    if ((await ports.records.transact(actions)).done) continue;
    for (const row of some) await markAgain(ports, reference, practice, batch, row);
  }
}

/** Tried again when somebody wrote the claim's scrub meanwhile: unmarked it would go out once more. */
async function markAgain(
  ports: Ports,
  reference: Reference,
  practice: PracticeId,
  batch: StoredBatch,
  { claim, number }: BatchedClaim,
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const parts = await readClaim(ports.records, practice, claim);
    const actions = markActions(reference, practice, batch, { claim, number, parts });
    if ((await ports.records.transact(actions)).done) return;
  }
  throw new Error('a claim keeps changing while it is sent');
}

/** None for a claim that is marked already. */
function markActions(
  reference: Reference,
  practice: PracticeId,
  batch: StoredBatch,
  { claim, number, parts }: BatchedClaim,
): readonly Action[] {
  const { scrub } = parts;
  const bill = parts.bills.find((row) => row.number === number);
  if (isSent(parts, number) || bill?.submission) return [];
  const key = claimKey(practice, claim, versionPart('submission', number));
  const item = { batch: batch.name, receiver: batch.receiver, on: batch.on };
  return [
    { kind: 'put', store: 'claims', key, item, when: 'absent' },
    ...(scrub?.of === number ? [unstaged(practice, claim, scrub)] : []),
    ...(bill === undefined ? [] : [billAction(practice, claim, billOf(bill), false)]),
    watchAction(practice, claim, watchOf(parts, filingDeadline(reference, parts), batch)),
    auditAction(practice, batch.on, 'claim-sent', claim, String(number)),
  ];
}

function unstaged(practice: PracticeId, claim: ClaimId, scrub: StoredScrub): Action {
  const next = { ...scrub, version: scrub.version + 1 };
  return scrubAction(practice, claim, next, scrub.version, null);
}

/** From now on its answer is awaited. */
function watchOf(
  { watch }: ClaimParts,
  deadline: CalendarDate | null,
  { on }: StoredBatch,
): StoredWatch {
  return { ...(watch ?? unwatched), next: firstLook(on, deadline), alarm: null, asking: null };
}

function billOf({ number, of, rowId, secondary, version }: SecondaryBill): SecondaryBill {
  return { number, of, rowId, secondary, version };
}
