/** What the clinic's billers see: a work item as work-items.json has it, and its claim's money beside it. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';

export type DeskItem = {
  readonly itemId: string;
  /** A claim, a visit, or something else. */
  readonly subject: string;
  readonly queue: string;
  readonly category: string;
  readonly claimId: string | null;
  readonly openedOn: CalendarDate;
  readonly amountCents: Cents;
  /** In codes, as the pipeline says them. */
  readonly reason: string;
  /** The last day to file or appeal. */
  readonly deadline: CalendarDate | null;
};

export type DeskClaim = {
  readonly payerId: string;
  readonly encounterId: string;
  /** Owed by the first payer, and by the second. */
  readonly firstCents: Cents;
  readonly secondCents: Cents;
  readonly paidCents: Cents;
  readonly insurerCreditCents: Cents;
  readonly patientCreditCents: Cents;
};
