/** A batch's claims as sent in these versions: each once, many a transaction. */
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { firstLook } from '../work/follow-up.ts';
import { auditOfAll } from './audit.ts';
import type { BatchedClaim } from './batch-bytes.ts';
import { isSent } from './claim-versions.ts';
import { filingDeadline, secondDeadline } from './filing-deadline.ts';
import type { Action, Ports } from './ports.ts';
import { type Reference, readReference } from './read-reference.ts';
import { scrubAction } from './scrub.ts';
import type { StoredBatch } from './stored-batch.ts';
import { type ClaimParts, readClaim, type StoredScrub } from './stored-claim.ts';
import { billAction, type SecondaryBill } from './stored-secondary.ts';
import { type StoredWatch, unwatched, watchAction } from './stored-watch.ts';
import { type Plan, writeTogether } from './write-together.ts';

export async function markSent(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
  claims: readonly BatchedClaim[],
): Promise<void> {
  const reference = await readReference(ports, practice);
  const left = claims.filter((row) => !isMarked(row));
  const plans = left.map((row) => planOf(reference, practice, batch, row));
  const written = await writeTogether(ports.records, plans, (subjects) =>
    auditOfAll(practice, ports.clock.today(), 'claims-sent', subjects),
  );
  for (const [n, row] of left.entries())
    if (written[n] !== true) await markAgain(ports, reference, practice, batch, row);
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
    const row = { claim, number, parts: await readClaim(ports.records, practice, claim) };
    if (isMarked(row)) return;
    const { actions, subject } = planOf(reference, practice, batch, row);
    const audit = auditOfAll(practice, ports.clock.today(), 'claims-sent', [subject]);
    if ((await ports.records.transact([...actions, audit])).done) return;
  }
  throw new Error('a claim keeps changing while it is sent');
}

function isMarked({ number, parts }: BatchedClaim): boolean {
  const bill = parts.bills.find((row) => row.number === number);
  return isSent(parts, number) || (bill?.submission ?? null) !== null;
}

function planOf(
  reference: Reference,
  practice: PracticeId,
  batch: StoredBatch,
  { claim, number, parts }: BatchedClaim,
): Plan {
  const { scrub } = parts;
  const bill = parts.bills.find((row) => row.number === number);
  const deadline = bill ? secondDeadline(reference, parts, bill) : filingDeadline(reference, parts);
  const watch = watchOf(parts, deadline, batch, number);
  const actions = [
    watchAction(practice, claim, watch),
    ...(scrub?.of === number ? [unstaged(practice, claim, scrub)] : []),
    ...(bill === undefined ? [] : [billAction(practice, claim, billOf(bill), false)]),
  ];
  return { subject: `${claim}#${number}`, actions };
}

function unstaged(practice: PracticeId, claim: ClaimId, scrub: StoredScrub): Action {
  const next = { ...scrub, version: scrub.version + 1 };
  return scrubAction(practice, claim, next, scrub.version, null);
}

/** That it went out, and that its answer is awaited from now on. */
function watchOf(
  { watch }: ClaimParts,
  deadline: CalendarDate | null,
  { name, on, receiver }: StoredBatch,
  number: number,
): StoredWatch {
  const before = watch ?? unwatched;
  const sent = [...before.sent, { number, batch: name, receiver, on }];
  return { ...before, sent, next: firstLook(on, deadline), alarm: null, asking: null };
}

function billOf({ number, of, rowId, secondary, version }: SecondaryBill): SecondaryBill {
  return { number, of, rowId, secondary, version };
}
