/** How patients of the sample pay their share: whether, how much of it, and how long after the payer's answer. */
import type { CalendarDate } from '../values/dates.ts';
import { type Cents, cents } from '../values/money.ts';
import { type Chance, chanceOf } from './chance.ts';
import { percentOf } from './fee-schedule.ts';
import { isOn, type Measures } from './measures.ts';

export type PatientManner = {
  /** Of the share that the payer named. */
  readonly percent: number;
  readonly delayDays: number;
};

type Habits = {
  readonly payers: readonly { readonly share: number; readonly percent: number }[];
  readonly delays: readonly {
    readonly share: number;
    readonly from: number;
    readonly to: number;
  }[];
};

/** A bill by mail, weeks after the visit: a surprise to many. */
const surprised: Habits = {
  payers: [
    { share: 86, percent: 100 },
    { share: 8, percent: 50 },
    { share: 6, percent: 0 },
  ],
  delays: [
    { share: 25, from: 5, to: 14 },
    { share: 50, from: 15, to: 30 },
    { share: 25, from: 31, to: 75 },
  ],
};

/** Where coverage is verified before the visit, the patient has heard the share at the front desk. */
const told: Habits = {
  payers: [
    { share: 91, percent: 100 },
    { share: 6, percent: 50 },
    { share: 3, percent: 0 },
  ],
  delays: [
    { share: 40, from: 2, to: 10 },
    { share: 45, from: 11, to: 25 },
    { share: 15, from: 26, to: 60 },
  ],
};

/** The same visit is always paid in the same way, however often its payer answers. */
export function mannerOf(
  seed: number,
  encounterId: string,
  visited: CalendarDate,
  measures: Measures,
): PatientManner {
  const chance = chanceOf(seed, 'patient-pays', encounterId);
  const habits = isOn(measures, 'eligibility', visited) ? told : surprised;
  const { percent } = chance.weighted(habits.payers);
  return { percent, delayDays: delayOf(chance, habits) };
}

function delayOf(chance: Chance, { delays }: Habits): number {
  const { from, to } = chance.weighted(delays);
  return chance.whole(from, to);
}

export function willingCents(owed: Cents, { percent }: PatientManner): Cents {
  return cents(percentOf(owed, percent));
}

/** The clinic's policy: a small balance is given up after a statement, any other after the third letter. */
export const smallBalanceCents = 1_000;

export function patienceDays(amount: Cents): number {
  return amount <= smallBalanceCents ? 45 : 120;
}
