/** A claim with its entries: the index that finds them may be behind, the claim's own header never is. */
import { arPatient, isInsurerAr } from '../ledger/accounts.ts';
import type { Posting } from '../ledger/entry.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { type Cents, sumOf } from '../values/money.ts';
import type { Records } from './ports.ts';
import { claimEntries } from './read-entries.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';
import type { StoredEntry } from './stored-entry.ts';

export type Posted = { readonly parts: ClaimParts; readonly entries: readonly StoredEntry[] };

const tries = 5;

/** `entries` may have been read already. Throws while the index stays behind, so that its message comes again. */
export async function readPosted(
  records: Records,
  practice: PracticeId,
  claim: ClaimId,
  known?: readonly StoredEntry[],
): Promise<Posted> {
  let entries = known ?? (await claimEntries(records, practice, claim));
  for (let read = 1; ; read += 1) {
    const parts = await readClaim(records, practice, claim);
    if (isAllOf(parts.balance, entries)) return { parts, entries };
    if (read === tries) throw new Error('the index of a claim stays behind its header');
    entries = await claimEntries(records, practice, claim);
  }
}

/** Every posting and every entry that the header has counted is there. */
function isAllOf(header: ClaimParts['balance'], entries: readonly StoredEntry[]): boolean {
  if (header === null) return true;
  const postings = entries.flatMap((row) => row.entry.postings);
  return (
    total(postings, isInsurerAr) === header.insurerCents &&
    total(postings, (account) => account === arPatient) === header.patientCents &&
    entries.length >= header.entries
  );
}

function total(
  postings: readonly Posting[],
  counts: (account: Posting['account']) => boolean,
): Cents {
  return sumOf(
    postings.filter((row) => counts(row.account)),
    (row) => row.amountCents,
  );
}
