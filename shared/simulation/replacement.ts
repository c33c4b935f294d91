/** What a payer does with a claim of frequency 7 or 8: it takes back what it answered before, and decides a 7 anew. */
import type { Answer } from './answer.ts';
import type { PayerNotebook } from './payer-memory.ts';
import type { SentClaim } from './sent-claim.ts';

export function givenKey(payerId: string, controlNumber: string): string {
  return `given/${payerId}/${controlNumber}`;
}

/**
 * The answer that stands under the number that the claim replaces or voids, and no longer does; null for a claim
 * that replaces nothing. A correction of the payer's own that has not gone out yet is dropped.
 */
export function takeReplaced(notebook: PayerNotebook, claim: SentClaim): Answer | null {
  if (claim.frequency !== '7' && claim.frequency !== '8') return null;
  const key = givenKey(claim.payerId, claim.originalControlNumber);
  const given = notebook.get(key);
  if (given?.kind !== 'given' || given.answer.claimId !== claim.claimId) return null;
  notebook.forget(key);
  const { answer, later } = given;
  const [first] = later?.keys ?? [];
  if (later === null || first === undefined) return answer;
  if (notebook.get(first) === undefined) return later.corrected;
  for (const pending of later.keys) notebook.forget(pending);
  return answer;
}
