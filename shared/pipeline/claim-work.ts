/** What is to be done about a claim, from its parts, its facts and the reference in force. */
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import type { CalendarDate } from '../values/dates.ts';
import { claimCauses } from '../work/claim-causes.ts';
import type { Cause } from '../work/item.ts';
import { explainPrice, pricesDiffer } from './build-claim.ts';
import { currentStanding } from './claim-facts.ts';
import { currentVersion, isUnsent, lastAnswered } from './claim-versions.ts';
import type { Reference } from './read-reference.ts';
import { billRejections, silenceCodes } from './silence.ts';
import type { ClaimParts } from './stored-claim.ts';

export function causesOf(
  reference: Reference,
  parts: ClaimParts,
  facts: ClaimFacts,
): readonly Cause[] {
  return claimCauses({
    facts,
    payer: reference.payers.get(facts.payerId) ?? null,
    lastServiceDate: lastServiceDate(parts, facts.serviceDate),
    holding: parts.scrub?.holding ?? [],
    conflicts: parts.conflicts,
    ...resubmission(parts, facts),
    answered: parts.scrub?.answered ?? false,
    silence: silenceCodes(parts, facts),
    explain: (line) => (parts.claim === null ? null : explainPrice(reference, parts.claim, line)),
    repriced: parts.claim !== null && pricesDiffer(reference, parts.claim),
  });
}

/** Whether the version that is current was turned away, is held, or only waits for its payer. */
function resubmission(parts: ClaimParts, facts: ClaimFacts) {
  const { number } = currentVersion(parts);
  if (number <= lastAnswered(facts.adjudications)) {
    return { rejections: billRejections(parts, facts), correction: null };
  }
  const unsent = isUnsent(parts);
  const { codes } = currentStanding(parts);
  if (!unsent && codes.length > 0) return { rejections: codes, correction: null };
  if (number === 1) return { rejections: [], correction: null };
  const held = unsent && (parts.scrub?.holding ?? []).length > 0;
  return { rejections: [], correction: held ? 'held' : 'underway' } as const;
}

/** The end of the last line's span, from which filing limits count. */
export function lastServiceDate({ claim }: ClaimParts, first: CalendarDate): CalendarDate {
  const ends = claim?.encounter.lines.map((line) => line.serviceDateTo) ?? [];
  return ends.sort().at(-1) ?? first;
}
