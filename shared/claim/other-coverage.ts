/** Who else pays for a claim, and what they have decided: loops 2320, 2330 and 2430 of an 837. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Party } from '../x12/party.ts';
import type { Procedure } from '../x12/trace.ts';

/** One triplet of a CAS. */
export type OtherAdjustment = {
  readonly group: string;
  readonly reason: string;
  /** Null when it can not be read. */
  readonly amountCents: Cents | null;
  /** A decimal as written. */
  readonly quantity: string | null;
};

/** Loop 2320. */
export type OtherCoverage = {
  /** SBR01: P, S, T, … */
  readonly rank: string;
  /** SBR02: 18 self, 01 spouse, 19 child, … */
  readonly relationship: string;
  /** SBR03, SBR04, SBR05 and SBR09. */
  readonly groupOrPolicy: string;
  readonly groupName: string;
  readonly insuranceType: string;
  readonly filingCode: string;
  readonly adjustments: readonly OtherAdjustment[];
  /** AMT*D, what it paid, and AMT*EAF, what it left to the patient; null when not told. */
  readonly paidCents: Cents | null;
  readonly patientCents: Cents | null;
  /** OI03 and OI06. */
  readonly benefitsAssigned: string;
  readonly release: string;
  /** 2330A and 2330B. */
  readonly insured: Party | null;
  readonly payer: Party | null;
  /** DTP*573 of 2330B. */
  readonly decidedOn: CalendarDate | null;
};

/** Loop 2430: what another payer decided of a line. */
export type LineAdjudication = {
  /** SVD01 to SVD03. */
  readonly payerId: string;
  readonly paidCents: Cents | null;
  readonly procedure: Procedure | null;
  /** SVD04, in institutional claims. */
  readonly revenueCode: string;
  /** SVD05, a decimal as written, and SVD06, the line that it was bundled into. */
  readonly paidUnits: string | null;
  readonly bundledInto: string;
  readonly adjustments: readonly OtherAdjustment[];
  readonly patientCents: Cents | null;
  readonly decidedOn: CalendarDate | null;
};
