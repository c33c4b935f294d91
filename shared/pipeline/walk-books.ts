/** A practice's books from end to end, a claim at a time: however many there are, few are held at once. */

import type { ClaimFacts } from '../kpi/claim-facts.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { factsOf } from './claim-facts.ts';
import { claimIn } from './keys.ts';
import type { Ports, Records, Stored } from './ports.ts';
import { eachRow } from './read-all.ts';
import { claimEntries, unclaimedEntries } from './read-entries.ts';
import { sideBySide } from './side-by-side.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';
import type { StoredEntry } from './stored-entry.ts';

/** A claim with everything that is stored of it. */
export type ClaimBooks = {
  readonly facts: ClaimFacts;
  readonly parts: ClaimParts;
  readonly entries: readonly StoredEntry[];
};

/** What takes in a practice's books: its claims in order of their ids, and every entry once. */
export type Fold = {
  claim(books: ClaimBooks): void | Promise<void>;
  entry(row: StoredEntry): void;
};

export async function walkBooks(
  ports: Ports,
  practice: PracticeId,
  folds: readonly Fold[],
): Promise<void> {
  for await (const books of claimsOf(ports, practice)) {
    for (const fold of folds) await fold.claim(books);
    for (const row of books.entries) for (const fold of folds) fold.entry(row);
  }
  for await (const row of unclaimedEntries(ports.records, practice)) {
    for (const fold of folds) fold.entry(row);
  }
}

async function* claimsOf(ports: Ports, practice: PracticeId): AsyncGenerator<ClaimBooks> {
  const query = { store: 'claims', index: 'byPractice', partition: practice } as const;
  const rows = eachRow(ports.records, query);
  const read = ({ key }: Stored) => readBooks(ports.records, practice, claimIn(key));
  for await (const books of sideBySide(rows, read)) if (books !== null) yield books;
}

/** As they stand: a header that its entries do not come to is for the invariants to tell. */
async function readBooks(
  records: Records,
  practice: PracticeId,
  claim: ClaimId,
): Promise<ClaimBooks | null> {
  const parts = await readClaim(records, practice, claim);
  if (parts.claim === null) return null;
  const entries = await claimEntries(records, practice, claim);
  return { parts, entries, facts: factsOf(parts.claim, parts, entries) };
}
