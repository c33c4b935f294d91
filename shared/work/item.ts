/** A work item: one problem of one subject, with an owner, a due date and a next step. */
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, WorkItemId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';

/** The queues, in the order of the claim's way. */
export type WorkQueue =
  | 'eligibility'
  | 'authorization'
  | 'charge-entry'
  | 'coding-review'
  | 'scrub'
  | 'rejection'
  | 'unmatched-remittance'
  | 'posting'
  | 'denial'
  | 'appeal'
  | 'underpayment'
  | 'credit-balance'
  | 'follow-up'
  | 'patient-balance'
  | 'quarantine'
  | 'quality-review'
  | 'rule-review';

/** Why there is something to do; while it stands its item stays open. */
export type Cause = {
  readonly queue: WorkQueue;
  readonly category: string;
  readonly claimId: ClaimId | null;
  readonly amountCents: Cents;
  /** Codes, ids and amounts only. */
  readonly reason: string;
  /** The last day to file or appeal; of a visit that lies ahead, the last day before it. */
  readonly deadline: CalendarDate | null;
};

export type WorkItem = Cause & {
  readonly itemId: WorkItemId;
  /** A claim, a row, a payment or a file. */
  readonly subject: string;
  /** The how many-th item of this subject and queue, from 1. */
  readonly ordinal: number;
  readonly owner: string;
  readonly team: string;
  readonly openedOn: CalendarDate;
  readonly dueOn: CalendarDate;
  readonly escalatedTo: string | null;
  readonly state: 'open' | 'closed';
  readonly closedOn: CalendarDate | null;
  /** `cause` when the cause went, else the decision that closed it. */
  readonly closedBy: string | null;
};

/** The day after which an open item goes up the ladder: it is past due, or its deadline has passed before. */
export function actBy({ deadline, dueOn }: WorkItem): CalendarDate {
  return deadline !== null && deadline < dueOn ? deadline : dueOn;
}
