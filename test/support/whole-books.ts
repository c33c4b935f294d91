/** A practice's books held whole, as only a test's small ones can be. */
import { readPractices } from '../../shared/pipeline/each-practice.ts';
import { type Gathered, gather } from '../../shared/pipeline/gather.ts';
import type { Violation } from '../../shared/pipeline/invariants.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { checkBooks } from '../../shared/pipeline/reconcile.ts';
import type { StoredEntry } from '../../shared/pipeline/stored-entry.ts';
import { type ClaimBooks, walkBooks } from '../../shared/pipeline/walk-books.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';

export type WholeBooks = Gathered & {
  readonly claims: readonly ClaimBooks[];
  readonly entries: readonly StoredEntry[];
  readonly violations: readonly Violation[];
};

/** Of the one practice there is. */
export async function wholeBooks(ports: Ports, today?: CalendarDate): Promise<WholeBooks> {
  const [registered] = await readPractices(ports);
  if (registered === undefined) throw new Error('no practice came to be');
  const claims: ClaimBooks[] = [];
  const entries: StoredEntry[] = [];
  await walkBooks(ports, registered.practice, [
    { claim: (books) => void claims.push(books), entry: (row) => void entries.push(row) },
  ]);
  const gathered = await gather(ports, registered.practice);
  const { broken } = await checkBooks(ports, gathered, today ?? ports.clock.today());
  return { ...gathered, claims, entries, violations: broken };
}
