/** Claims that changed: each problem gets an owner, a deadline and an amount; what is settled closes. */
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { readFacts } from './claim-facts.ts';
import { causesOf } from './claim-work.ts';
import { claimsMessage } from './messages.ts';
import { settleItems } from './open-item.ts';
import type { Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';

export const step: Step = (ports) => async (message) => {
  const { practice, claims } = claimsMessage.parse(message);
  for (const claim of claims) await assignClaim(ports, practice, claim);
  return { event: 'work-assigned', counts: { claims: claims.length } };
};

async function assignClaim(ports: Ports, practice: PracticeId, claim: ClaimId): Promise<void> {
  const read = await readFacts(ports, practice, claim);
  if (read === null) return;
  const causes = causesOf(await readReference(ports, practice), read.parts, read.facts);
  await settleItems(ports, practice, claim, causes);
}
