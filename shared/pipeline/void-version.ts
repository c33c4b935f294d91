/** What tells a payer that a claim is void: frequency 8 under the payer's own number (REF*F8). */
import { balanceOf, patientArCents } from '../kpi/claim-balance.ts';
import { isInsurerAr, remitClearing } from '../ledger/accounts.ts';
import type { ReadFacts } from './claim-facts.ts';
import { currentStanding } from './claim-facts.ts';
import { answersOfPayer, currentVersion, isUnsent, nextNumber } from './claim-versions.ts';
import type { ClaimVersion } from './stored-claim.ts';

/**
 * Null for a claim that its payer does not have, or answered with nothing that it would take back; and for one
 * whose number at the payer nobody has told, of which a payment that still comes is a credit.
 */
export function voidVersion({ facts, parts }: ReadFacts): ClaimVersion | null {
  const current = currentVersion(parts);
  const { payerId } = current.claim.encounter;
  if (isUnsent(parts) || current.frequency === '8') return null;
  const answer = answersOfPayer(parts, payerId, facts.adjudications).at(-1);
  const numbers = parts.receipts.map((row) => row.payerControlNumber);
  const own = [answer?.payerControlNumber ?? '', ...numbers].find((text) => text !== '');
  const held = answer === undefined ? isTaken(parts) : hasEffect(facts);
  if (own === undefined || !held) return null;
  const { claim } = current;
  return { number: nextNumber(parts), claim, frequency: '8', originalControlNumber: own };
}

function isTaken(parts: ReadFacts['parts']): boolean {
  return ['accepted', 'pended'].includes(currentStanding(parts).state);
}

/** Paid something, or left it to the patient or the next payer. */
function hasEffect(facts: ReadFacts['facts']): boolean {
  const paid = balanceOf(facts, (account) => account === remitClearing);
  const next = balanceOf(facts, (account) => isInsurerAr(account) && !account.endsWith(':1'));
  return paid !== 0 || next !== 0 || patientArCents(facts) !== 0;
}
