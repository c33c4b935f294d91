/** Money beside the remittances: patients pay, the bank credits, and what was paid too much goes back. */
import { type Cents, negate } from '../values/money.ts';
import {
  type Account,
  arPatient,
  bank,
  creditInsurer,
  creditPatient,
  patientCash,
  remitClearing,
  unapplied,
} from './accounts.ts';
import type { Posting } from './entry.ts';

/** Onto the claim at once, even before any patient share; measuring books what is too much as credit. */
export function patientPaymentPostings(amountCents: Cents): readonly Posting[] {
  return moved(patientCash, arPatient, amountCents);
}

/** Paid for an encounter that nobody knows yet. */
export function prepaymentPostings(amountCents: Cents): readonly Posting[] {
  return moved(patientCash, unapplied, amountCents);
}

/** Out of suspense onto the claim that has appeared. */
export function prepaymentApplied(amountCents: Cents): readonly Posting[] {
  return moved(unapplied, arPatient, amountCents);
}

/** The bank's side of a remittance; clearing comes to nothing when both are booked. */
export function depositPostings(amountCents: Cents): readonly Posting[] {
  return moved(bank, remitClearing, amountCents);
}

/** Out of the credit that we owe; measuring sees to a refund above it. */
export function refundPostings(to: 'patient' | 'insurer', amountCents: Cents): readonly Posting[] {
  return moved(to === 'patient' ? creditPatient : creditInsurer, bank, amountCents);
}

function moved(debit: Account, credit: Account, amountCents: Cents): readonly Posting[] {
  return [
    { line: 0, account: debit, amountCents },
    { line: 0, account: credit, amountCents: negate(amountCents) },
  ];
}
