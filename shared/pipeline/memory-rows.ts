/** Rows in the order of their place, a sorted list a partition: a table or an index in memory. */
import type { Key, Page, Query } from './ports.ts';
import { sortRange } from './record-rules.ts';

/** A row keeps its item as JSON text, so that no caller shares an object with the store. */
export type MemoryRow = { readonly key: Key; readonly text: string };

/** Per partition the places in order and the row of each. */
export type SortedRows = Map<
  string,
  { readonly places: string[]; readonly rows: Map<string, MemoryRow> }
>;

export function setRow(sorted: SortedRows, partition: string, place: string, row: MemoryRow): void {
  const part = sorted.get(partition) ?? { places: [], rows: new Map<string, MemoryRow>() };
  if (!part.rows.has(place)) part.places.splice(firstNotBelow(part.places, place), 0, place);
  part.rows.set(place, row);
  sorted.set(partition, part);
}

export function removeRow(sorted: SortedRows, partition: string, place: string): void {
  const part = sorted.get(partition);
  if (part?.rows.delete(place)) part.places.splice(firstNotBelow(part.places, place), 1);
}

/** A page of at most `size` rows after the query's cursor; the cursor is the last place looked at. */
export function pageOf(sorted: SortedRows, query: Query, size: number): Page {
  const part = sorted.get(query.partition);
  if (part === undefined) return { rows: [], cursor: null };
  const { low, high } = openRange(query);
  const { places } = part;
  const matching = places.slice(firstNotBelow(places, low), firstNotBelow(places, high));
  if (query.descending) matching.reverse();
  const page = matching.slice(0, Math.min(size, query.limit ?? size));
  const rows = page.flatMap((place) => {
    const row = part.rows.get(place);
    return row === undefined ? [] : [{ key: row.key, item: JSON.parse(row.text) }];
  });
  const seen = page.at(-1) ?? query.cursor ?? (query.descending ? high : '');
  return { rows, cursor: page.length < matching.length ? seen : null };
}

/** The places that are left: from `low` on, below `high`. */
function openRange(query: Query): { readonly low: string; readonly high: string } {
  const { low, high } = sortRange(query);
  const { cursor, descending = false } = query;
  if (cursor === undefined) return { low, high };
  if (descending) return { low, high: cursor };
  return cursor < low ? { low, high } : { low: `${cursor}\u0000`, high };
}

function firstNotBelow(places: readonly string[], place: string): number {
  let low = 0;
  let high = places.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((places[middle] ?? '') < place) low = middle + 1;
    else high = middle;
  }
  return low;
}
