/** What the runner itself remembers between runs: how far it came, whose files it works, what the payers know. */
import type { Action, Records } from '../../shared/pipeline/ports.ts';
import { allRows } from '../../shared/pipeline/read-all.ts';
import { type CalendarDate, parseDate } from '../../shared/values/dates.ts';
import { sha256 } from '../../shared/values/ids.ts';

const partition = 'laptop';
const key = { partition, sort: 'run' };
const openDayKey = { partition, sort: 'open-day' };

export type RunState = {
  readonly asOf: CalendarDate;
  /** The sample clinic, or a hash of the inbox's path. */
  readonly source: string;
};

export function sourceOf(inbox: string | null): string {
  return inbox === null ? 'sample-clinic' : `inbox-${sha256(inbox)}`;
}

export async function readRunState(records: Records): Promise<RunState | null> {
  const item = await records.get('snapshots', key);
  const asOf = item && parseDate(String(item['asOf']));
  return asOf ? { asOf, source: String(item['source']) } : null;
}

/** A day that was worked to its end: worked again it begins anew. */
export async function writeRunState(records: Records, state: RunState): Promise<void> {
  await put(records, [
    { kind: 'put', store: 'snapshots', key, item: state, when: 'any' },
    { kind: 'remove', store: 'snapshots', key: openDayKey },
  ]);
}

/** Schedules that a day which broke off had behind it: the same day goes on after them. */
export async function readSchedulesDone(
  records: Records,
  day: CalendarDate,
): Promise<ReadonlySet<string>> {
  const item = await records.get('snapshots', openDayKey);
  return new Set(item?.['day'] === day ? String(item['done']).split(' ') : []);
}

export async function writeSchedulesDone(
  records: Records,
  day: CalendarDate,
  done: ReadonlySet<string>,
): Promise<void> {
  const item = { day, done: [...done].join(' ') };
  await put(records, [{ kind: 'put', store: 'snapshots', key: openDayKey, item, when: 'any' }]);
}

async function put(records: Records, actions: readonly Action[]): Promise<void> {
  const { done } = await records.transact(actions);
  if (!done) throw new Error('the run state could not be written');
}

/** Rows of one kind that the runner keeps, by their ids. */
export async function readMemory<Row>(records: Records, shelf: string): Promise<Map<string, Row>> {
  const rows = await allRows(records, { store: 'snapshots', partition: `${partition}#${shelf}` });
  return new Map(
    rows.map(({ item }) => {
      const row: Row = JSON.parse(String(item['text']));
      return [String(item['id']), row];
    }),
  );
}

/** Null forgets a row. */
export async function writeMemory<Row>(
  records: Records,
  shelf: string,
  changes: ReadonlyMap<string, Row | null>,
): Promise<void> {
  const actions = [...changes].map(([id, row]): Action => {
    const at = { partition: `${partition}#${shelf}`, sort: sha256(id) };
    if (row === null) return { kind: 'remove', store: 'snapshots', key: at };
    const item = { id, text: JSON.stringify(row) };
    return { kind: 'put', store: 'snapshots', key: at, item, when: 'any' };
  });
  for (let from = 0; from < actions.length; from += 100) {
    await put(records, actions.slice(from, from + 100));
  }
}
