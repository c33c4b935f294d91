/**
 * What measuring has not seen: the claims of today's entries, and of what earlier days booked after they were
 * measured or while no measuring came to its end.
 */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { bookDatePartition, padded } from './keys.ts';
import type { Key, Ports, Records } from './ports.ts';
import { eachRow } from './read-all.ts';
import type { StoredEntry } from './stored-entry.ts';
import { bookDateShards } from './topology.ts';

export type Unmeasured = {
  readonly practice: PracticeId;
  /** Days with their count of entries, the last first. */
  readonly days: ReadonlyMap<CalendarDate, number>;
  /** Claims with their count of entries in these days. */
  readonly claims: ReadonlyMap<ClaimId, number>;
};

export async function unmeasuredClaims(
  ports: Ports,
  practice: PracticeId,
  since: CalendarDate,
): Promise<Unmeasured> {
  const days = new Map<CalendarDate, number>();
  const claims = new Map<ClaimId, number>();
  const today = ports.clock.today();
  for (let day = today; day >= since; day = addDays(day, -1)) {
    const booked = await bookedOn(ports.records, practice, day);
    const entries = [...booked.values()].reduce((sum, count) => sum + count, 0);
    if (day !== today && (await isMeasured(ports.records, practice, day, entries))) break;
    days.set(day, entries);
    for (const [claim, count] of booked) claims.set(claim, (claims.get(claim) ?? 0) + count);
  }
  return { practice, days, claims };
}

/** Whether the entries of a claim are all there; the index may not have heard of some that its other one knows. */
export function isWhole(
  { days, claims }: Unmeasured,
  claim: ClaimId,
  stored: readonly StoredEntry[],
): boolean {
  const booked = stored.filter(({ entry }) => isCause(entry.event) && days.has(entry.bookDate));
  return booked.length >= (claims.get(claim) ?? 0);
}

/** Whatever is booked on these days from now on is seen by the next measuring. */
export async function markMeasured(ports: Ports, { practice, days }: Unmeasured): Promise<void> {
  for (const [day, count] of days) {
    const key = markKey(practice, day, count);
    await ports.records.transact([
      { kind: 'put', store: 'audit', key, item: { day, count }, when: 'absent' },
    ]);
  }
}

async function isMeasured(
  records: Records,
  practice: PracticeId,
  day: CalendarDate,
  count: number,
): Promise<boolean> {
  return (await records.get('audit', markKey(practice, day, count))) !== null;
}

function markKey(practice: PracticeId, day: CalendarDate, count: number): Key {
  return { partition: `${practice}#measured`, sort: `${day}#${padded(count)}` };
}

/** What measuring books by itself needs no further measuring. */
function isCause(event: string): boolean {
  return event !== 'credit' && event !== 'contractual-cap';
}

/** How many entries of each claim were booked on the day. */
async function bookedOn(
  records: Records,
  practice: PracticeId,
  day: CalendarDate,
): Promise<ReadonlyMap<ClaimId, number>> {
  const claims = new Map<ClaimId, number>();
  for (let shard = 0; shard < bookDateShards; shard += 1) {
    const partition = bookDatePartition(practice, day, shard);
    const query = { store: 'ledger', index: 'byBookDate', partition } as const;
    for await (const { item } of eachRow(records, query)) {
      const { claimId: of, event } = item;
      if (typeof of !== 'string' || !isCause(String(event))) continue;
      claims.set(claimId(of), (claims.get(claimId(of)) ?? 0) + 1);
    }
  }
  return claims;
}
