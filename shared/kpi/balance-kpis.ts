/** KPIs of what is open at a month's end or at the as-of, from entries booked by then. */
import { addDays, daysBetween } from '../values/dates.ts';
import type { ClaimFacts } from './claim-facts.ts';
import type { ClaimView } from './claim-view.ts';
import { type Kpi, type Observation, plain } from './kpi.ts';
import type { MonthEnd } from './month-end.ts';
import type { AgeBucket } from './open-amounts.ts';

/** Service days, the day itself included. */
export const windowDays = 90;
/** With fewer days since the first charge a daily average says nothing. */
export const leastDays = 30;

const balance = {
  ...plain,
  unit: 'days',
  better: 'down',
  monthOf: 'month end, or as-of',
} as const;

export const balanceKpis: readonly Kpi[] = [
  {
    ...balance,
    id: 'days-in-ar',
    name: 'Days in AR',
    question: 'How many days of charges are still open?',
    numerator: 'insurance AR and patient AR in debit, unbilled included',
    denominator: 'average daily charge of the last 90 service days (fewer since the first charge)',
    target: { op: '<', value: 40 },
    source: 'AAPC formula, credits left out',
    fold: 'daily',
    observer: {
      of: 'claim',
      observe: (view) => daily(view, openCents, (end) => end.chargeCents),
    },
  },
  {
    ...balance,
    id: 'dso',
    name: 'DSO',
    question: 'How many days of expected money are still open?',
    numerator: 'the same AR less the contractual adjustment still to come',
    denominator: 'average daily expected of the same days; unpriced lines at their charge',
    source: 'HFMA MAP: net AR ÷ average daily net revenue',
    fold: 'daily',
    observer: {
      of: 'claim',
      observe: (view) => daily(view, openExpectedCents, expectedCharge),
    },
  },
  agedKpi('ar-over-90-rate', 'AR over 90 days', 'more than 90 days', ['d91_120', 'd121_up']),
  agedKpi('ar-over-120-rate', 'AR over 120 days', 'more than 120 days', ['d121_up']),
  {
    ...balance,
    id: 'dollar-days-held',
    name: 'Dollar-days held',
    question: 'How much money waits with us, and for how long?',
    numerator: 'charge times days since it was taken, of claims that have never gone out',
    denominator: '1',
    unit: 'cents',
    source: 'Claimline: a dollar held for a day is a dollar paid a day later',
    fold: 'sum',
    observer: { of: 'claim', observe: heldObservations },
  },
];

/** What its payer answered without being sent it is held by nobody. */
function heldObservations({ facts, monthEnds }: ClaimView): readonly Observation[] {
  const { adjudications, submittedOn, takenOn } = facts;
  return monthEnds.flatMap(({ chargeCents, day, month }) => {
    const out = submittedOn !== null && submittedOn <= day;
    const answered = adjudications.some((row) => row.postedOn <= day);
    const days = out || answered ? 0 : Math.max(0, daysBetween(takenOn, day));
    const numerator = Math.max(0, chargeCents) * days;
    return numerator === 0 ? [] : [{ month, numerator, denominator: 0 }];
  });
}

function agedKpi(id: string, name: string, age: string, aged: readonly AgeBucket[]): Kpi {
  return {
    ...balance,
    id,
    name,
    question: `How much of the billed AR is ${age} old?`,
    numerator: `billed AR whose service was ${age} ago`,
    denominator: 'billed AR',
    unit: 'rate',
    source: 'HFMA MAP AR-2',
    observer: {
      of: 'claim',
      observe: ({ monthEnds }) =>
        monthEnds
          .filter((end) => end.buckets.size > 0)
          .map((end) => ({
            month: end.month,
            numerator: aged.reduce((total, bucket) => total + (end.buckets.get(bucket) ?? 0), 0),
            denominator: [...end.buckets.values()].reduce((total, amount) => total + amount, 0),
          })),
    },
  };
}

type Amount = (end: MonthEnd, facts: ClaimFacts) => number;

function daily({ facts, monthEnds }: ClaimView, open: Amount, charge: Amount) {
  const observations: Observation[] = [];
  for (const end of monthEnds) {
    const numerator = open(end, facts);
    const denominator = isInWindow(facts, end) ? charge(end, facts) : 0;
    if (numerator === 0 && denominator === 0) continue;
    observations.push({ month: end.month, numerator, denominator, since: facts.serviceDate });
  }
  return observations;
}

function isInWindow(facts: ClaimFacts, { day }: MonthEnd): boolean {
  return facts.serviceDate <= day && facts.serviceDate > addDays(day, -windowDays);
}

function openCents(end: MonthEnd): number {
  return Math.max(0, end.insuranceArCents) + Math.max(0, end.patientArCents);
}

function openExpectedCents(end: MonthEnd, facts: ClaimFacts): number {
  const toCome = end.chargeCents - expectedCharge(end, facts) - end.contractualCents;
  return Math.max(0, openCents(end) - Math.max(0, toCome));
}

/** Nothing once the charge is voided. */
function expectedCharge(end: MonthEnd, facts: ClaimFacts): number {
  if (end.chargeCents <= 0) return 0;
  let total = 0;
  for (const line of facts.lines) total += line.expectedCents ?? line.chargeCents;
  return total;
}
