/** A claim with its entries, read so that what one decided is seen whole by the next. */
import type { ClaimId, PracticeId } from '../values/ids.ts';
import type { Records } from './ports.ts';
import { claimEntries } from './read-entries.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';
import type { StoredEntry } from './stored-entry.ts';

export type Posted = { readonly parts: ClaimParts; readonly entries: readonly StoredEntry[] };

const tries = 5;

/**
 * The parts first: whoever writes after that takes the turn that they name. Both reads are consistent,
 * but a transaction becomes visible item by item, so a turn's entries may follow it by a moment.
 */
export async function readPosted(
  records: Records,
  practice: PracticeId,
  claim: ClaimId,
): Promise<Posted> {
  const parts = await readClaim(records, practice, claim);
  for (let read = 1; read <= tries; read += 1) {
    const entries = await claimEntries(records, practice, claim);
    if (isAllOf(parts, entries)) return { parts, entries };
  }
  throw new Error('the entries of a turn stay behind it');
}

function isAllOf({ turns }: ClaimParts, entries: readonly StoredEntry[]): boolean {
  const known = new Set(entries.map(({ entry }) => entry.entryId));
  return turns.every((booked) => booked.every((entryId) => known.has(entryId)));
}
