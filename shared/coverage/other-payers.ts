/** Who else pays, or pays instead: a plan that took the place of Medicare or Medicaid, another coverage beside it. */
import type { Benefit, EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import type { Payer } from '../reference/reference.ts';
import type { FoundProblem } from './coverage.ts';

/** SBR09 of the payer that is asked, and the insurance types (EB04) of plans that take its place. */
const replacedBy: Readonly<Record<string, readonly string[]>> = {
  MA: ['HM', 'HN', 'HS', 'IN', 'PR', 'PS'],
  MB: ['HM', 'HN', 'HS', 'IN', 'PR', 'PS'],
  MC: ['HM', 'HN', 'IN', 'PR', 'PS'],
};

/** The gravest that the answer tells: replaced, paid by another first, or beside another. */
export function otherPayers(answer: EligibilityAnswer, payer: Payer | null): FoundProblem[] {
  const benefits = answer.benefits.filter(isOfPlan);
  const others = benefits.filter((row) => row.information === 'R');
  const replacing = replacedBy[payer?.claimFilingCode ?? ''] ?? [];
  const replaced = others.find((row) => replacing.includes(row.insuranceType));
  const managed = benefits.find((row) => isHandedOn(row, payer));
  if (replaced) return [{ problem: 'payer-changed', evidence: evidenceOf(replaced) }];
  if (managed) return [{ problem: 'payer-changed', evidence: evidenceOf(managed) }];
  const first = others.find(paysFirst);
  if (first) return [{ problem: 'other-payer-first', evidence: evidenceOf(first) }];
  const [other] = others;
  return other ? [{ problem: 'other-coverage', evidence: evidenceOf(other) }] : [];
}

/** Carve-outs (drugs, eyes, teeth) leave the visit's payer in its place. */
function isOfPlan({ serviceTypes }: Benefit): boolean {
  return serviceTypes.length === 0 || serviceTypes.includes('30');
}

/** Another is to be asked (U), or coordinates a Medicaid member's care (MC). */
function isHandedOn({ information }: Benefit, payer: Payer | null): boolean {
  return information === 'U' || (information === 'MC' && payer?.claimFilingCode === 'MC');
}

/** Medicare names why another pays first (EB04), anybody a primary payer (NM1*PRP). */
const medicareSecondary = ['12', '13', '14', '15', '16', '41', '42', '43', '47'];

function paysFirst({ insuranceType, related }: Benefit): boolean {
  return medicareSecondary.includes(insuranceType) || related.some((party) => party.role === 'PRP');
}

function evidenceOf({ information, insuranceType }: Benefit): string {
  const type = /^[A-Z0-9]{1,3}$/.test(insuranceType) ? ` EB04-${insuranceType}` : '';
  return `EB01-${information}${type}`;
}
