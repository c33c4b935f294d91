/** A ledger entry: what one input row did to the money, balanced, never edited. */
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, EntryId, PracticeId } from '../values/ids.ts';
import { type Cents, sumOf } from '../values/money.ts';
import type { Account } from './accounts.ts';

/** A debit is positive, a credit negative. `line` is 1-based, 0 for the whole claim. */
export type Posting = {
  readonly line: number;
  readonly account: Account;
  readonly amountCents: Cents;
};

export type EntryEvent =
  | 'charge'
  | 'remittance'
  | 'reversal'
  | 'suspense'
  | 'application'
  | 'provider-adjustment'
  | 'patient-payment'
  | 'deposit'
  | 'refund'
  | 'write-off'
  | 'void'
  | 'contractual-cap'
  | 'credit';

export type Entry = {
  readonly entryId: EntryId;
  readonly practice: PracticeId;
  /** The business date on which it was booked. */
  readonly bookDate: CalendarDate;
  /** Service date, BPR16, received_on or decided_on. */
  readonly effectiveDate: CalendarDate;
  readonly claimId: ClaimId | null;
  readonly event: EntryEvent;
  /** The input row: `<remitId>#<ordinal>`, an encounter, payment or decision id. */
  readonly source: string;
  readonly postings: readonly Posting[];
};

/** The postings without the zeros; an entry whose debits and credits differ is a bug. */
export function balanced(postings: readonly Posting[]): readonly Posting[] {
  if (sumOf(postings, (posting) => posting.amountCents) !== 0)
    throw new Error('entry out of balance');
  return postings.filter((posting) => posting.amountCents !== 0);
}
