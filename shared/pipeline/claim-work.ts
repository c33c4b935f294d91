/** What is to be done about a claim, from its parts, its facts and the reference in force. */
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import { claimCauses } from '../work/claim-causes.ts';
import type { Cause } from '../work/item.ts';
import { explainPrice, pricesDiffer } from './build-claim.ts';
import { currentStanding } from './claim-facts.ts';
import { currentVersion, hasFirstAnswer, isUnsent, lastAnswered } from './claim-versions.ts';
import { lastServiceDate, secondDeadline } from './filing-deadline.ts';
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
    qmb: parts.scrub?.qmb ?? false,
    silence: silenceCodes(parts, facts),
    secondBilled: secondBilled(reference, parts, facts),
    explain: (line) => (parts.claim === null ? null : explainPrice(reference, parts.claim, line)),
    repriced: parts.claim !== null && pricesDiffer(reference, parts.claim),
  });
}

/** The last bill to the second payer, and whether what it told still stands. */
function secondBilled(reference: Reference, parts: ClaimParts, facts: ClaimFacts) {
  const last = parts.bills.at(-1);
  if (last === undefined) return null;
  const waits = isFirstAnswered(parts, facts) && last.submission !== null;
  return {
    inVain: !hasFirstAnswer(facts.adjudications),
    deadline: waits ? secondDeadline(reference, parts, last) : null,
  };
}

function isFirstAnswered(parts: ClaimParts, { adjudications }: ClaimFacts): boolean {
  return currentVersion(parts).number <= lastAnswered(adjudications);
}

/** Whether the version that is current was turned away, is held, or only waits for its payer. */
function resubmission(parts: ClaimParts, facts: ClaimFacts) {
  const { frequency, number } = currentVersion(parts);
  if (facts.state === 'voided' && frequency !== '8') return { rejections: [], correction: null };
  if (isFirstAnswered(parts, facts)) {
    return { rejections: billRejections(parts, facts), correction: null };
  }
  const unsent = isUnsent(parts);
  const { codes } = currentStanding(parts);
  if (!unsent && codes.length > 0) return { rejections: codes, correction: null };
  if (number === 1) return { rejections: [], correction: null };
  const held = unsent && (parts.scrub?.holding ?? []).length > 0;
  return { rejections: [], correction: held ? 'held' : 'underway' } as const;
}
