/**
 * What depends on a balance, booked by the day's measuring alone (docs/money-rules.md, 2): a claim's contractual
 * total is held at its cap, and AR below zero becomes credit, or credit is released again.
 */
import type { Claim } from '../claim/claim.ts';
import { add, type Cents, max, min, negate, subtract, sumOf, zero } from '../values/money.ts';
import {
  type Account,
  arInsurer,
  arPatient,
  contractual,
  creditInsurer,
  creditPatient,
  isInsurerAr,
} from './accounts.ts';
import { gapOf } from './contractual-cap.ts';
import type { Entry, Posting } from './entry.ts';

export type Measured = {
  readonly event: 'contractual-cap' | 'credit';
  readonly postings: readonly Posting[];
};

/** Nothing when the claim is as it should be, so measuring again books nothing. */
export function measureClaim(
  claim: Claim,
  entries: readonly Entry[],
  toleranceCents: Cents,
  voided: boolean,
): readonly Measured[] {
  const cap = capPostings(claim, entries, voided ? zero : capOf(claim, toleranceCents));
  const capped = [...entries.flatMap((entry) => entry.postings), ...cap];
  const credits = entries.filter((entry) => entry.event === 'credit');
  const credit = creditPostings(
    claim,
    capped,
    credits.flatMap((entry) => entry.postings),
  );
  return [
    { event: 'contractual-cap', postings: cap } as const,
    { event: 'credit', postings: credit } as const,
  ].filter((measured) => measured.postings.length > 0);
}

/** Σ (charge − expected + tolerance); an unpriced line allows its whole charge. */
function capOf(claim: Claim, toleranceCents: Cents): Cents {
  return sumOf(claim.encounter.lines, (line) => {
    const gap = gapOf(claim, line.line);
    return gap === null ? line.chargeCents : add(gap, toleranceCents);
  });
}

function capPostings(claim: Claim, entries: readonly Entry[], cap: Cents): readonly Posting[] {
  const posted = entries.filter((entry) => entry.event !== 'contractual-cap');
  const now = balance(
    entries.flatMap((entry) => entry.postings),
    contractual,
  );
  const target = min(
    balance(
      posted.flatMap((entry) => entry.postings),
      contractual,
    ),
    cap,
  );
  return transfer(contractual, arInsurer(claim.encounter.payerId, 1), subtract(target, now));
}

/** AR = max(0, p) and credit = max(0, −p), p being AR as if no credit were held from it. */
function creditPostings(
  claim: Claim,
  postings: readonly Posting[],
  credits: readonly Posting[],
): readonly Posting[] {
  const primary = arInsurer(claim.encounter.payerId, 1);
  const insurers = postings.map((row) => row.account).filter(isInsurerAr);
  const accounts = [...new Set([primary, ...insurers])].sort();
  const taken = (account: Account) => balance(credits, account);
  let refunded = add(sumOf(accounts, taken), balance(postings, creditInsurer));
  const held = new Map<Account, Cents>();
  for (const account of accounts) {
    const due = subtract(taken(account), balance(postings, account));
    const gone = min(max(zero, due), refunded);
    refunded = subtract(refunded, gone);
    held.set(account, subtract(taken(account), gone));
  }
  held.set(primary, subtract(held.get(primary) ?? zero, refunded));
  const patient = negate(balance(postings, creditPatient));
  return [
    ...[...held].flatMap(([account, cents]) => creditOf(postings, account, creditInsurer, cents)),
    ...creditOf(postings, arPatient, creditPatient, patient),
  ];
}

function creditOf(
  postings: readonly Posting[],
  ar: Account,
  credit: Account,
  held: Cents,
): readonly Posting[] {
  const p = subtract(balance(postings, ar), held);
  return transfer(ar, credit, subtract(max(zero, p), balance(postings, ar)));
}

function balance(postings: readonly Posting[], account: Account): Cents {
  return sumOf(
    postings.filter((row) => row.account === account),
    (row) => row.amountCents,
  );
}

/** Debits the one and credits the other; a negative amount the other way round. */
function transfer(debit: Account, credit: Account, amountCents: Cents): readonly Posting[] {
  if (amountCents === 0) return [];
  return [
    { line: 0, account: debit, amountCents },
    { line: 0, account: credit, amountCents: negate(amountCents) },
  ];
}
