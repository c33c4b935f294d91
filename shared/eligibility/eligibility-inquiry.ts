/** What a payer is asked of somebody's coverage: a 270 (005010X279A1), one person. */
import type { HealthCode } from '../x12/health-codes.ts';
import type { Party, Reference } from '../x12/party.ts';
import type { NamedPeriod } from '../x12/period.ts';
import type { Procedure, Trace } from '../x12/trace.ts';
import type { Heading } from '../x12/transaction-set.ts';
import type { Circumstance } from './eligibility-answer.ts';

/** Loop 2100C or 2100D. */
export type InquiredPerson = Party & {
  /** DTP*291: the day of the visit. */
  readonly dates: readonly NamedPeriod[];
  readonly diagnoses: readonly HealthCode[];
};

/** Loop 2110C or 2110D, one EQ. */
export type EligibilityQuestion = {
  /** EQ01: 30 asks of all benefits. */
  readonly serviceTypes: readonly string[];
  readonly procedure: Procedure | null;
  readonly coverageLevel: string;
  readonly insuranceType: string;
  readonly diagnosisPointers: readonly string[];
  readonly circumstances: readonly Circumstance[];
  readonly references: readonly Reference[];
  readonly dates: readonly NamedPeriod[];
};

export type EligibilityInquiry = {
  readonly heading: Heading;
  readonly payer: Party | null;
  readonly provider: Party | null;
  readonly subscriber: InquiredPerson | null;
  /** Null when the subscriber is asked about. */
  readonly dependent: InquiredPerson | null;
  readonly traces: readonly Trace[];
  readonly questions: readonly EligibilityQuestion[];
};
