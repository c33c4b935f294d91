/** Says whether an 835 balances, and where and by how much it does not. */
import type { Balance } from '../shared/remittance/balance.ts';
import { dollars } from './words.ts';

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
