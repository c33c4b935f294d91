/** What a payer's contract lets us expect for a billed line. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { Rates } from '../reference/in-force.ts';
import type { ContractRate } from '../reference/reference.ts';
import { type Cents, min, times } from '../values/money.ts';

/** Modifiers that change the price by a rule of their own; a line with one needs a rate of its own. */
const reductions = new Set([
  ...['26', '50', '51', '52', '53', '54', '55', '62', '66', '78', '80', '81', '82', 'AS', 'TC'],
]);

/** min(charge, allowed × units) by the rate in force on the line's service date; null when unpriced. */
export function expectedLine(
  rates: Rates,
  encounter: Pick<Encounter, 'payerId'>,
  line: ServiceLine,
  facility: boolean,
): Cents | null {
  const all = rates(encounter.payerId, line.procedure);
  const place = facility ? 'facility' : 'nonfacility';
  const rate = rateFor(
    all.filter((one) => isInForce(one, line) && (one.place === '' || one.place === place)),
    line.modifiers,
  );
  if (rate === null) return null;
  const tooLarge = rate.allowedCents * line.units * 1000 > Number.MAX_SAFE_INTEGER;
  return tooLarge ? line.chargeCents : min(line.chargeCents, times(rate.allowedCents, line.units));
}

function isInForce(rate: ContractRate, line: ServiceLine): boolean {
  const { effectiveFrom, effectiveTo } = rate;
  if (line.serviceDate < effectiveFrom) return false;
  return effectiveTo === null || line.serviceDate <= effectiveTo;
}

/** A reduction needs its own rate; else the first modifier with a rate, else the rate without one. */
function rateFor(
  rates: readonly ContractRate[],
  modifiers: readonly string[],
): ContractRate | null {
  const own = (modifier: string) => rates.filter((rate) => rate.modifier === modifier);
  const reduced = modifiers.filter((modifier) => reductions.has(modifier));
  if (reduced.some((modifier) => own(modifier).length === 0)) return null;
  const named = [...reduced, ...modifiers].map(own).find((found) => found.length > 0);
  return best(named ?? own(''));
}

/** The rate for the place over the one for any place, then the latest. */
function best(rates: readonly ContractRate[]): ContractRate | null {
  const [first] = rates.toSorted(
    (a, b) =>
      Number(b.place !== '') - Number(a.place !== '') ||
      (a.effectiveFrom < b.effectiveFrom ? 1 : -1),
  );
  return first ?? null;
}
