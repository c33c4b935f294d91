/** Base fees, the contracts made from them and the clinic's charges. Invented amounts; codes without descriptors. */
import { type CalendarDate, calendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import { type Cents, cents } from '../values/money.ts';
import { type SamplePayer, samplePayers } from './sample-payers.ts';

/** Base fee per unit in cents, by CPT or HCPCS code. */
const baseFees: Readonly<Record<string, number>> = {
  '99202': 7310,
  '99203': 11240,
  '99204': 16870,
  '99212': 5720,
  '99213': 9180,
  '99214': 12960,
  '99215': 18220,
  '99392': 11150,
  '99393': 11130,
  '99394': 12180,
  '99395': 13420,
  '99396': 14270,
  '99397': 15310,
  G0438: 17380,
  G0439: 13340,
  G0444: 1890,
  '96127': 510,
  '36415': 880,
  '80053': 1060,
  '80061': 1340,
  '81002': 350,
  '83036': 970,
  '84443': 1680,
  '85025': 780,
  '87880': 1650,
  '93000': 1510,
  '94010': 2720,
  '71046': 3230,
  '73562': 3940,
  '73030': 3520,
  '72148': 20840,
  '73721': 21560,
  '70551': 21030,
  '93306': 19470,
  '76700': 11790,
  '20610': 6830,
  '17000': 6640,
  '17003': 620,
  '11102': 10480,
  '69210': 4870,
  '11730': 10950,
  '90471': 2190,
  '90472': 1530,
  '90686': 2110,
  '90715': 3790,
  G0008: 3180,
  '96372': 1490,
  J1885: 60,
  J3301: 185,
};

/** Codes that Medicare-like plans pay less for outside the office. */
const facilityPercent = 68;
const officeVisits = ['99202', '99203', '99204', '99212', '99213', '99214', '99215'];

/** Charged below some contracts: a charge master that nobody looked at. */
const undercharged: Readonly<Record<string, number>> = { J1885: 65 };

/** No payer has a contract for it, so its lines are unpriced. */
const uncontracted = '76700';

export type SampleRate = {
  readonly payerId: PayerId;
  readonly procedure: string;
  readonly modifier: string;
  readonly place: '' | 'facility' | 'nonfacility';
  readonly allowedCents: Cents;
  readonly effectiveFrom: CalendarDate;
  readonly effectiveTo: CalendarDate | null;
};

/** The rates that payers and practice agreed on, in the order of contracts.csv. */
export function sampleContracts(): readonly SampleRate[] {
  return samplePayers.flatMap((payer) =>
    Object.entries(baseFees)
      .filter(([procedure]) => procedure !== uncontracted)
      .flatMap(([procedure, base]) => ratesOf(payer, procedure, base)),
  );
}

/** What the clinic charges per unit: about twice the base fee, in whole dollars above a dollar. */
export function chargeOf(procedure: string): Cents {
  const base = baseFees[procedure];
  if (base === undefined) throw new Error('no such procedure in the fee schedule');
  const charge = undercharged[procedure] ?? base * 2;
  return cents(charge < 1000 ? charge : Math.ceil(charge / 100) * 100);
}

function ratesOf(payer: SamplePayer, procedure: string, base: number): SampleRate[] {
  const allowed = percentOf(base, payer.ratePercent);
  if (payer.claimFilingCode === 'MB' && officeVisits.includes(procedure)) {
    const facility = percentOf(allowed, facilityPercent);
    return [
      rate(payer, procedure, 'nonfacility', allowed),
      rate(payer, procedure, 'facility', facility),
    ];
  }
  if (payer.claimFilingCode === 'BL') return renegotiated(payer, procedure, allowed);
  return [rate(payer, procedure, '', allowed)];
}

const renewal = calendarDate('2026-04-01');
const lastOldDay = calendarDate('2026-03-31');

/** One payer raised its rates in April. */
function renegotiated(payer: SamplePayer, procedure: string, allowed: number): SampleRate[] {
  return [
    { ...rate(payer, procedure, '', allowed), effectiveTo: lastOldDay },
    { ...rate(payer, procedure, '', percentOf(allowed, 103)), effectiveFrom: renewal },
  ];
}

function rate(
  payer: SamplePayer,
  procedure: string,
  place: SampleRate['place'],
  allowed: number,
): SampleRate {
  return {
    payerId: payer.payerId,
    procedure,
    modifier: '',
    place,
    allowedCents: cents(allowed),
    effectiveFrom: calendarDate('2026-01-01'),
    effectiveTo: null,
  };
}

/** Half up, in integers. */
export function percentOf(amount: number, percent: number): number {
  return Math.floor((amount * percent + 50) / 100);
}
