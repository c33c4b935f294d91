/** What was sent, as it lies in outbound: whose it is, and what nobody has been handed yet. */
import { readPractices } from '../../shared/pipeline/each-practice.ts';
import type { Files, Ports } from '../../shared/pipeline/ports.ts';
import type { SentFile } from '../../shared/simulation/payer.ts';
import { addDays, type CalendarDate } from '../../shared/values/dates.ts';
import { allKeys } from './arrivals.ts';

export async function sendersOf(files: Files): Promise<ReadonlySet<string>> {
  const keys = await allKeys(files, 'outbound');
  return new Set(keys.flatMap((key) => practiceOf(key) ?? []));
}

/**
 * By practice; `handed` remembers what was found. After the first look only the names of two days are
 * looked for. Claims' status is asked for when the day's answers have come, so a 276 is handed out on the
 * day after its own, also where a day that broke off is worked again.
 */
export async function newlySent(
  ports: Ports,
  handed: Set<string>,
  today: CalendarDate,
): Promise<ReadonlyMap<string, readonly SentFile[]>> {
  const { files } = ports;
  const sent = new Map<string, SentFile[]>();
  const first = handed.size === 0;
  const lately = [addDays(today, -1), today];
  for (const key of first ? await allKeys(files, 'outbound') : await keysOf(ports, lately)) {
    const practice = practiceOf(key);
    if (practice === undefined || handed.has(key) || isOfTomorrow(key, practice, today)) continue;
    const bytes = await files.read('outbound', key);
    const name = nameOf(key);
    if (bytes) sent.set(practice, [...(sent.get(practice) ?? []), { name, bytes }]);
    handed.add(key);
  }
  return sent;
}

function isOfTomorrow(key: string, practice: string, today: CalendarDate): boolean {
  return key.endsWith('.276') && nameOf(key).startsWith(`${practice}-${today}-`);
}

/** Whatever is sent on a day is named for it. */
async function keysOf(ports: Ports, days: readonly CalendarDate[]): Promise<readonly string[]> {
  const practices = await readPractices(ports);
  const keys: string[] = [];
  for (const receiver of await ports.files.folders('outbound')) {
    for (const { practice } of practices) {
      for (const day of days) {
        keys.push(...(await allKeys(ports.files, 'outbound', `${receiver}/${practice}-${day}`)));
      }
    }
  }
  return keys;
}

/** Outbound names begin with the practice: `<practice>-<date>-<number>.837`, `.270` or `.276`. */
function practiceOf(key: string): string | undefined {
  return /^(.*)-\d{4}-\d{2}-\d{2}-\d+\.(?:837|270|276)$/.exec(nameOf(key))?.[1];
}

function nameOf(key: string): string {
  return key.split('/').at(-1) ?? '';
}
