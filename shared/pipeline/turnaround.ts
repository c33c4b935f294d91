/** How long a payer takes, from what is remembered of its answers. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import type { PayerId, PracticeId } from '../values/ids.ts';
import { patience, patienceOf } from '../work/follow-up.ts';
import { stagePartition } from './keys.ts';
import type { Ports } from './ports.ts';
import { answeredStage, daysIn } from './stored-watch.ts';

/** A sample of the latest is enough for a percentile. */
const answersRead = 200;

/** Days for which nobody asks this payer. */
export async function payerPatience(
  ports: Ports,
  practice: PracticeId,
  payerId: PayerId,
): Promise<number> {
  const today = ports.clock.today();
  return patienceOf(await turnarounds(ports, practice, payerId, today));
}

async function turnarounds(
  ports: Ports,
  practice: PracticeId,
  payerId: PayerId,
  today: CalendarDate,
): Promise<readonly number[]> {
  const since = addDays(today, -patience.decision.ofLastDays);
  const days: number[] = [];
  let cursor: string | undefined;
  do {
    const page = await ports.records.query({
      store: 'claims',
      index: 'byStage',
      partition: stagePartition(practice, answeredStage(payerId)),
      after: since,
      descending: true,
      limit: answersRead - days.length,
      ...(cursor === undefined ? {} : { cursor }),
    });
    days.push(...page.rows.map((row) => daysIn(String(row.item['claimPart']))));
    cursor = page.cursor ?? undefined;
  } while (cursor !== undefined && days.length < answersRead);
  return days;
}
