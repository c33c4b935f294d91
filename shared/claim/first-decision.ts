/** What a first payer decided of a claim, as the bill to the second tells it: loops 2320 and 2430. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Procedure } from '../x12/trace.ts';
import type { OtherAdjustment } from './other-coverage.ts';

export type DecidedLine = {
  /** The billed line, 1-based. */
  readonly line: number;
  readonly procedure: Procedure;
  readonly paidCents: Cents;
  readonly paidUnits: string;
  readonly adjustments: readonly OtherAdjustment[];
};

export type FirstDecision = {
  readonly paidCents: Cents;
  /** Σ of group PR. */
  readonly patientCents: Cents;
  /** BPR16. */
  readonly decidedOn: CalendarDate;
  /** Of the claim as a whole. */
  readonly adjustments: readonly OtherAdjustment[];
  /** Empty where it decided the claim alone. */
  readonly lines: readonly DecidedLine[];
};
