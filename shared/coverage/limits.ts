/** What a plan limits: a benefit that is used up, and services for which it wants to be asked first. */
import type { Benefit, EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import type { FoundProblem } from './coverage.ts';

const remaining = '29';

/** Of the plan as a whole or of office visits; a limit of eyes, teeth or therapy says nothing of a visit. */
export function usedUpBenefits({ benefits }: EligibilityAnswer): FoundProblem[] {
  const spent = benefits.filter((row) => isOfVisits(row) && isSpent(row));
  return spent.length > 0 ? [{ problem: 'benefit-used-up', evidence: 'EB01-F EB06-29' }] : [];
}

function isOfVisits({ procedure, serviceTypes }: Benefit): boolean {
  return procedure === null && serviceTypes.some((type) => type === '30' || type === '98');
}

function isSpent({ amountCents, information, quantity, timePeriod }: Benefit): boolean {
  if (information !== 'F' || timePeriod !== remaining) return false;
  return amountCents === 0 || (quantity !== null && Number(quantity) === 0);
}

/** EB11: the procedures that the payer itself says it must authorize. */
export function authorizationAsked({ benefits }: EligibilityAnswer): string[] {
  const asked = benefits.filter((row) => row.authorizationRequired === 'Y');
  return [...new Set(asked.flatMap(({ procedure }) => codeOf(procedure)))].sort();
}

function codeOf(procedure: Benefit['procedure']): readonly string[] {
  return procedure !== null && /^[A-Z0-9]{5}$/.test(procedure.code) ? [procedure.code] : [];
}
