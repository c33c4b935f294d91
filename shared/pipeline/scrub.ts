/** Claims against the rules in force: ready to be sent, or held with the rules that say why. */
import type { Reference } from '../reference/in-force.ts';
import { isHeld, type RuleOutcome, scrub } from '../scrub/scrub.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId as claimIdOf, type PracticeId } from '../values/ids.ts';
import { firstFilingAlarm } from '../work/follow-up.ts';
import { auditAction } from './audit.ts';
import { currentVersion, isUnsent } from './claim-versions.ts';
import { filingDeadline } from './filing-deadline.ts';
import { claimKey, stagePartition } from './keys.ts';
import { claimsMessage } from './messages.ts';
import type { Action, Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';
import { type ScrubFacts, scrubFacts } from './scrub-facts.ts';
import { sendClaims } from './send-claims.ts';
import { type ClaimParts, readClaim, type StoredScrub } from './stored-claim.ts';
import { unwatched, watchAction } from './stored-watch.ts';

export const step: Step = (ports) => async (message) => {
  const { practice, claims } = claimsMessage.parse(message);
  const reference = await readReference(ports, practice);
  const changed: ClaimId[] = [];
  for (const claim of claims) {
    if (await scrubClaim(ports, practice, claim, reference)) changed.push(claim);
  }
  await sendClaims(ports, 'assign', practice, changed);
  return { event: 'claims-scrubbed', counts: { claims: claims.length, changed: changed.length } };
};

/** Whether the claim's work may have changed; a version that was sent is not scrubbed again. */
async function scrubClaim(
  ports: Ports,
  practice: PracticeId,
  claimId: ClaimId,
  reference: Reference,
): Promise<boolean> {
  const parts = await readClaim(ports.records, practice, claimId);
  if (parts.claim === null) return false;
  const facts = await scrubFacts(ports, practice, reference, parts, parts.claim);
  const unsent = isUnsent(parts);
  const changed = unsent
    ? await scrubVersion(ports, practice, reference, parts, facts)
    : wasScrubbedAgain(parts);
  if (!unsent) await note(ports, facts);
  const { visits } = facts;
  if (visits.length > 0) await ports.queues.send('verify', [{ practice, visits: [...visits] }]);
  return changed;
}

async function note(ports: Ports, { noted }: ScrubFacts): Promise<void> {
  if (noted.length > 0) await ports.records.transact(noted);
}

async function scrubVersion(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  parts: ClaimParts,
  facts: ScrubFacts,
): Promise<boolean> {
  const { claim, frequency, originalControlNumber } = currentVersion(parts);
  const { claimId } = claim;
  const { eligibility, noted, usedUnits } = facts;
  const outcomes = scrub({
    claim,
    reference,
    eligibility,
    usedUnits,
    businessDate: ports.clock.today(),
    overrides: new Set(parts.overrides),
    frequency,
    payerClaimNumber: originalControlNumber,
  });
  const scrubbed = scrubOf(ports, parts, outcomes);
  const voided = parts.decisions.some((row) => row.action === 'void');
  if (parts.scrub && !voided && sameScrub(parts.scrub, scrubbed)) {
    await note(ports, facts);
    return scrubbed.holding.length > 0 || wasScrubbedAgain(parts);
  }
  const deadline = filingDeadline(reference, parts);
  const actions = [
    ...noted,
    ...(voided ? [] : guardActions(practice, parts, scrubbed, deadline)),
    scrubAction(
      practice,
      claimId,
      scrubbed,
      parts.scrub?.version ?? 0,
      voided ? null : stageOf(scrubbed),
    ),
    auditAction(practice, ports.clock.today(), 'scrubbed', claimId, String(scrubbed.version)),
  ];
  if (!(await ports.records.transact(actions)).done)
    throw new Error('a claim is scrubbed twice at once');
  return scrubbed.holding.length > 0 || parts.scrub !== null;
}

/** Whoever freed the claim may have died before its work heard of it. */
function wasScrubbedAgain({ scrub: before }: ClaimParts): boolean {
  return (before?.version ?? 0) > 1;
}

function scrubOf(ports: Ports, parts: ClaimParts, outcomes: readonly RuleOutcome[]): StoredScrub {
  const today = ports.clock.today();
  const failed = outcomes.filter((row) => row.outcome === 'fail');
  const holding = failed.filter((row) => row.severity === 'BLOCK' || row.severity === 'HOLD');
  const clean = !isHeld(outcomes) && parts.overrides.length === 0;
  const { number } = currentVersion(parts);
  return {
    version: (parts.scrub?.version ?? 0) + 1,
    of: number,
    on: today,
    firstOn: parts.scrub?.firstOn ?? today,
    firstClean: parts.scrub?.firstClean ?? clean,
    outcomes: outcomes.flatMap(({ rule, outcome }) =>
      outcome === 'pass' ? [] : [{ rule, outcome }],
    ),
    holding: holding.map((row) => row.rule),
    answered: parts.scrub?.of === number && parts.scrub.answered,
  };
}

/** A held claim is looked at before its time to be filed is over. */
function guardActions(
  practice: PracticeId,
  { claim, watch }: ClaimParts,
  { holding }: StoredScrub,
  deadline: CalendarDate | null,
): readonly Action[] {
  const guarded = (watch?.next ?? null) !== null || (watch?.asking ?? null) !== null;
  if (claim === null || holding.length === 0 || deadline === null || guarded) return [];
  const guard = { ...(watch ?? unwatched), next: firstFilingAlarm(deadline) };
  return [watchAction(practice, claim.claimId, guard)];
}

function stageOf({ holding }: StoredScrub): 'held' | 'ready' {
  return holding.length > 0 ? 'held' : 'ready';
}

function sameScrub(before: StoredScrub, after: StoredScrub): boolean {
  const said = ({ of, outcomes, holding }: StoredScrub) => JSON.stringify([of, outcomes, holding]);
  return said(before) === said(after);
}

/** The rule that a day alone can lift: a service date in the future. */
const untilThen = 'D01';

/** By its place in its stage; null when something else holds it. */
export function claimHeldByTime(place: string): ClaimId | null {
  const [claim = '', rule] = place.split('#');
  return rule === untilThen ? claimIdOf(claim) : null;
}

/** `version` is the stored one's, 0 for the first. A claim stands in the stage that it waits in. */
export function scrubAction(
  practice: PracticeId,
  claimId: ClaimId,
  scrubbed: StoredScrub,
  version: number,
  stage: 'held' | 'ready' | null,
): Action {
  const key = claimKey(practice, claimId, 'scrub');
  const staged = stage && {
    practiceStage: stagePartition(practice, stage),
    claimPart: scrubbed.holding.includes(untilThen) ? `${claimId}#${untilThen}` : claimId,
  };
  const item = { ...scrubbed, ...staged };
  return version === 0
    ? { kind: 'put', store: 'claims', key, item, when: 'absent' }
    : { kind: 'put', store: 'claims', key, item, when: { version } };
}
