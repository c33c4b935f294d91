/** The three equations of an 835 (X12 RFI 2348, 2601), each with three outcomes. */
import { add, type Cents, subtract } from '../values/money.ts';

/** `not-evaluable`: an amount is missing or can not be read, so nothing can be said. */
export type Balance =
  | { readonly outcome: 'balanced' }
  | {
      readonly outcome: 'unbalanced';
      readonly level: 'line' | 'claim' | 'transaction';
      /** What is stated less what its parts come to. */
      readonly differenceCents: Cents;
      /** The CLP's ordinal, null for the transaction. */
      readonly ordinal: number | null;
    }
  | { readonly outcome: 'not-evaluable' };

export const balanced: Balance = { outcome: 'balanced' };
export const notEvaluable: Balance = { outcome: 'not-evaluable' };

/** An amount or a sum; null when it, or one of its parts, can not be read. */
type Amount = Cents | null;

/** SVC02 − ΣCAS = SVC03. */
export function balanceLine(
  charge: Amount,
  adjusted: Amount,
  paid: Amount,
  ordinal: number,
): Balance {
  return compare('line', paid, less(charge, adjusted), ordinal);
}

/** CLP03 − Σ(CAS of the claim and of its lines) = CLP04. */
export function balanceClaim(
  charge: Amount,
  adjusted: Amount,
  paid: Amount,
  ordinal: number,
): Balance {
  return compare('claim', paid, less(charge, adjusted), ordinal);
}

/** BPR02 = ΣCLP04 − ΣPLB. */
export function balanceTransaction(
  paid: Amount,
  claimsPaid: Amount,
  providerAdjusted: Amount,
): Balance {
  return compare('transaction', paid, less(claimsPaid, providerAdjusted), null);
}

/** The graver of two outcomes, the first of equals. */
export function worse(a: Balance, b: Balance): Balance {
  return gravity[b.outcome] > gravity[a.outcome] ? b : a;
}

/** A sum that one unreadable part makes unreadable. */
export function plus(total: Amount, part: Amount): Amount {
  return total === null || part === null ? null : add(total, part);
}

const gravity = { balanced: 0, 'not-evaluable': 1, unbalanced: 2 } as const;

function less(a: Amount, b: Amount): Amount {
  return a === null || b === null ? null : subtract(a, b);
}

function compare(
  level: 'line' | 'claim' | 'transaction',
  stated: Amount,
  parts: Amount,
  ordinal: number | null,
): Balance {
  if (stated === null || parts === null) return notEvaluable;
  if (stated === parts) return balanced;
  return { outcome: 'unbalanced', level, differenceCents: subtract(stated, parts), ordinal };
}
