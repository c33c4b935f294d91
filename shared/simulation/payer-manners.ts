/** How each simulated payer behaves, as rows: when it pays, what it refuses, and its bad habits. Shares are in 10,000. */
import type { PayerId } from '../values/ids.ts';
import { payerId } from '../values/ids.ts';

export type Refusal = {
  readonly group: 'CO' | 'PR';
  readonly carc: string;
  readonly remarks: readonly string[];
};

type Unprovoked = Refusal & {
  readonly share: number;
  /** In 10,000 claims that are sent again: how often it stays with what it said. */
  readonly upheld: number;
};

export type PayerManners = {
  readonly payerId: PayerId;
  /** TRN03's employer number, without the leading 1. */
  readonly taxId: string;
  /** 0 is Monday. */
  readonly checkWeekdays: readonly number[];
  /** Days from receipt to decision of a claim that nobody needs to look at. */
  readonly turnaround: readonly {
    readonly share: number;
    readonly from: number;
    readonly to: number;
  }[];
  /** Days that a person at the payer adds to a claim that stands out. */
  readonly reviewDays: readonly [from: number, to: number];
  /** Its own limit, which its letters of last year changed; clinics may have an older one on file. */
  readonly filingLimitDays: number;
  /** So many days longer it takes a claim that replaces one. */
  readonly correctionDays: number;
  /** Refusals that nothing in the claim explains. */
  readonly unprovoked: number;
  readonly unprovokedReasons: readonly Unprovoked[];
  readonly underpaid: number;
  /** Underpaid claims in 10,000 that it does not mend when it is asked again. */
  readonly underpaidAgain: number;
  /** What it then pays of its own contract. */
  readonly underpaidPercent: number;
  /** Visits that it pays one level lower than they were billed (SVC06 tells the code that was billed). */
  readonly recoded: number;
  /** Claims that its door took and nobody ever found again. */
  readonly lost: number;
  /** Claims with a second payer on file that it forwards by itself (CLP02 19, NM1*TT). */
  readonly crossesOver: number;
  /** Payments of a day that come as two checks. */
  readonly splitsCheck: number;
  /** Claims taken back some weeks or months after payment. */
  readonly reversed: number;
  /** Claims in 10,000 that it had taken back and does not pay again when it is shown what it had said of the coverage. */
  readonly takenBackAgain: number;
  /** Of those taken back, how many it collects later from another check (PLB WO). */
  readonly recoupedLater: number;
  /** Late payments with interest (PLB L6). */
  readonly interest: number;
  /** Files that it sends a second time under another name. */
  readonly repeatsFile: number;
  /** Unpaid claims in an ST of their own, without money (NON). */
  readonly refusalsApart: boolean;
  /** CO-253, 2 percent of what is left to pay. */
  readonly sequesters: boolean;
  /** Imaging without a prior authorization is not paid (CARC 197). */
  readonly asksAuthorization: boolean;
};

const commonReasons = [
  reason(30, '16', 'N706', 300),
  reason(25, '50', 'N115', 4000),
  reason(18, '252', 'N479', 800),
  reason(15, '96', 'N130', 6000),
  reason(12, '109', 'N418', 1500),
];

const ordinary = {
  reviewDays: [34, 54],
  unprovokedReasons: commonReasons,
  underpaidPercent: 88,
  underpaidAgain: 2500,
  correctionDays: 90,
  takenBackAgain: 5000,
  recoupedLater: 3000,
  recoded: 0,
  lost: 80,
  crossesOver: 0,
  splitsCheck: 0,
  interest: 0,
  repeatsFile: 200,
  refusalsApart: false,
  sequesters: false,
  asksAuthorization: true,
} as const satisfies Partial<PayerManners>;

export const sampleManners: readonly PayerManners[] = [
  {
    ...ordinary,
    payerId: payerId('60001'),
    taxId: '990060001',
    checkWeekdays: [1, 3],
    turnaround: [
      { share: 85, from: 14, to: 21 },
      { share: 15, from: 22, to: 29 },
    ],
    filingLimitDays: 365,
    unprovoked: 180,
    underpaid: 20,
    crossesOver: 7000,
    lost: 40,
    reversed: 40,
    sequesters: true,
    asksAuthorization: false,
  },
  {
    ...ordinary,
    payerId: payerId('60002'),
    taxId: '990060002',
    checkWeekdays: [4],
    turnaround: [
      { share: 60, from: 17, to: 26 },
      { share: 30, from: 27, to: 30 },
      { share: 10, from: 31, to: 75 },
    ],
    filingLimitDays: 90,
    unprovoked: 330,
    underpaid: 50,
    lost: 140,
    reversed: 90,
    refusalsApart: true,
  },
  {
    ...ordinary,
    payerId: payerId('60003'),
    taxId: '990060003',
    checkWeekdays: [0, 3],
    turnaround: [
      { share: 60, from: 16, to: 31 },
      { share: 40, from: 32, to: 48 },
    ],
    filingLimitDays: 90,
    unprovoked: 240,
    underpaid: 350,
    recoded: 60,
    splitsCheck: 1500,
    reversed: 80,
    interest: 150,
  },
  {
    ...ordinary,
    payerId: payerId('60004'),
    taxId: '990060004',
    checkWeekdays: [2],
    turnaround: [
      { share: 60, from: 14, to: 30 },
      { share: 40, from: 31, to: 46 },
    ],
    filingLimitDays: 180,
    unprovoked: 210,
    underpaid: 120,
    reversed: 60,
    repeatsFile: 600,
  },
  {
    ...ordinary,
    payerId: payerId('60005'),
    taxId: '990060005',
    checkWeekdays: [1],
    turnaround: [
      { share: 50, from: 20, to: 36 },
      { share: 50, from: 37, to: 52 },
    ],
    filingLimitDays: 90,
    unprovoked: 310,
    underpaid: 200,
    recoded: 90,
    lost: 110,
    reversed: 90,
    interest: 80,
  },
];

function reason(share: number, carc: string, remark: string, upheld: number) {
  return { share, upheld, group: 'CO', carc, remarks: [remark] } as const;
}
