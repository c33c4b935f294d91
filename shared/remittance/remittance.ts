/** A payment and its claims as an 835 (005010X221A1) or a paper EOB tells them. No ledger, no contract. */

import type { CalendarDate } from '../values/dates.ts';
import type { Issue } from '../values/issue.ts';
import type { Cents } from '../values/money.ts';
import type { Balance } from './balance.ts';

/** One CAS triplet: positive reduces the payment, negative increases it. */
export type Adjustment = {
  /** CAS01: CO, OA, PI, PR; CR from 4010 senders. */
  readonly group: string;
  readonly carc: string;
  readonly amountCents: Cents;
};

export type Procedure = {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
};

/** Loop 2110: one service line as the payer adjudicated it. */
export type ServicePayment = {
  /** SVC01. */
  readonly procedure: Procedure;
  /** SVC06, present when the payer changed the code. */
  readonly submittedProcedure: Procedure | null;
  /** SVC02 and SVC03; null when they can not be read. */
  readonly chargeCents: Cents | null;
  readonly paidCents: Cents | null;
  readonly paidUnits: string;
  readonly serviceDate: CalendarDate | null;
  readonly adjustments: readonly Adjustment[];
  /** LQ*HE. */
  readonly remarks: readonly string[];
  /** REF*6R. */
  readonly lineControlNumber: string | null;
};

/** Loop 2100: one claim in a payment. */
export type ClaimPayment = {
  /** 1-based place of the CLP in its ST. */
  readonly ordinal: number;
  /** Bytes of the claim in its file, from its CLP to before the next CLP, LX, PLB or SE. */
  readonly range: { readonly from: number; readonly to: number };
  /** CLP01. */
  readonly patientControlNumber: string;
  /** CLP02. */
  readonly status: string;
  /** CLP03 and CLP04; null when they can not be read. */
  readonly chargeCents: Cents | null;
  readonly paidCents: Cents | null;
  /** CLP05; 0 when absent. */
  readonly patientCents: Cents;
  /** CLP07. */
  readonly payerControlNumber: string;
  readonly adjustments: readonly Adjustment[];
  /** MOA and MIA remark codes. */
  readonly remarks: readonly string[];
  readonly lines: readonly ServicePayment[];
  readonly balance: Balance;
};

/** One PLB pair: positive reduces the payment. */
export type ProviderAdjustment = {
  readonly code: string;
  /** PLB03-2. */
  readonly reference: string;
  readonly amountCents: Cents;
};

/** An ST's payment, from its BPR, TRN and 1000A/B loops. */
export type PaymentHeader = {
  /** Which ST of the file, 1-based. */
  readonly ordinal: number;
  /** BPR01. */
  readonly handling: string;
  /** BPR02; null when it can not be read. */
  readonly paidCents: Cents | null;
  /** BPR04. */
  readonly method: string;
  /** BPR16; null when it can not be read. */
  readonly checkDate: CalendarDate | null;
  /** TRN02. */
  readonly trace: string;
  /** TRN03. */
  readonly originator: string;
  /** N1*PR04 and REF*2U, the payer's own ids, in that order. */
  readonly payerIds: readonly string[];
  /** N1*PE04 and REF*TJ. */
  readonly payeeIds: readonly string[];
};

/** An ST at its end. */
export type PaymentSummary = {
  readonly header: PaymentHeader;
  readonly claimCount: number;
  /** Σ CLP04; null when one can not be read. */
  readonly claimsPaidCents: Cents | null;
  /** The first place among BPR02, CLP04 and SVC03 that can not be read. */
  readonly unreadable: string | null;
  readonly providerAdjustments: readonly ProviderAdjustment[];
  /** The worst of the lines', claims' and transaction's balance. */
  readonly balance: Balance;
  /** SHA-256 over segments and elements without ST02, SE and trailing empty elements. */
  readonly bodyHash: string;
  /** False when the SE is missing. */
  readonly complete: boolean;
  readonly findings: readonly Issue[];
};
