/** What keeping files costs: one sweep of a practice whose files have all ended, but those of the last days. */
import { resultAction, seenAction } from '../../shared/pipeline/stored-file.ts';
import { step } from '../../shared/pipeline/sweep.ts';
import { workers } from '../../shared/pipeline/topology.ts';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { fileId, practiceId, sha256 } from '../../shared/values/ids.ts';
import { testPorts } from '../../test/support/ports.ts';
import { type Meter, meteredPorts, newMeter } from './meter.ts';

const practice = practiceId('clinic');
const firstDay = calendarDate('2023-01-02');
const filesPerDay = 50;
const dayMs = 86_400_000;

export const sweepsPerDay = (24 * 60) / workers.sweep.on.schedule.everyMinutes;

/** `first` is the day's first sweep, which looks at all files; `next` is any other. */
export async function meterSweeps(files: number): Promise<{ first: Meter; next: Meter }> {
  let now = 0;
  const world = testPorts({ now: () => now });
  const days = Math.ceil(files / filesPerDay);
  for (let n = 0; n < files; n += 1) {
    const day = Math.floor(n / filesPerDay);
    now = day * dayMs;
    await keepEnded(world, n, addDays(firstDay, day));
  }
  world.onDay(addDays(firstDay, days - 1));
  const meters = [newMeter(), newMeter()] as const;
  for (const meter of meters) await step(meteredPorts(world.ports, meter))({ practice });
  if (world.queues.size() > 0) throw new Error('a file that has ended was swept up');
  return { first: meters[0], next: meters[1] };
}

async function keepEnded({ files, ports }: ReturnType<typeof testPorts>, n: number, day: string) {
  const key = `${practice}/acknowledgments/${day}/fake-clearinghouse-${n}.277`;
  files.drop('inbox', key, String(n));
  const stamp = await ports.files.stamp('inbox', key);
  const arrived = calendarDate(day);
  const id = fileId(sha256(Buffer.from(String(n))));
  const seen = { fileId: id, key, mark: stamp?.mark ?? '', kind: '277CA' as const, arrived };
  await ports.records.transact([
    seenAction(practice, { ...seen, duplicate: false, issues: [] }, 'absent'),
    resultAction(practice, id, {
      status: 'done',
      rows: 1,
      posted: 1,
      held: 0,
      rejected: 0,
      issues: [],
    }),
  ]);
}
