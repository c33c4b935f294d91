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

/** Parts of a day which broke off that had begun: the same day goes on after them. */
export async function readPartsBegun(
  records: Records,
  day: CalendarDate,
): Promise<ReadonlySet<string>> {
  const item = await records.get('snapshots', openDayKey);
  return new Set(item?.['day'] === day ? String(item['begun']).split(' ') : []);
}

export async function writePartsBegun(
  records: Records,
  day: CalendarDate,
  begun: ReadonlySet<string>,
): Promise<void> {
  const item = { day, begun: [...begun].join(' ') };
  await put(records, [{ kind: 'put', store: 'snapshots', key: openDayKey, item, when: 'any' }]);
}

async function put(records: Records, actions: readonly Action[]): Promise<void> {
  const { done } = await records.transact(actions);
  if (!done) throw new Error('the run state could not be written');
}

/** A page of what somebody learned: ids with their rows, null for a row that is forgotten. */
export type Learned<Row> = readonly (readonly [string, Row | null])[];

/** Pages are only ever added: a row each would write its own leaf of the tree each time that it changes. */
export async function readPages<Row>(
  records: Records,
  shelf: string,
): Promise<readonly Learned<Row>[]> {
  const rows = await allRows(records, { store: 'snapshots', partition: partitionOf(shelf) });
  return rows.map(({ item }) => {
    const page: Learned<Row> = JSON.parse(String(item['text']));
    return page;
  });
}

export async function writePage<Row>(
  records: Records,
  shelf: string,
  number: number,
  page: Learned<Row>,
): Promise<void> {
  const at = { partition: partitionOf(shelf), sort: String(number).padStart(8, '0') };
  const item = { text: JSON.stringify(page) };
  await put(records, [{ kind: 'put', store: 'snapshots', key: at, item, when: 'absent' }]);
}

function partitionOf(shelf: string): string {
  return `${partition}#${shelf}`;
}
