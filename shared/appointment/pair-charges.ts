/** Which of a patient's visits of one day are charged: by the provider who saw them, else one for one. */
import type { ClaimId, VisitId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';

export type DayVisit = { readonly visitId: VisitId; readonly renderingNpi: string };

export type DayCharge = {
  readonly claimId: ClaimId;
  readonly renderingNpi: string;
  readonly chargeCents: Cents;
};

/** The charge of each visit that has one; visits and charges in the order of their ids. */
export function pairCharges(
  visits: readonly DayVisit[],
  charges: readonly DayCharge[],
): ReadonlyMap<VisitId, DayCharge> {
  const left = charges.toSorted((a, b) => (a.claimId < b.claimId ? -1 : 1));
  const pairs = new Map<VisitId, DayCharge>();
  const pair = (isMeant: (charge: DayCharge, visit: DayVisit) => boolean) => {
    for (const visit of visits.toSorted((a, b) => (a.visitId < b.visitId ? -1 : 1))) {
      const at = left.findIndex((charge) => isMeant(charge, visit));
      const [charge] = pairs.has(visit.visitId) || at < 0 ? [] : left.splice(at, 1);
      if (charge) pairs.set(visit.visitId, charge);
    }
  };
  pair((charge, visit) => charge.renderingNpi === visit.renderingNpi);
  pair(() => true);
  return pairs;
}
