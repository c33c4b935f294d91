/** How long a visit waits before anybody writes it down. */
import type { Chance } from './chance.ts';

type Lag = { readonly share: number; readonly from: number; readonly to: number };

const before: readonly Lag[] = [
  { share: 640, from: 0, to: 0 },
  { share: 200, from: 1, to: 2 },
  { share: 110, from: 3, to: 9 },
  { share: 40, from: 10, to: 30 },
  // Found in a drawer: beyond what some payers still take.
  { share: 10, from: 92, to: 110 },
];

const since: readonly Lag[] = [
  { share: 975, from: 0, to: 0 },
  { share: 20, from: 1, to: 2 },
  { share: 5, from: 3, to: 5 },
];

/** Days from the visit to its export. */
export function lagOf(chance: Chance, afterIntervention: boolean): number {
  const lag = chance.weighted(afterIntervention ? since : before);
  return chance.whole(lag.from, lag.to);
}
