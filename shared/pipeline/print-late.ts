/**
 * Near the end of its time to be filed, a claim that went out as a file and of which nobody says that it came is
 * printed, as a version of its own: what is mailed with a receipt can be proved.
 */
import { isFacilityBill } from '../claim/facility-claim.ts';
import type { Reference } from '../reference/in-force.ts';
import { type CalendarDate, daysBetween } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { filingAlarms, receiptDue } from '../work/follow-up.ts';
import { auditAction } from './audit.ts';
import { type ReadFacts, readFacts } from './claim-facts.ts';
import { currentVersion, nextNumber } from './claim-versions.ts';
import { filingDeadline } from './filing-deadline.ts';
import { claimKey, stagePartition } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import { scrubAction } from './scrub.ts';
import { sendClaims } from './send-claims.ts';
import { isFiled, waitingVersion } from './silence.ts';
import { stagedClaims } from './staged-claims.ts';
import { isPrinted } from './stored-batch.ts';
import { type ClaimVersion, versionPart } from './stored-claim.ts';

/** What the day's look found late waits for the next submission, which looks again: a 999 may come till then. */
export function lateActions(
  practice: PracticeId,
  claim: ClaimId,
  late: number | null,
): readonly Action[] {
  if (late === null) return [];
  const key = claimKey(practice, claim, 'late');
  const practiceStage = stagePartition(practice, 'late');
  const item = { of: late, practiceStage, claimPart: claim };
  return [{ kind: 'put', store: 'claims', key, item, when: 'any' }];
}

/** Each late claim becomes ready to be printed, unless that has become needless. */
export async function printLate(ports: Ports, practice: PracticeId): Promise<void> {
  const reference = await readReference(ports, practice);
  const today = ports.clock.today();
  const needless: ClaimId[] = [];
  for await (const claim of stagedClaims(ports, practice, 'late')) {
    const known = await readFacts(ports, practice, claim);
    if (known === null) continue;
    const late = lateVersion(reference, known, today) !== null;
    await ports.records.transact([
      { kind: 'remove', store: 'claims', key: claimKey(practice, claim, 'late') },
      ...(late ? versionActions(known, today) : []),
    ]);
    if (!late) needless.push(claim);
  }
  await sendClaims(ports, 'assign', practice, needless);
}

/**
 * The version of which nobody says that it came, while paper can still help. A bill of a facility has no form
 * here, and what has just gone out may still be acknowledged.
 */
export function lateVersion(
  reference: Reference,
  { facts, parts }: ReadFacts,
  today: CalendarDate,
): number | null {
  const waiting = waitingVersion(parts, facts);
  const { claim, number } = currentVersion(parts);
  if (facts.state !== 'sent' || waiting?.of !== number) return null;
  const { batch, sentOn } = waiting;
  if (isPrinted(batch) || isFiled(parts, batch) || isFacilityBill(claim.encounter)) return null;
  return today >= receiptDue(sentOn) && isNear(filingDeadline(reference, parts), today)
    ? number
    : null;
}

function isNear(deadline: CalendarDate | null, today: CalendarDate): boolean {
  const left = deadline === null ? -1 : daysBetween(today, deadline);
  return left >= 0 && left <= Math.min(...filingAlarms);
}

/** The same claim again, scrubbed as it was. */
function versionActions({ claim, parts }: ReadFacts, today: CalendarDate): readonly Action[] {
  const { claimId, practice } = claim;
  const number = nextNumber(parts);
  const version: ClaimVersion = {
    ...currentVersion(parts),
    number,
    resubmitted: true,
    onPaper: true,
  };
  const key = claimKey(practice, claimId, versionPart(number));
  const { scrub } = parts;
  if (scrub === null) return [];
  const scrubbed = { ...scrub, of: number, version: scrub.version + 1 };
  return [
    { kind: 'put', store: 'claims', key, item: version, when: 'absent' },
    scrubAction(practice, claimId, scrubbed, scrub.version, 'ready'),
    auditAction(practice, today, 'claim-to-be-printed', claimId, String(number)),
  ];
}
