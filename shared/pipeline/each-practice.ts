/** Which practices there are: written when a practice's first file arrives, read by the schedules. */
import * as z from 'zod/mini';
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { dateSchema, idSchema } from '../values/schemas.ts';
import { scheduleMessage } from './messages.ts';
import type { JsonObject, Outcome, Ports } from './ports.ts';
import { allRows } from './read-all.ts';

const registered = z.object({ practice: idSchema<PracticeId>(), since: dateSchema });

const partition = 'practices';

export type RegisteredPractice = { readonly practice: PracticeId; readonly since: CalendarDate };

export async function registerPractice(ports: Ports, practice: PracticeId): Promise<void> {
  const key = { partition, sort: practice };
  if (await ports.records.get('reference', key)) return;
  const item = { practice, since: ports.clock.today() };
  await ports.records.transact([{ kind: 'put', store: 'reference', key, item, when: 'absent' }]);
}

export async function readPractices(ports: Ports): Promise<readonly RegisteredPractice[]> {
  const rows = await allRows(ports.records, { store: 'reference', partition });
  return rows.map((row) => registered.parse(row.item));
}

/** Does a schedule's work for the practice it names, or for each one. */
export async function eachPractice(
  ports: Ports,
  message: JsonObject,
  work: (practice: PracticeId, since: CalendarDate) => Promise<Outcome>,
): Promise<Outcome> {
  const { practice } = scheduleMessage.parse(message);
  const all = await readPractices(ports);
  const named = practice ? all.filter((row) => row.practice === practice) : all;
  const counts: Record<string, number> = {};
  let event = 'no-practice';
  for (const one of named) {
    const outcome = await work(one.practice, one.since);
    event = outcome.event;
    for (const [name, count] of Object.entries(outcome.counts)) {
      counts[name] = (counts[name] ?? 0) + count;
    }
  }
  return { event, counts };
}
