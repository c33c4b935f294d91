/** Closes a day's audit trail: a hash over its events, linked to the seal before, so that a change shows. */
import * as z from 'zod/mini';
import { addDays, type CalendarDate, daysFrom } from '../values/dates.ts';
import { hashOf, type PracticeId } from '../values/ids.ts';
import { dateSchema } from '../values/schemas.ts';
import { auditKey } from './keys.ts';
import type { Ports, Records } from './ports.ts';
import { allRows, eachRow, firstRow } from './read-all.ts';

const sealSchema = z.object({
  date: dateSchema,
  events: z.number(),
  hash: z.string(),
  before: z.string(),
});

type Seal = z.infer<typeof sealSchema>;

const first = 'genesis';

/** Seals every day before today that is not sealed yet; today's work may still write to today. */
export async function sealDays(
  ports: Ports,
  practice: PracticeId,
  since: CalendarDate,
): Promise<void> {
  let last = await lastSeal(ports, practice);
  const from = last ? addDays(last.date, 1) : since;
  for (const date of daysFrom(from, addDays(ports.clock.today(), -1))) {
    last = await sealDay(ports, practice, date, last?.hash ?? first);
  }
}

async function sealDay(
  ports: Ports,
  practice: PracticeId,
  date: CalendarDate,
  before: string,
): Promise<Seal> {
  const events = await eventsOf(ports.records, practice, date);
  const hash = hashOf(before, JSON.stringify(events));
  const seal = { date, events: events.length, hash, before };
  const key = { partition: sealPartition(practice), sort: date };
  await ports.records.transact([{ kind: 'put', store: 'audit', key, item: seal, when: 'absent' }]);
  return seal;
}

function sealPartition(practice: PracticeId): string {
  return `${practice}#seals`;
}

/** Each by its key and the ids that it tells of: a line may tell of several. */
async function eventsOf(
  records: Records,
  practice: PracticeId,
  date: CalendarDate,
): Promise<readonly string[]> {
  const { partition } = auditKey(practice, date);
  const events: string[] = [];
  for await (const row of eachRow(records, { store: 'audit', partition })) {
    events.push(JSON.stringify([row.key.sort, row.item['ids'] ?? []]));
  }
  return events;
}

async function lastSeal(ports: Ports, practice: PracticeId): Promise<Seal | null> {
  const partition = sealPartition(practice);
  const row = await firstRow(ports.records, { store: 'audit', partition, descending: true });
  return row ? sealSchema.parse(row.item) : null;
}

/** Days whose events no longer hash to their last seal, or whose seal is not linked to the one before. */
export async function brokenSeals(
  records: Records,
  practice: PracticeId,
): Promise<readonly CalendarDate[]> {
  const rows = await allRows(records, { store: 'audit', partition: sealPartition(practice) });
  const seals = rows.map((row) => sealSchema.parse(row.item));
  const broken: CalendarDate[] = [];
  for (const [index, seal] of seals.entries()) {
    const linked = seal.before === (seals[index - 1]?.hash ?? first);
    const intact = await isIntact(records, practice, seal);
    if (!linked || !intact) broken.push(seal.date);
  }
  return broken;
}

async function isIntact(records: Records, practice: PracticeId, seal: Seal): Promise<boolean> {
  const events = await eventsOf(records, practice, seal.date);
  return seal.hash === hashOf(seal.before, JSON.stringify(events));
}
