/** Modifiers that change a price by a rule, as data. A payer's rule counts only when reductions.csv names it. */
import type { Fees } from '../reference/in-force.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import { lastInForce } from './in-force.ts';

/**
 * `component`: never a part of the whole, only a price of its own. `part`: so much of the price.
 * `bilateral`: so much of one unit, however many are billed. `multiple`: by rank among the day's surgery.
 */
type Rule = 'component' | 'part' | 'bilateral' | 'multiple';

export type PriceModifier = {
  readonly modifier: string;
  readonly rule: Rule;
  /** The part that is usual, in hundredths of a percent; null where each contract has its own. */
  readonly usualBasisPoints: number | null;
  readonly when: string;
  readonly source: string;
  /** What $100.00 a unit becomes with the usual part, or with half where there is none. */
  readonly example: { readonly units: number; readonly expectedCents: number | null };
};

const manual = 'Medicare Claims Processing Manual, chapter 12';
const one = (expectedCents: number | null) => ({ units: 1, expectedCents });

export const priceModifiers: readonly PriceModifier[] = [
  row('26', 'component', null, 'professional component', `${manual}, 20.2`, one(null)),
  row('TC', 'component', null, 'technical component', `${manual}, 20.2`, one(null)),
  row('50', 'bilateral', 15_000, 'both sides, billed as one unit', `${manual}, 40.7`, {
    units: 2,
    expectedCents: 15_000,
  }),
  row('52', 'part', null, 'reduced service', 'by agreement', one(5_000)),
  row('53', 'part', null, 'stopped after it began', 'by agreement', one(5_000)),
  row('54', 'part', null, 'surgery without its after-care', `${manual}, 40.4`, one(5_000)),
  row('55', 'part', null, 'after-care alone', `${manual}, 40.4`, one(5_000)),
  row('62', 'part', 6_250, 'two surgeons, each of them', `${manual}, 40.8`, one(6_250)),
  row('66', 'part', null, 'surgical team', `${manual}, 40.8`, one(5_000)),
  row('78', 'part', null, 'return to surgery in its global days', `${manual}, 40.4`, one(5_000)),
  row('80', 'part', 1_600, 'assistant surgeon', `${manual}, 20.4.3`, one(1_600)),
  row('81', 'part', 1_600, 'minimum assistant', `${manual}, 20.4.3`, one(1_600)),
  row('82', 'part', 1_600, 'assistant without a resident', `${manual}, 20.4.3`, one(1_600)),
  row('AS', 'part', 1_360, 'assistant: 85 % of 16 %', `${manual}, 110.2`, one(1_360)),
  row('51', 'multiple', 5_000, 'second to fifth surgery of a day', `${manual}, 40.6`, one(null)),
];

const byModifier = new Map(priceModifiers.map((known) => [known.modifier, known]));

/** The modifiers of a line that change its price, in the order in which they are applied. */
export function priceModifiersOf(modifiers: readonly string[]): readonly PriceModifier[] {
  return priceModifiers.filter((known) => modifiers.includes(known.modifier));
}

/** The part that this payer's rule leaves, in hundredths of a percent; null without a rule in force. */
export function partOf(
  fees: Fees,
  payer: PayerId,
  modifier: string,
  on: CalendarDate,
): number | null {
  const rule = lastInForce(fees.reductionsOf(payer, modifier), on);
  if (rule === null) return null;
  return rule.basisPoints ?? byModifier.get(modifier)?.usualBasisPoints ?? null;
}

function row(
  modifier: string,
  rule: Rule,
  usualBasisPoints: number | null,
  when: string,
  source: string,
  example: PriceModifier['example'],
): PriceModifier {
  return { modifier, rule, usualBasisPoints, when, source, example };
}
