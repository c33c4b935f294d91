/** Folds of one claim's movements and of what its payers said: balances, paid, allowed, denied. */
import {
  type Account,
  arPatient,
  creditInsurer,
  creditPatient,
  grossRevenue,
  interestIncome,
  isContra,
  isDenialWriteOff,
  isInsurerAr,
  patientCash,
  remitClearing,
  unapplied,
} from '../ledger/accounts.ts';
import type { EntryEvent } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type Cents, cents, max, min, negate, subtract, sumOf, zero } from '../values/money.ts';
import type { Adjudication, ClaimFacts, LineOutcome, Movement } from './claim-facts.ts';

/** Σ of the accounts that the predicate names, a debit positive; booked on or before the as-of. */
export function balanceOf(
  facts: Pick<ClaimFacts, 'movements'>,
  counts: (account: Account) => boolean,
  asOf?: CalendarDate,
): Cents {
  let total = 0;
  for (const row of facts.movements)
    if ((asOf === undefined || row.bookDate <= asOf) && counts(row.account))
      total += row.amountCents;
  return cents(total);
}

/** Over all payers of the claim. */
export function insuranceArCents(facts: ClaimFacts, asOf?: CalendarDate): Cents {
  return balanceOf(facts, isInsurerAr, asOf);
}

export function patientArCents(facts: ClaimFacts, asOf?: CalendarDate): Cents {
  return balanceOf(facts, (account) => account === arPatient, asOf);
}

/** What we owe back, to payers and to the patient; positive. */
export function creditCents(facts: ClaimFacts, asOf?: CalendarDate): Cents {
  return negate(
    balanceOf(facts, (account) => account === creditInsurer || account === creditPatient, asOf),
  );
}

/** As the ledger has it: nothing for a voided claim or an exact duplicate. */
export function chargedCents(facts: ClaimFacts): Cents {
  return negate(balanceOf(facts, (account) => account === grossRevenue));
}

export function adjustmentsCents(facts: ClaimFacts): Cents {
  return balanceOf(facts, isContra);
}

/** Σ of the lines at contract rates; null when any line has no rate. */
export function expectedCents(facts: ClaimFacts): Cents | null {
  let total = 0;
  for (const line of facts.lines) {
    if (line.expectedCents === null) return null;
    total += line.expectedCents;
  }
  return cents(total);
}

const undecidedStatuses: readonly string[] = ['22', '23', '25'];

/** The earliest answer of the primary payer that is no reversal, forward or estimate. */
export function firstAdjudication(facts: ClaimFacts): Adjudication | null {
  return facts.adjudications.find((row) => isPrimaryAnswer(row)) ?? null;
}

/** Neither reversals, nor what was forwarded or only estimated. */
export function isPrimaryAnswer(row: Adjudication): boolean {
  return row.sequence === 1 && !row.reversal && !undecidedStatuses.includes(row.status);
}

/** Answers but for those that the answer to a later version replaced, or whose payer the claim has left. */
export function standingAnswers({
  adjudications,
  standsFrom = 1,
}: Pick<ClaimFacts, 'adjudications' | 'standsFrom'>): readonly Adjudication[] {
  return adjudications.filter((row) => row.sequence !== 1 || (row.version ?? 1) >= standsFrom);
}

/** What the primary payer let stand, net of reversals and without interest; null before its first answer. */
export function allowedCents(facts: ClaimFacts): Cents | null {
  if (firstAdjudication(facts) === null) return null;
  const stands = sumOf(
    facts.adjudications.filter((row) => row.sequence === 1),
    (row) => sumOf(row.lines, lineAllowedCents),
  );
  return cents(stands + interestCents(facts));
}

/** Negative, as income is; what a line was paid holds it. */
function interestCents(facts: ClaimFacts): Cents {
  return balanceOf(facts, (account) => account === interestIncome);
}

/** Zero on a line that is wholly denied, because nothing of it was paid, shared or withheld. */
export function lineAllowedCents(line: LineOutcome): Cents {
  return cents(line.paidCents + line.patientCents + line.sequesterCents + line.withholdCents);
}

export function lineDeniedCents(line: LineOutcome): Cents {
  return sumOf(line.denials, (row) => row.amountCents);
}

/** Denied by any answer, less reversals and denial write-offs, as far as it still is insurance AR. */
export function deniedOpenCents(facts: ClaimFacts): Cents {
  const denied = sumOf(standingAnswers(facts), (row) => sumOf(row.lines, lineDeniedCents));
  const open = subtract(denied, balanceOf(facts, isDenialWriteOff));
  return max(zero, min(open, insuranceArCents(facts)));
}

/** From any payer, net of reversals, without interest. */
export function paidInsuranceCents(facts: ClaimFacts): Cents {
  const paid = sumOf(facts.adjudications, (row) => sumOf(row.lines, (line) => line.paidCents));
  return cents(paid + interestCents(facts));
}

/** All cash that reached the claim without what insurers paid; refunds are not taken off. */
export function paidPatientCents(facts: ClaimFacts): Cents {
  return subtract(sumOf(facts.movements, receivedCents), paidInsuranceCents(facts));
}

const bankEvents: readonly EntryEvent[] = ['deposit', 'provider-adjustment', 'refund'];

/**
 * Cash of one movement, from insurers and patients, less recoupments and interest. What waited in
 * suspense counts when it is applied, because suspense itself nets to nothing.
 */
export function receivedCents(row: Movement): Cents {
  if (bankEvents.includes(row.event)) return zero;
  return cashAccounts.includes(row.account) ? row.amountCents : zero;
}

const cashAccounts: readonly Account[] = [remitClearing, patientCash, unapplied, interestIncome];
