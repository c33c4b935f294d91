/** What the clinic of the case study changes, as switches: each measure with the first day on which it is done. */
import type { CalendarDate } from '../values/dates.ts';

export const measureNames = [
  /** Coverage is verified before the visit, and the front desk mends what the payer says. */
  'eligibility',
  /** What needs an authorization is known and asked for before the visit. */
  'authorization',
  /** Visits are written down on their day. */
  'chargeEntry',
  /** Codes are reviewed, and what scrubbing holds is mended instead of pushed through. */
  'scrubbing',
  /** Rejections and denials are worked within days, and what was left lying is cleared. */
  'denialQueue',
  /** Claims without an answer, payments below contract and patients' old balances are followed up. */
  'followUp',
] as const;

export type Measure = (typeof measureNames)[number];

/** Null: it never begins. */
export type Measures = Readonly<Record<Measure, CalendarDate | null>>;

export function isOn(measures: Measures, measure: Measure, day: CalendarDate): boolean {
  const from = measures[measure];
  return from !== null && from <= day;
}

export function allFrom(day: CalendarDate | null): Measures {
  return {
    eligibility: day,
    authorization: day,
    chargeEntry: day,
    scrubbing: day,
    denialQueue: day,
    followUp: day,
  };
}
