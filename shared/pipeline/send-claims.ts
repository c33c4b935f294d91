/** Sends claims on to a worker, so many ids a message. */
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { claimsPerMessage } from './messages.ts';
import type { Ports } from './ports.ts';

export async function sendClaims(
  ports: Ports,
  queue: 'scrub' | 'assign' | 'apply',
  practice: PracticeId,
  claims: Iterable<ClaimId>,
): Promise<void> {
  const ids = [...new Set(claims)].sort();
  const messages = [];
  for (let at = 0; at < ids.length; at += claimsPerMessage) {
    messages.push({ practice, claims: ids.slice(at, at + claimsPerMessage) });
  }
  if (messages.length > 0) await ports.queues.send(queue, messages);
}
