/** What a payer said of a claim in one CLP, as facts beside the postings: denials, shares, shortfalls. */
import type { CalendarDate } from '../values/dates.ts';
import type { RowId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';

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
  /** The version of the claim that is answered; absent for the first. */
  readonly version?: number;
  readonly lines: readonly LineOutcome[];
};
