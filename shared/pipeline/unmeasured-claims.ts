/**
 * What measuring has not seen: the claims of today's entries, and of what earlier days booked after they were
 * measured or while no measuring came to its end.
 */
import { addDays, type CalendarDate } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { bookDatePartition, claimIn, padded } from './keys.ts';
import type { Key, Ports, Records } from './ports.ts';
import { eachRow } from './read-all.ts';
import { ledgerShards } from './topology.ts';

export type Unmeasured = {
  readonly practice: PracticeId;
  /** Days with their count of entries, the last first. */
  readonly days: ReadonlyMap<CalendarDate, number>;
  readonly claims: ReadonlySet<ClaimId>;
};

export async function unmeasuredClaims(
  ports: Ports,
  practice: PracticeId,
  since: CalendarDate,
): Promise<Unmeasured> {
  const days = new Map<CalendarDate, number>();
  const claims = new Set<ClaimId>();
  const today = ports.clock.today();
  for (let day = today; day >= since; day = addDays(day, -1)) {
    const booked = await bookedOn(ports.records, practice, day);
    if (day !== today && (await isMeasured(ports.records, practice, day, booked.length))) break;
    days.set(day, booked.length);
    for (const claim of booked) claims.add(claim);
  }
  return { practice, days, claims };
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

/** The claims of the day's entries, one an entry; those that measuring does not wait for are in no index. */
async function bookedOn(
  records: Records,
  practice: PracticeId,
  day: CalendarDate,
): Promise<readonly ClaimId[]> {
  const claims: ClaimId[] = [];
  for (let shard = 0; shard < ledgerShards; shard += 1) {
    const partition = bookDatePartition(practice, day, shard);
    const query = { store: 'ledger', index: 'byBookDate', partition } as const;
    for await (const { key } of eachRow(records, query)) claims.push(claimIn(key));
  }
  return claims;
}
