/** What a first payer's row leaves to the second payer, kept with the row until that one is billed. */
import { arInsurer } from '../ledger/accounts.ts';
import { firstDecision } from '../ledger/first-decision.ts';
import type { ClaimPayment } from '../remittance/remittance.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';
import { sumOf } from '../values/money.ts';
import { versionOf } from './claim-versions.ts';
import type { Action } from './ports.ts';
import type { PostedAnswer } from './post-answer.ts';
import { dueAction } from './stored-secondary.ts';

/** A claim that the first payer passed on would be a duplicate for so long (rule K04). */
const crossoverDays = 30;

const silent: readonly string[] = ['22', '23', '25'];

/** Nothing of a reversal, or where nothing moved to the second payer. */
export function dueActions(
  { adjudication, claim, postings }: PostedAnswer,
  payment: ClaimPayment,
  today: CalendarDate,
): readonly Action[] {
  const { secondary } = claim.encounter;
  if (secondary === null || adjudication.sequence !== 1) return [];
  if (silent.includes(adjudication.status)) return [];
  const account = arInsurer(secondary.payerId, 2);
  const moved = postings.filter((row) => row.account === account);
  if (sumOf(moved, (row) => row.amountCents) <= 0) return [];
  const crossedOver = isCrossedOver(payment);
  const due = {
    version: 0,
    rowId: adjudication.rowId,
    of: versionOf(adjudication),
    decision: firstDecision(claim, payment, adjudication.checkDate),
    crossedOver,
    on: crossedOver ? addDays(today, crossoverDays) : today,
  };
  return [dueAction(claim.practice, claim.claimId, due)];
}

/** CLP02 19: processed as primary and forwarded; NM1*TT names to whom. */
function isCrossedOver({ details, status }: ClaimPayment): boolean {
  return status === '19' || (details?.parties ?? []).some(({ role }) => role === 'TT');
}
