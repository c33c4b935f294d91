/** What tells a payer that a claim is void: frequency 8 under the payer's own number (REF*F8). */
import { balanceOf, patientArCents } from '../kpi/claim-balance.ts';
import { isInsurerAr, remitClearing } from '../ledger/accounts.ts';
import type { ReadFacts } from './claim-facts.ts';
import { currentStanding } from './claim-facts.ts';
import { answersOfPayer, isSent, lastAnswered, nextNumber } from './claim-versions.ts';
import type { ClaimVersion } from './stored-claim.ts';

/**
 * Of the version that went out last, whatever correction of it still lies here. Null for a claim that its payer
 * does not have, or answered with nothing that it would take back; and for one whose number at the payer nobody
 * has told, of which a payment that still comes is a credit.
 */
export function voidVersion({ facts, parts }: ReadFacts): ClaimVersion | null {
  const out = parts.versions.findLast((row) => isSent(parts, row.number));
  if (out === undefined || out.frequency === '8') return null;
  const { claim } = out;
  const { payerId } = claim.encounter;
  const versions = parts.versions.filter((row) => row.number <= out.number);
  const answer = answersOfPayer({ versions }, payerId, facts.adjudications).at(-1);
  const own = answer?.payerControlNumber || numberTold(parts, sentTo(versions, payerId));
  const waits = lastAnswered(facts.adjudications) < out.number;
  const held = (waits && isTaken(parts)) || (answer !== undefined && hasEffect(facts));
  if (own === undefined || !held) return null;
  return { number: nextNumber(parts), claim, frequency: '8', originalControlNumber: own };
}

/** The latest first: a payer that the claim has left numbered it too. */
function sentTo(versions: readonly ClaimVersion[], payer: string): readonly ClaimVersion[] {
  const left = versions.findLast((row) => row.claim.encounter.payerId !== payer);
  return versions.filter((row) => row.number > (left?.number ?? 0)).toReversed();
}

/** By an acknowledgment of one of the versions, not of another payer's or of a bill to the second one. */
function numberTold(
  { receipts, submissions }: ReadFacts['parts'],
  versions: readonly ClaimVersion[],
): string | undefined {
  const numbers = versions.flatMap(({ number }) => {
    const batch = submissions.find((row) => row.number === number)?.batch;
    const own = receipts.filter((row) => row.of === number || row.batch === (batch ?? ''));
    return own.map((row) => row.payerControlNumber);
  });
  return numbers.find((text) => text !== '');
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
