/** Acknowledgments to be written, as a clearinghouse or a payer knows them; the simulated ones answer with them. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import type {
  ClaimStatus,
  FileError,
  GroupAcknowledgment,
  InterchangeAcknowledgment,
  StatusAcknowledgment,
} from './acknowledgment.ts';

export type AcknowledgmentEnvelope = {
  /** ISA06 and GS02, ISA08 and GS03. */
  readonly sender: string;
  readonly receiver: string;
  readonly createdOn: CalendarDate;
  /** ISA13 and GS06. */
  readonly number: number;
  readonly delimiters?: Delimiters;
};

export type OutgoingInterchange = Omit<InterchangeAcknowledgment, 'kind'> & {
  /** TA102, the day of the interchange that is answered. */
  readonly sentOn: CalendarDate;
};

export type OutgoingGroup = Omit<
  GroupAcknowledgment,
  'kind' | 'complete' | 'errors' | 'transactions'
> & {
  readonly transactions: readonly (Omit<GroupAcknowledgment['transactions'][number], 'errors'> & {
    readonly errors?: readonly FileError[];
  })[];
  readonly errors?: readonly FileError[];
  /** AK103, the GS08 that is answered; of an 837P where it is not given. */
  readonly version?: string;
};

export type OutgoingClaimStatus = Omit<ClaimStatus, 'lineStatuses'> & {
  readonly patient: { readonly last: string; readonly first: string; readonly memberId: string };
  /** STC04. */
  readonly chargeCents: Cents;
  readonly serviceDate: CalendarDate;
  /** 2200D TRN02 of a 277: the number of the question, where it had one. */
  readonly trace?: string;
};

export type OutgoingStatus = Omit<StatusAcknowledgment, 'kind' | 'complete' | 'claims'> & {
  /** 2100A: who answers. */
  readonly source: { readonly name: string; readonly id: string };
  /** BHT03 and 2200A TRN02: its own number of this answer. */
  readonly reference: string;
  readonly provider: { readonly name: string; readonly npi: string };
  readonly claims: readonly OutgoingClaimStatus[];
};
