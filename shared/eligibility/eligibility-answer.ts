/** What a payer says of somebody's coverage: a 271 (005010X279A1), one person. */
import type { Cents } from '../values/money.ts';
import type { Delivery } from '../x12/delivery.ts';
import type { HealthCode } from '../x12/health-codes.ts';
import type { Party, Reference } from '../x12/party.ts';
import type { NamedPeriod } from '../x12/period.ts';
import type { Procedure, Rejection, Trace } from '../x12/trace.ts';
import type { Heading } from '../x12/transaction-set.ts';

/** Somebody in the question, with what of the question could not be answered for them. */
export type Questioned = Party & { readonly rejections: readonly Rejection[] };

/** Loop 2100C or 2100D. */
export type InsuredPerson = Questioned & {
  /** DTP of the person: 291 plan, 346 and 347 plan begin and end, 356 and 357 eligibility, … */
  readonly dates: readonly NamedPeriod[];
  readonly diagnoses: readonly HealthCode[];
};

/** III: the place of service (ZZ) or another circumstance for which a benefit is told. */
export type Circumstance = { readonly qualifier: string; readonly code: string };

/** Loop 2110C or 2110D, one EB. Texts are empty and amounts null where it tells none. */
export type Benefit = {
  /** EB01: 1 active, 6 inactive, A coinsurance, B copayment, C deductible, F limitation, G out of pocket, R other payer, … */
  readonly information: string;
  /** EB02: IND individual, FAM family, … */
  readonly coverageLevel: string;
  /** EB03: 30 all, 98 office visit, … */
  readonly serviceTypes: readonly string[];
  /** EB04: MC Medicaid, HM health maintenance organization, … */
  readonly insuranceType: string;
  readonly planName: string;
  /** EB06: 23 calendar year, 29 remaining, 27 visit, … */
  readonly timePeriod: string;
  readonly amountCents: Cents | null;
  /** EB08 as written: `.2` is twenty percent. */
  readonly percent: string | null;
  /** EB09 and EB10. */
  readonly quantityUnit: string;
  readonly quantity: string | null;
  /** EB11 and EB12: Y, N, U (and W for either network). */
  readonly authorizationRequired: string;
  readonly inNetwork: string;
  readonly procedure: Procedure | null;
  /** EB14, places among the person's diagnoses. */
  readonly diagnosisPointers: readonly string[];
  readonly deliveries: readonly Delivery[];
  readonly references: readonly Reference[];
  readonly dates: readonly NamedPeriod[];
  readonly rejections: readonly Rejection[];
  readonly messages: readonly string[];
  readonly circumstances: readonly Circumstance[];
  /** Loop 2120: other payers, primary care providers, administrators. */
  readonly related: readonly Party[];
};

export type EligibilityAnswer = {
  /** BHT03 and the traces are those of the question. */
  readonly heading: Heading;
  readonly payer: Questioned | null;
  readonly provider: Questioned | null;
  readonly subscriber: InsuredPerson | null;
  /** Null when the answer is about the subscriber. */
  readonly dependent: InsuredPerson | null;
  readonly traces: readonly Trace[];
  readonly benefits: readonly Benefit[];
};
