/** Says whether an 835 balances, and where and by how much it does not. */
import { type Balance, balanceTransaction, notEvaluable } from '../shared/remittance/balance.ts';
import type { PaymentSummary } from '../shared/remittance/remittance.ts';
import { dollars } from './words.ts';

/** The payment's own equation, whatever its claims do. */
export function ownBalance(summary: PaymentSummary): Balance {
  const { adjustedCents, claimsPaidCents, complete, header } = summary;
  if (!complete) return notEvaluable;
  return balanceTransaction(header.paidCents, claimsPaidCents, adjustedCents);
}

export function balanceInWords(balance: Balance): string {
  if (balance.outcome === 'balanced') return 'balanced';
  if (balance.outcome === 'not-evaluable')
    return 'can not be balanced: an amount or the end is missing';
  const { differenceCents, level, ordinal } = balance;
  const claim = ordinal === null ? '' : ` of claim ${ordinal}`;
  if (level === 'transaction') {
    return `unbalanced: the payment differs by ${dollars(differenceCents)} from claims less provider adjustments`;
  }
  const where = level === 'line' ? ' in a line' : '';
  return `unbalanced: charge, adjustments and payment${claim} differ by ${dollars(differenceCents)}${where}`;
}
