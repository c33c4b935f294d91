/** A claim with everything that was ever recorded of it up to the as-of: what KPIs and aging fold. */
import type { ClaimState } from '../claim/claim.ts';
import type { Account } from '../ledger/accounts.ts';
import type { EntryEvent } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, EncounterId, PayerId, PracticeId, RowId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';

/** One posting of the claim, with its entry's two clocks. A debit is positive. */
export type Movement = {
  readonly line: number;
  readonly account: Account;
  readonly amountCents: Cents;
  readonly bookDate: CalendarDate;
  readonly effectiveDate: CalendarDate;
  readonly event: EntryEvent;
};

/** Of one line (0: the claim as a whole) in one posted CLP; a reversal's amounts are negative. */
export type LineOutcome = {
  readonly line: number;
  readonly paidCents: Cents;
  /** PR of class PATIENT. */
  readonly patientCents: Cents;
  readonly sequesterCents: Cents;
  readonly withholdCents: Cents;
  /** Class DENIAL, any group. */
  readonly denials: readonly Denial[];
  readonly pendedCents: Cents;
  /** Contractual claimed beyond charge − expected: stays in AR. */
  readonly underpaidCents: Cents;
  /** Stays in AR for a person: unknown codes, PI, OA, CO-1/2/3, PR of another class. */
  readonly personCents: Cents;
};

export type Denial = {
  readonly group: string;
  readonly carc: string;
  readonly remarks: readonly string[];
  readonly amountCents: Cents;
};

/** One CLP as it posted to this claim. */
export type Adjudication = {
  readonly rowId: RowId;
  /** BPR16. */
  readonly checkDate: CalendarDate;
  readonly postedOn: CalendarDate;
  /** CLP02. */
  readonly status: string;
  readonly sequence: 1 | 2 | 3;
  readonly reversal: boolean;
  readonly paidCents: Cents;
  readonly payerControlNumber: string;
  readonly lines: readonly LineOutcome[];
};

export type ClaimFacts = {
  readonly practice: PracticeId;
  readonly claimId: ClaimId;
  readonly encounterId: EncounterId;
  readonly payerId: PayerId;
  /** The first line's. */
  readonly serviceDate: CalendarDate;
  readonly lines: readonly {
    readonly line: number;
    readonly serviceDate: CalendarDate;
    readonly procedure: string;
    readonly chargeCents: Cents;
    readonly expectedCents: Cents | null;
  }[];
  readonly chargeCents: Cents;
  readonly takenOn: CalendarDate;
  readonly arrivalKnown: boolean;
  /** ISO 8601 with offset, or empty. */
  readonly closedAt: string;
  readonly state: ClaimState;
  /** The rules in force that did not pass, by id. */
  readonly scrub: readonly {
    readonly rule: string;
    readonly outcome: 'fail' | 'bypassed' | 'no_data';
  }[];
  /** The first version's first scrub; clean without a BLOCK or HOLD fail, override or edit. */
  readonly firstScrub: { readonly on: CalendarDate; readonly clean: boolean } | null;
  readonly versions: number;
  readonly submittedOn: CalendarDate | null;
  /** Of the first version: whether anything acknowledged it, and whether that was a rejection. */
  readonly acknowledged: boolean;
  readonly rejected: boolean;
  /** Whether a person decided anything on it (override, correct, write-off, close). */
  readonly touched: boolean;
  /** Earliest check date first, then remit id and ordinal. */
  readonly adjudications: readonly Adjudication[];
  readonly movements: readonly Movement[];
};
