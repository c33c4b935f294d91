/** The five payers of the sample: what a practice knows of them, and how each prices and shares costs. */
import { type PayerId, payerId } from '../values/ids.ts';

export type SamplePayer = {
  readonly payerId: PayerId;
  readonly name: string;
  /** SBR09: MB Medicare Part B, MC Medicaid, CI commercial, BL a Blue plan, HM an HMO. */
  readonly claimFilingCode: string;
  /** As the practice has it on file; the payer's own limit is among its manners. */
  readonly filingLimitDays: number;
  readonly appealLimitDays: number;
  /** Of the clinic's patients between 18 and 64 (others follow their age and need). */
  readonly share: number;
  /** Contract rates in percent of the base fee. */
  readonly ratePercent: number;
  readonly deductibleCents: number;
  readonly coinsurancePercent: number;
  readonly copayCents: number;
};

const federal = { filingLimitDays: 365, appealLimitDays: 120 };

export const medicareLike = payerId('60001');
export const medicaidLike = payerId('60002');

export const samplePayers: readonly SamplePayer[] = [
  {
    ...federal,
    payerId: medicareLike,
    name: 'FEDERAL SENIOR SAMPLE PLAN',
    claimFilingCode: 'MB',
    share: 2,
    ratePercent: 100,
    deductibleCents: 25_700,
    coinsurancePercent: 20,
    copayCents: 0,
  },
  {
    ...federal,
    payerId: medicaidLike,
    name: 'STATE ASSISTANCE SAMPLE PLAN',
    claimFilingCode: 'MC',
    appealLimitDays: 90,
    filingLimitDays: 180,
    share: 14,
    ratePercent: 72,
    deductibleCents: 0,
    coinsurancePercent: 0,
    copayCents: 200,
  },
  {
    payerId: payerId('60003'),
    name: 'NORTHLIGHT MOCK HEALTH',
    claimFilingCode: 'CI',
    filingLimitDays: 180,
    appealLimitDays: 180,
    share: 34,
    ratePercent: 118,
    deductibleCents: 40_000,
    coinsurancePercent: 20,
    copayCents: 0,
  },
  {
    payerId: payerId('60004'),
    name: 'PRAIRIE CROSS TEST PLAN',
    claimFilingCode: 'BL',
    filingLimitDays: 180,
    appealLimitDays: 180,
    share: 30,
    ratePercent: 128,
    deductibleCents: 20_000,
    coinsurancePercent: 10,
    copayCents: 2_000,
  },
  {
    payerId: payerId('60005'),
    name: 'UNITY MOCK CARE',
    claimFilingCode: 'HM',
    filingLimitDays: 90,
    appealLimitDays: 60,
    share: 20,
    ratePercent: 110,
    deductibleCents: 0,
    coinsurancePercent: 0,
    copayCents: 3_000,
  },
];

export function samplePayer(id: PayerId): SamplePayer {
  const payer = samplePayers.find((row) => row.payerId === id);
  if (payer === undefined) throw new Error('no such sample payer');
  return payer;
}
