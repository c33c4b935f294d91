/** A later payer's answer (CLP02 2, 3, 20, 21): its money, the patient's rest; the primary's arithmetic again is nothing. */
import type { Claim } from '../claim/claim.ts';
import { add, negate, zero } from '../values/money.ts';
import { type Account, arInsurer, arPatient, qmb } from './accounts.ts';
import type { Posting } from './entry.ts';
import { type PaidLine, totalOf } from './paid-lines.ts';
import { outcomeOf, type Posted } from './post-primary.ts';

/**
 * Paid and patient share leave AR of the second payer; QMB is written to its contra account; all else
 * stays in AR (money rule 8). There is no expected amount, so nothing is underpaid.
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
  const patient = totalOf(line, 'patient');
  const forgiven = totalOf(line, 'qmb');
  const offAr = add(add(line.paidCents, patient), forgiven);
  return [
    { line: line.line, account: cash, amountCents: line.paidCents },
    { line: line.line, account: arPatient, amountCents: patient },
    { line: line.line, account: qmb, amountCents: forgiven },
    { line: line.line, account: ar, amountCents: negate(offAr) },
  ];
}
