/** A claim with everything that was ever recorded of it up to the as-of: what KPIs and aging fold. */
import type { ClaimState } from '../claim/claim.ts';
import type { Account } from '../ledger/accounts.ts';
import type { Adjudication } from '../ledger/adjudication.ts';
import type { EntryEvent } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, EncounterId, PayerId, PracticeId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';

export type { Adjudication, Denial, LineOutcome } from '../ledger/adjudication.ts';

/** One posting of the claim, with its entry's two clocks. A debit is positive. */
export type Movement = {
  readonly line: number;
  readonly account: Account;
  readonly amountCents: Cents;
  readonly bookDate: CalendarDate;
  readonly effectiveDate: CalendarDate;
  readonly event: EntryEvent;
};

/** How a payer may decide an appeal. */
export const appealEnds = ['won', 'partly', 'lost'] as const;

/** Where the latest appeal stands, and since when. */
export type Appeal = {
  readonly state: 'filed' | (typeof appealEnds)[number];
  readonly on: CalendarDate;
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
  readonly firstScrub: {
    readonly on: CalendarDate;
    readonly clean: boolean;
    /** The rules of BLOCK or HOLD that failed then, whatever became of them since. */
    readonly stoppedBy: readonly string[];
  } | null;
  readonly versions: number;
  /** Of these, bills to a later payer. */
  readonly laterBills?: number;
  readonly submittedOn: CalendarDate | null;
  /** Of the first version: whether anything acknowledged it, and whether that was a rejection. */
  readonly acknowledged: boolean;
  readonly rejected: boolean;
  /** Whether a person decided anything on it (override, correct, write-off, close). */
  readonly touched: boolean;
  /** Earliest check date first, then remit id and ordinal. */
  readonly adjudications: readonly Adjudication[];
  /** The first version whose primary answers stand; absent when all do. */
  readonly standsFrom?: number;
  /** Absent without an appeal. */
  readonly appeal?: Appeal;
  /** When somebody last accepted what the payer decided; absent when nobody did. */
  readonly acceptedOn?: CalendarDate;
  readonly movements: readonly Movement[];
};
