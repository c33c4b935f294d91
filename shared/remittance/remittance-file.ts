/** An 835 to be written, as a payer knows it; the simulated payers answer with it. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type { Adjustment, Procedure, ProviderAdjustment } from './remittance.ts';

export type RemittanceFile = {
  /** ISA06 and GS02, ISA08 and GS03. */
  readonly sender: string;
  readonly receiver: string;
  readonly createdOn: CalendarDate;
  /** ISA13 and GS06. */
  readonly interchangeNumber: number;
  readonly groupNumber: number;
  /** One ST each. */
  readonly payments: readonly OutgoingPayment[];
  readonly delimiters?: Delimiters;
};

export type OutgoingPayment = {
  /** ST02. */
  readonly transactionNumber: number;
  /** BPR01, BPR02 and BPR04. */
  readonly handling: 'I' | 'H' | 'C';
  readonly paidCents: Cents;
  readonly method: 'ACH' | 'CHK' | 'NON';
  /** BPR16 and DTM*405. */
  readonly checkDate: CalendarDate;
  readonly producedOn: CalendarDate;
  /** TRN02, and TRN03: `1` and the payer's EIN. */
  readonly trace: string;
  readonly originator: string;
  /** N1*PR02, N1*PR04 (empty: not written) and REF*2U. */
  readonly payer: { readonly name: string; readonly planId: string; readonly payerId: string };
  /** N1*PE02, N1*PE04 and REF*TJ. */
  readonly payee: { readonly name: string; readonly npi: string; readonly taxId: string };
  readonly claims: readonly OutgoingClaimPayment[];
  readonly providerAdjustments: readonly ProviderAdjustment[];
};

export type OutgoingClaimPayment = {
  /** CLP01 to CLP05 and CLP07. */
  readonly patientControlNumber: string;
  readonly status: string;
  readonly chargeCents: Cents;
  readonly paidCents: Cents;
  readonly patientCents: Cents;
  readonly payerControlNumber: string;
  /** CLP06, CLP08 and CLP09. */
  readonly filingCode: string;
  readonly placeOfService: string;
  readonly frequency: string;
  /** NM1*QC. */
  readonly patient: { readonly last: string; readonly first: string; readonly memberId: string };
  /** NM1*74; null unless the payer corrects the member id. */
  readonly correctedMemberId: string | null;
  /** NM1*TT, to whom the claim was forwarded. */
  readonly crossover: { readonly name: string; readonly payerId: string } | null;
  /** NM1*82; empty without one. */
  readonly renderingNpi: string;
  /** CAS of the claim itself. */
  readonly adjustments: readonly Adjustment[];
  /** MOA, at most five. */
  readonly remarks: readonly string[];
  /** AMT*I; an opposite PLB*L6 pays it. */
  readonly interestCents: Cents | null;
  readonly lines: readonly OutgoingServicePayment[];
};

export type OutgoingServicePayment = {
  readonly procedure: Procedure;
  /** SVC06 and SVC07, when the payer changed them. */
  readonly submittedProcedure: Procedure | null;
  readonly originalUnits: string;
  readonly chargeCents: Cents;
  readonly paidCents: Cents;
  readonly paidUnits: string;
  readonly serviceDate: CalendarDate;
  readonly serviceDateTo: CalendarDate;
  readonly adjustments: readonly Adjustment[];
  /** LQ*HE. */
  readonly remarks: readonly string[];
  /** REF*6R. */
  readonly lineControlNumber: string | null;
  /** AMT*B6. */
  readonly allowedCents: Cents | null;
};
