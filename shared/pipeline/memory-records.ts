/** Records in memory, for tests and the simulator; on demand as forgetful as DynamoDB is allowed to be. */
import { type MemoryRow, pageOf, removeRow, type SortedRows, setRow } from './memory-rows.ts';
import type { Action, Item, Key, Page, Query, Records, Stored } from './ports.ts';
import { objectionTo } from './record-actions.ts';
import {
  checkActions,
  checkKey,
  indexesOf,
  indexKeyOf,
  indexRow,
  shownIn,
} from './record-rules.ts';
import { type StoreName, stores } from './topology.ts';

const pageSize = 1000;

export type MemoryRecords = {
  readonly records: Records;
  /** Every item of a store in the order of its keys. */
  rows(store: StoreName): readonly Stored[];
  /** Lets every index catch up. */
  settle(): void;
};

export type MemoryRecordsOptions = {
  /** Numbers in [0, 1) from a seed. With it pages are short or empty and reads of an index are stale. */
  readonly chance?: () => number;
};

export function memoryRecords(options: MemoryRecordsOptions = {}): MemoryRecords {
  const state = emptyState();
  const chance = options.chance;
  const settle = () => catchUp(state, state.behind.length);
  const records: Records = {
    get: async (store, key) => getItem(state, store, key),
    query: async (query) => {
      if (query.index !== undefined) indexRow(query.store, query.index);
      if (chance) catchUp(state, Math.floor(chance() * (state.behind.length + 1)));
      const size = chance ? Math.floor(chance() * 8) : pageSize;
      return queryPage(state, query, size);
    },
    transact: async (actions) => {
      checkActions(actions);
      const reasons = actions.map((action) =>
        objectionTo(action, getItem(state, action.store, action.key)),
      );
      if (reasons.some((reason) => reason !== null)) return { done: false, reasons };
      for (const write of actions.map((action) => writeOf(state, action))) write();
      if (!chance) settle();
      return { done: true };
    },
  };
  return { records, rows: (store) => allRows(state, store), settle };
}

type State = {
  readonly tables: ReadonlyMap<StoreName, SortedRows>;
  /** By `store/index`. */
  readonly indexes: Map<string, SortedRows>;
  /** What the indexes have not heard of yet, oldest first. */
  readonly behind: (() => void)[];
};

function emptyState(): State {
  const names = Object.keys(stores).filter((name): name is StoreName => name in stores);
  return {
    tables: new Map(names.map((store) => [store, new Map()])),
    indexes: new Map(),
    behind: [],
  };
}

function catchUp(state: State, count: number): void {
  for (const change of state.behind.splice(0, count)) change();
}

function tableOf(state: State, store: StoreName): SortedRows {
  const table = state.tables.get(store);
  if (table === undefined) throw new Error('no such store');
  return table;
}

function indexRows(state: State, store: StoreName, index: string): SortedRows {
  const name = `${store}/${index}`;
  const sorted = state.indexes.get(name) ?? new Map();
  state.indexes.set(name, sorted);
  return sorted;
}

function getItem(state: State, store: StoreName, key: Key): Item | null {
  checkKey(key);
  const row = tableOf(state, store).get(key.partition)?.rows.get(key.sort);
  return row === undefined ? null : JSON.parse(row.text);
}

function queryPage(state: State, query: Query, size: number): Page {
  const { store, index } = query;
  const sorted = index === undefined ? tableOf(state, store) : indexRows(state, store, index);
  return pageOf(sorted, query, size);
}

/** Works out what an action leaves behind before any action has written: a bug in one leaves nothing. */
function writeOf(state: State, action: Action): () => void {
  const { store, key } = action;
  const before = getItem(state, store, key);
  const after = action.kind === 'put' ? action.item : null;
  return () => {
    const table = tableOf(state, store);
    const row = after && { key, text: JSON.stringify(after) };
    if (row) setRow(table, key.partition, key.sort, row);
    else removeRow(table, key.partition, key.sort);
    for (const [index] of indexesOf(store)) {
      const sorted = indexRows(state, store, index);
      const old = before && indexKeyOf(store, index, before);
      const now = after && indexKeyOf(store, index, after);
      const shown = after && { key, text: JSON.stringify(shownIn(store, index, after)) };
      state.behind.push(() => moveRow(sorted, old, now, key, shown));
    }
  };
}

function moveRow(
  sorted: SortedRows,
  old: Key | null,
  now: Key | null,
  key: Key,
  row: MemoryRow | null,
): void {
  const place = (sort: string) => `${sort}\u0001${key.partition}\u0001${key.sort}`;
  if (old) removeRow(sorted, old.partition, place(old.sort));
  if (now && row) setRow(sorted, now.partition, place(now.sort), row);
}

function allRows(state: State, store: StoreName): readonly Stored[] {
  const parts = [...tableOf(state, store)].sort(([a], [b]) => (a < b ? -1 : 1));
  return parts.flatMap(([, part]) =>
    part.places.flatMap((place) => {
      const row = part.rows.get(place);
      return row === undefined ? [] : [{ key: row.key, item: JSON.parse(row.text) }];
    }),
  );
}
