/** Claims against the rules in force: ready to be sent, or held with the rules that say why. */
import type { Reference } from '../reference/in-force.ts';
import { isHeld, type RuleOutcome, scrub } from '../scrub/scrub.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId as claimIdOf, type PracticeId } from '../values/ids.ts';
import { firstFilingAlarm } from '../work/follow-up.ts';
import { auditOfAll } from './audit.ts';
import { currentVersion, isUnsent } from './claim-versions.ts';
import { filingDeadline } from './filing-deadline.ts';
import { claimKey, stagePartition } from './keys.ts';
import { claimsMessage } from './messages.ts';
import type { Action, Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';
import { type ScrubFacts, scrubFacts } from './scrub-facts.ts';
import { sendClaims } from './send-claims.ts';
import { sideBySide } from './side-by-side.ts';
import { type ClaimParts, readClaim, type StoredClaim, type StoredScrub } from './stored-claim.ts';
import { unwatched, watchAction } from './stored-watch.ts';
import { type Plan, writeTogether } from './write-together.ts';

export const step: Step = (ports) => async (message) => {
  const { practice, claims } = claimsMessage.parse(message);
  const reference = await readReference(ports, practice);
  const look = (claim: ClaimId) => readClaim(ports.records, practice, claim);
  const scrubbed: Scrubbed[] = [];
  for await (const parts of sideBySide(claims, look)) {
    if (parts.claim !== null)
      scrubbed.push(await scrubClaim(ports, practice, reference, parts, parts.claim));
  }
  // Before it is written that they are scrubbed: whoever is stopped between tells once more.
  const freed = scrubbed.flatMap((row) => row.freed);
  await sendClaims(ports, 'scrub', practice, freed);
  await write(ports, practice, scrubbed);
  for (const { visits } of scrubbed)
    if (visits.length > 0) await ports.queues.send('verify', [{ practice, visits: [...visits] }]);
  const changed = scrubbed.filter((row) => row.changed).map((row) => row.claimId);
  await sendClaims(ports, 'assign', practice, changed);
  return { event: 'claims-scrubbed', counts: { claims: claims.length, changed: changed.length } };
};

/** `plan` is null when the claim's scrub stays as it is. */
type Scrubbed = {
  readonly claimId: ClaimId;
  readonly plan: Plan | null;
  /** Whether the claim's work may have changed. */
  readonly changed: boolean;
  readonly visits: ScrubFacts['visits'];
  readonly freed: ScrubFacts['freed'];
};

/** A version that was sent is not scrubbed again. */
async function scrubClaim(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  parts: ClaimParts,
  claim: StoredClaim,
): Promise<Scrubbed> {
  const facts = await scrubFacts(ports, practice, reference, parts, claim);
  const { claimId } = claim;
  const { freed, visits } = facts;
  const scrubbed = isUnsent(parts)
    ? scrubVersion(ports, practice, reference, parts, facts)
    : { changed: wasScrubbedAgain(parts), plan: null };
  if (scrubbed.plan === null) await note(ports, facts);
  return { claimId, freed, visits, ...scrubbed };
}

async function note(ports: Ports, { noted }: ScrubFacts): Promise<void> {
  if (noted.length > 0) await ports.records.transact(noted);
}

async function write(ports: Ports, practice: PracticeId, scrubbed: readonly Scrubbed[]) {
  const plans = scrubbed.flatMap(({ plan }) => plan ?? []);
  const written = await writeTogether(ports.records, plans, (subjects) =>
    auditOfAll(practice, ports.clock.today(), 'claims-scrubbed', subjects),
  );
  if (written.includes(false)) throw new Error('a claim is scrubbed twice at once');
}

function scrubVersion(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  parts: ClaimParts,
  { eligibility, noted, usedUnits }: ScrubFacts,
): Pick<Scrubbed, 'changed' | 'plan'> {
  const { claim, frequency, originalControlNumber } = currentVersion(parts);
  const { claimId } = claim;
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
  const qmb = eligibility?.coverage.qmb ?? false;
  const scrubbed = { ...scrubOf(ports, parts, outcomes), qmb };
  const voided = parts.decisions.some((row) => row.action === 'void');
  const held = scrubbed.holding.length > 0;
  if (parts.scrub && !voided && sameScrub(parts.scrub, scrubbed))
    return { changed: held || wasScrubbedAgain(parts), plan: null };
  const deadline = filingDeadline(reference, parts);
  const stage = voided ? voidedStage(parts) : stageOf(scrubbed);
  const actions = [
    ...noted,
    ...(voided ? [] : guardActions(practice, parts, scrubbed, deadline)),
    scrubAction(practice, claimId, scrubbed, parts.scrub?.version ?? 0, stage),
  ];
  const subject = `${claimId}#${scrubbed.version}`;
  return { changed: held || parts.scrub !== null, plan: { subject, actions } };
}

/** Whoever freed the claim may have died before its work heard of it. */
function wasScrubbedAgain({ scrub: before }: ClaimParts): boolean {
  return (before?.version ?? 0) > 1;
}

function scrubOf(
  ports: Ports,
  parts: ClaimParts,
  outcomes: readonly RuleOutcome[],
): Omit<StoredScrub, 'qmb'> {
  const today = ports.clock.today();
  const failed = outcomes.filter((row) => row.outcome === 'fail');
  const holding = failed.filter((row) => row.severity === 'BLOCK' || row.severity === 'HOLD');
  const rules = holding.map((row) => row.rule);
  const clean = !isHeld(outcomes) && parts.overrides.length === 0;
  const { number } = currentVersion(parts);
  return {
    version: (parts.scrub?.version ?? 0) + 1,
    of: number,
    on: today,
    firstOn: parts.scrub?.firstOn ?? today,
    firstClean: parts.scrub?.firstClean ?? clean,
    firstHolding: parts.scrub?.firstHolding ?? rules,
    outcomes: outcomes.flatMap(({ rule, outcome }) =>
      outcome === 'pass' ? [] : [{ rule, outcome }],
    ),
    holding: rules,
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

/** A void goes out whatever rules say of the claim; everything else of a voided claim stays here. */
function voidedStage(parts: ClaimParts): 'ready' | null {
  return currentVersion(parts).frequency === '8' && isUnsent(parts) ? 'ready' : null;
}

function stageOf({ holding }: StoredScrub): 'held' | 'ready' {
  return holding.length > 0 ? 'held' : 'ready';
}

function sameScrub(before: StoredScrub, after: StoredScrub): boolean {
  const said = ({ holding, of, outcomes, qmb }: StoredScrub) =>
    JSON.stringify([of, outcomes, holding, qmb]);
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
