/** Claims that changed: each problem gets an owner, a deadline and an amount; what is settled closes. */
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { claimCauses } from '../work/claim-causes.ts';
import { explainPrice, pricesDiffer } from './build-claim.ts';
import { currentStanding, readFacts } from './claim-facts.ts';
import { currentVersion, isUnsent, lastAnswered } from './claim-versions.ts';
import { claimsMessage } from './messages.ts';
import { settleItems } from './open-item.ts';
import type { Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';
import type { ClaimParts } from './stored-claim.ts';

export const step: Step = (ports) => async (message) => {
  const { practice, claims } = claimsMessage.parse(message);
  for (const claim of claims) await assignClaim(ports, practice, claim);
  return { event: 'work-assigned', counts: { claims: claims.length } };
};

async function assignClaim(ports: Ports, practice: PracticeId, claim: ClaimId): Promise<void> {
  const read = await readFacts(ports, practice, claim);
  if (read === null) return;
  const { facts, parts } = read;
  const reference = await readReference(ports, practice);
  const causes = claimCauses({
    facts,
    payer: reference.payers.get(facts.payerId) ?? null,
    lastServiceDate: lastServiceDate(parts, facts.serviceDate),
    holding: parts.scrub?.holding ?? [],
    conflicts: parts.conflicts,
    ...resubmission(parts, facts),
    answered: parts.scrub?.answered ?? false,
    explain: (line) => (parts.claim === null ? null : explainPrice(reference, parts.claim, line)),
    repriced: parts.claim !== null && pricesDiffer(reference, parts.claim),
  });
  await settleItems(ports, practice, claim, causes);
}

/** Whether the version that is current was turned away, is held, or only waits for its payer. */
function resubmission(parts: ClaimParts, facts: ClaimFacts) {
  const { number } = currentVersion(parts);
  if (number <= lastAnswered(facts.adjudications)) return { rejections: [], correction: null };
  const unsent = isUnsent(parts);
  const { codes } = currentStanding(parts);
  if (!unsent && codes.length > 0) return { rejections: codes, correction: null };
  if (number === 1) return { rejections: [], correction: null };
  const held = unsent && (parts.scrub?.holding ?? []).length > 0;
  return { rejections: [], correction: held ? 'held' : 'underway' } as const;
}

function lastServiceDate({ claim }: ClaimParts, first: CalendarDate): CalendarDate {
  const ends = claim?.encounter.lines.map((line) => line.serviceDateTo) ?? [];
  return ends.sort().at(-1) ?? first;
}
