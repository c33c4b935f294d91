/** Claims that changed: each problem gets an owner, a deadline and an amount; what is settled closes. */
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { readFacts } from './claim-facts.ts';
import { causesOf } from './claim-work.ts';
import { claimsMessage } from './messages.ts';
import { settleItems } from './open-item.ts';
import type { Ports, Step } from './ports.ts';
import { type Reference, readReference } from './read-reference.ts';

export const step: Step = (ports) => async (message) => {
  const { practice, claims } = claimsMessage.parse(message);
  const reference = await readReference(ports, practice);
  for (const claim of claims) await assignClaim(ports, reference, practice, claim);
  return { event: 'work-assigned', counts: { claims: claims.length } };
};

async function assignClaim(
  ports: Ports,
  reference: Reference,
  practice: PracticeId,
  claim: ClaimId,
): Promise<void> {
  const read = await readFacts(ports, practice, claim);
  if (read === null) return;
  const causes = causesOf(reference, read.parts, read.facts);
  await settleItems(ports, practice, claim, causes);
}
