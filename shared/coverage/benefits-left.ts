/** What the patient still has to pay of the plan's year, and for the visit: the patient alone, in network. */
import type { Benefit, EligibilityAnswer } from '../eligibility/eligibility-answer.ts';
import type { Coverage } from './coverage.ts';

type Left = Pick<Coverage, 'deductibleLeftCents' | 'outOfPocketLeftCents' | 'copayCents' | 'qmb'>;

const remaining = '29';

export function benefitsLeft({ benefits }: EligibilityAnswer): Left {
  const left = (information: string) =>
    amountIn(benefits, (row) => row.information === information && row.timePeriod === remaining);
  return {
    deductibleLeftCents: left('C'),
    outOfPocketLeftCents: left('G'),
    copayCents: amountIn(benefits, (row) => row.information === 'B'),
    qmb: benefits.some((row) => row.insuranceType === 'QM'),
  };
}

/** The amount that fits a visit best; the first of equals. */
function amountIn(benefits: readonly Benefit[], isMeant: (row: Benefit) => boolean) {
  const told = benefits.filter((row) => isMeant(row) && row.amountCents !== null);
  return told.toSorted((a, b) => closeness(b) - closeness(a))[0]?.amountCents ?? null;
}

/** For the patient alone before the family, in network before out of it, an office visit before the rest. */
function closeness({ coverageLevel, inNetwork, serviceTypes }: Benefit): number {
  const level = coverageLevel === 'IND' ? 8 : coverageLevel === '' ? 4 : 0;
  const network = inNetwork === 'N' ? 0 : 2;
  const service = serviceTypes.includes('98') || serviceTypes.includes('30') ? 1 : 0;
  return level + network + service;
}
