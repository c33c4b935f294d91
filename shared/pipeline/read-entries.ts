/** Ledger entries of a claim, of a day, or all of a practice. */
import { type CalendarDate, daysFrom } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { bookDatePartition, claimPartition } from './keys.ts';
import type { Records } from './ports.ts';
import { allRows } from './read-all.ts';
import { readEntry, type StoredEntry } from './stored-entry.ts';
import { bookDateShards } from './topology.ts';

export async function claimEntries(
  records: Records,
  practice: PracticeId,
  claim: ClaimId,
): Promise<readonly StoredEntry[]> {
  const partition = claimPartition(practice, claim);
  const rows = await allRows(records, { store: 'ledger', index: 'byClaim', partition });
  return rows.map((row) => readEntry(row.item));
}

async function dayEntries(
  records: Records,
  practice: PracticeId,
  day: CalendarDate,
): Promise<readonly StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (let shard = 0; shard < bookDateShards; shard += 1) {
    const partition = bookDatePartition(practice, day, shard);
    const rows = await allRows(records, { store: 'ledger', index: 'byBookDate', partition });
    entries.push(...rows.map((row) => readEntry(row.item)));
  }
  return entries;
}

/** Every entry booked from `from` to `to`, a day at a time. */
export async function allEntries(
  records: Records,
  practice: PracticeId,
  from: CalendarDate,
  to: CalendarDate,
): Promise<readonly StoredEntry[]> {
  const entries: StoredEntry[] = [];
  for (const day of daysFrom(from, to)) {
    for (const entry of await dayEntries(records, practice, day)) entries.push(entry);
  }
  return entries;
}
