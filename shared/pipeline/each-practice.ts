/** Which practices there are: written when a practice's first file arrives, read by the schedules. */
import * as z from 'zod/mini';
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { dateSchema, idSchema } from '../values/schemas.ts';
import { scheduleMessage } from './messages.ts';
import type { JsonObject, Outcome, Ports } from './ports.ts';
import { allRows } from './read-all.ts';
import type { QueueName } from './topology.ts';

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

/**
 * A schedule's wake-up names no practice: it hands itself out, a message a practice, so that one
 * practice's work neither waits for another's nor falls with it. A practice's own message is worked.
 */
export async function eachPractice(
  ports: Ports,
  worker: QueueName,
  message: JsonObject,
  work: (practice: PracticeId, since: CalendarDate) => Promise<Outcome>,
): Promise<Outcome> {
  const { practice } = scheduleMessage.parse(message);
  if (practice === undefined) {
    const all = await readPractices(ports);
    return handOut(
      ports,
      worker,
      message,
      all.map((row) => row.practice),
    );
  }
  const item = await ports.records.get('reference', { partition, sort: practice });
  if (item === null) return { event: 'no-practice', counts: {} };
  return work(practice, registered.parse(item).since);
}

export async function handOut(
  ports: Ports,
  worker: QueueName,
  message: JsonObject,
  practices: readonly PracticeId[],
): Promise<Outcome> {
  const messages = practices.map((practice) => ({ ...message, practice }));
  await ports.queues.send(worker, messages);
  return { event: 'handed-out', counts: { practices: practices.length } };
}
