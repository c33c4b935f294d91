/** How long to wait before the next try: twice as long each time, and at a random point of it that a seed decides. */
import { hashOf } from '../values/ids.ts';

const firstMs = 1000;
const longestMs = 30_000;

/** `attempt` counts from 1; `seed` is the delivery's own. A receiver that names a time is waited for, within bounds. */
export function backOffMs(seed: string, attempt: number, afterMs: number | null): number {
  const most = Math.min(longestMs, firstMs * 2 ** attempt);
  const share = Number.parseInt(hashOf(seed, String(attempt)).slice(0, 8), 16) / 0x1_0000_0000;
  const own = Math.ceil(most / 2 + (most / 2) * share);
  return Math.max(own, Math.min(afterMs ?? 0, longestMs));
}
