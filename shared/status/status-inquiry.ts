/** What a payer is asked of a claim that it has: a 276 (005010X212), one claim. */
import type { Cents } from '../values/money.ts';
import type { Party, Reference } from '../x12/party.ts';
import type { Period } from '../x12/period.ts';
import type { Procedure, Trace } from '../x12/trace.ts';
import type { Heading } from '../x12/transaction-set.ts';

/** Loop 2210D or 2210E, one SVC. */
export type InquiredLine = {
  readonly procedure: Procedure | null;
  readonly chargeCents: Cents | null;
  /** SVC04, in institutional claims. */
  readonly revenueCode: string;
  /** SVC07, a decimal as written. */
  readonly units: string | null;
  /** REF*FJ; empty without one. */
  readonly controlNumber: string;
  readonly service: Period | null;
};

/** Loop 2200D or 2200E with the levels above it. */
export type StatusInquiry = {
  readonly heading: Heading;
  /** HL 20, 21 and 19. */
  readonly payer: Party | null;
  readonly receiver: Party | null;
  readonly provider: Party | null;
  readonly subscriber: Party | null;
  /** Null when the subscriber is the patient. */
  readonly dependent: Party | null;
  /** The payer gives it back in its 277. */
  readonly trace: Trace | null;
  /** REF*1K, REF*BLT and REF*EJ; empty without them. */
  readonly payerControlNumber: string;
  readonly billType: string;
  readonly patientControlNumber: string;
  readonly references: readonly Reference[];
  /** AMT*T3. */
  readonly chargeCents: Cents | null;
  /** DTP*472. */
  readonly service: Period | null;
  readonly lines: readonly InquiredLine[];
};
