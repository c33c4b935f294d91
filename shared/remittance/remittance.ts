/** A payment and its claims as an 835 (005010X221A1) or a paper EOB tells them. No ledger, no contract. */

import type { CalendarDate } from '../values/dates.ts';
import type { Issue } from '../values/issue.ts';
import type { Cents } from '../values/money.ts';
import type { Segment } from '../x12/segment.ts';
import type { Balance } from './balance.ts';

/** One CAS triplet: positive reduces the payment, negative increases it. */
export type Adjustment = {
  /** CAS01: CO, OA, PI, PR; CR from 4010 senders. */
  readonly group: string;
  readonly carc: string;
  readonly amountCents: Cents;
  /** CAS04, 07, …: units adjusted, a decimal as written; absent when not told. */
  readonly quantity?: string;
};

export type Procedure = {
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
};

/** A REF: which kind of number, and the number. */
type Reference = { readonly qualifier: string; readonly value: string };

/** An AMT, for information: no equation counts it. */
type QualifiedAmount = { readonly qualifier: string; readonly amountCents: Cents | null };

/** A QTY. */
type Quantity = { readonly qualifier: string; readonly quantity: string };

/** An NM1 without its name: who (NM101: 74 corrected insured, TT crossover carrier, 82 …) and their id. */
type Party = { readonly role: string; readonly qualifier: string; readonly id: string };

/** What an 835 says of a service line beyond its money. */
export type ServiceDetails = {
  /** SVC04. */
  readonly revenueCode: string;
  /** SVC07, when the payer changed the units. */
  readonly originalUnits: string;
  /** DTM*151; equal to the service date for one day. */
  readonly serviceDateTo: CalendarDate | null;
  readonly references: readonly Reference[];
  readonly amounts: readonly QualifiedAmount[];
  readonly quantities: readonly Quantity[];
  /** Segments that no field tells whole. */
  readonly other: readonly Segment[];
};

/** What an 835 says of a claim beyond its money; no names of people. */
export type ClaimDetails = {
  /** CLP06, CLP08, CLP09 and CLP11. */
  readonly filingCode: string;
  readonly placeOfService: string;
  readonly frequency: string;
  readonly drg: string;
  /** DTM*232, 233 and 050. */
  readonly serviceFrom: CalendarDate | null;
  readonly serviceTo: CalendarDate | null;
  readonly received: CalendarDate | null;
  readonly parties: readonly Party[];
  readonly references: readonly Reference[];
  readonly amounts: readonly QualifiedAmount[];
  readonly quantities: readonly Quantity[];
  /** Segments that no field tells whole. */
  readonly other: readonly Segment[];
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
  /** DTM*472 or 150, else the claim's 232. */
  readonly serviceDate: CalendarDate | null;
  readonly adjustments: readonly Adjustment[];
  /** LQ*HE. */
  readonly remarks: readonly string[];
  /** REF*6R. */
  readonly lineControlNumber: string | null;
  /** Absent on paper. */
  readonly details?: ServiceDetails;
};

/** Loop 2100: one claim in a payment. */
export type ClaimPayment = {
  /** 1-based place of the CLP in its ST. */
  readonly ordinal: number;
  /** Bytes of the claim in its file, from its CLP to the end of its last segment. */
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
  /** Absent on paper. */
  readonly details?: ClaimDetails;
};

/** What an ST is proved and cut by. */
export type ClaimTotal = Pick<ClaimPayment, 'ordinal' | 'range' | 'paidCents' | 'balance'>;

/** One PLB pair: positive reduces the payment. */
export type ProviderAdjustment = {
  readonly code: string;
  /** PLB03-2. */
  readonly reference: string;
  readonly amountCents: Cents;
  /** PLB01 and PLB02; absent on paper. */
  readonly providerId?: string;
  readonly fiscalYearEnd?: CalendarDate;
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
  /** Absent on paper. */
  readonly details?: PaymentDetails;
};

/** How an 835's ST was sent, and what of its head has no field of its own. */
export type PaymentDetails = {
  /** ISA13, GS06 and ST02. */
  readonly interchangeNumber: string;
  readonly groupNumber: string;
  readonly transactionNumber: string;
  /** GS08: 005010X221A1, or 004010X091A1 from old senders. */
  readonly version: string;
  /** DTM*405. */
  readonly producedOn: CalendarDate | null;
  /** N1*PR02. */
  readonly payerName: string;
  /** Segments of the head that no field tells whole: BPR with its bank accounts, N1, N3, N4, PER, … */
  readonly other: readonly Segment[];
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
  /** Σ PLB; null when one can not be read. */
  readonly adjustedCents: Cents | null;
  /** The worst of the lines', claims' and transaction's balance. */
  readonly balance: Balance;
  /** SHA-256 over segments and elements without ST02, SE and trailing empty elements. */
  readonly bodyHash: string;
  /** False when the SE is missing. */
  readonly complete: boolean;
  readonly findings: readonly Issue[];
  /** TS2, TS3 and other segments between or after the claims; absent on paper. */
  readonly other?: readonly Segment[];
};
