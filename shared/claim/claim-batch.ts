/** What goes out to one receiver in one 837 file. */
import type { Payer, Practice, Provider } from '../reference/reference.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { Claim } from './claim.ts';
import type { FirstDecision } from './first-decision.ts';

/** A claim with everybody whom its loops name. */
export type BillableClaim = {
  readonly claim: Claim;
  readonly payer: Payer;
  /** Loop 2310B; null when the practice does not know the provider, whose NPI then stands alone. */
  readonly rendering: Provider | null;
  readonly secondaryPayer: Payer | null;
  /** In a bill to the second payer, which `payer` is then: who decided first, and what. */
  readonly first?: { readonly payer: Payer; readonly decision: FirstDecision };
  /** CLM05-3: 1 original, 7 replacement, 8 void. */
  readonly frequency: '1' | '7' | '8';
  /** REF*F8, the payer's own number; written only with 7 and 8. */
  readonly originalControlNumber: string | null;
  /** REF*G1; empty without one. */
  readonly authorizationNumber: string;
};

export type BatchNumbers = {
  readonly receiver: string;
  readonly createdOn: CalendarDate;
  /** ISA13. */
  readonly interchangeNumber: number;
  /** GS06. */
  readonly groupNumber: number;
  /** ST02 of the first ST; the others follow. */
  readonly firstTransactionNumber: number;
};

export type ClaimBatch = BatchNumbers & {
  readonly practice: Practice;
  readonly claims: readonly BillableClaim[];
};
