/** Ledger entries of a claim, and those of none; rows that only name a claim have theirs beside it. */
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { claimPartition, unclaimedPartition } from './keys.ts';
import type { Records } from './ports.ts';
import { allRows, eachRow } from './read-all.ts';
import { readEntry, type StoredEntry } from './stored-entry.ts';
import { ledgerShards } from './topology.ts';

export async function claimEntries(
  records: Records,
  practice: PracticeId,
  claim: ClaimId,
): Promise<readonly StoredEntry[]> {
  const rows = await allRows(records, {
    store: 'ledger',
    partition: claimPartition(practice, claim),
  });
  return rows.map((row) => readEntry(row.item)).filter(({ entry }) => entry.claimId !== null);
}

/** Entries that belong to no claim: suspense, provider adjustments, deposits. */
export async function* unclaimedEntries(
  records: Records,
  practice: PracticeId,
): AsyncGenerator<StoredEntry> {
  for (let shard = 0; shard < ledgerShards; shard += 1) {
    const partition = unclaimedPartition(practice, shard);
    const query = { store: 'ledger', index: 'unclaimed', partition } as const;
    for await (const { item } of eachRow(records, query)) yield readEntry(item);
  }
}
