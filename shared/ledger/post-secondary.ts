/** A later payer's answer (CLP02 2, 3, 20, 21): its money, the patient's rest; the primary's arithmetic again is nothing. */
import type { Claim } from '../claim/claim.ts';
import { type Cents, negate, sumOf, zero } from '../values/money.ts';
import { type Account, arInsurer, arPatient, interestIncome, qmb } from './accounts.ts';
import type { Posting } from './entry.ts';
import { type PaidLine, totalOf } from './paid-lines.ts';
import { outcomeOf, type Posted } from './post-primary.ts';

/**
 * Paid and patient share leave AR of the second payer; QMB is written to its contra account, interest is
 * income and no payment; all else stays in AR (docs/money-rules.md, 8). There is no expected amount, so nothing is
 * underpaid.
 */
export function postSecondary(claim: Claim, lines: readonly PaidLine[], cash: Account): Posted {
  const payer = claim.encounter.secondary?.payerId ?? claim.encounter.payerId;
  const ar = arInsurer(payer, 2);
  return {
    postings: lines.flatMap((line) => linePostings(line, cash, ar)),
    lines: lines.map((line) => outcomeOf(line, zero)),
  };
}

function linePostings(line: PaidLine, cash: Account, ar: Account): readonly Posting[] {
  const debits: readonly (readonly [Account, Cents])[] = [
    [cash, line.paidCents],
    [arPatient, totalOf(line, 'patient')],
    [qmb, totalOf(line, 'qmb')],
    [interestIncome, totalOf(line, 'interest')],
  ];
  const offAr = sumOf(debits, ([, amount]) => amount);
  return [
    ...debits.map(([account, amountCents]) => ({ line: line.line, account, amountCents })),
    { line: line.line, account: ar, amountCents: negate(offAr) },
  ];
}
