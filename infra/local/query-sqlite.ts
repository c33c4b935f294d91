/** A page of a store or of one of its indexes out of SQLite. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Item, Key, Page, Query, Stored } from '../../shared/pipeline/ports.ts';
import { indexRow, sortRange } from '../../shared/pipeline/record-rules.ts';
import type { StoreName } from '../../shared/pipeline/topology.ts';
import type { Database } from './database.ts';

const pageSize = 1000;

/** The cursor is the last row's place, as `orderOf`: its sort, and in an index the key that tells equal sorts apart. */
export function queryPage(database: Database, query: Query): Page {
  const size = Math.min(pageSize, query.limit ?? pageSize);
  const { cursor, descending = false, index = '', store } = query;
  const kind = `${store} ${index} ${descending} ${cursor === undefined} ${size}`;
  const statement = database.lists(kind, () => sqlOf(query, size + 1));
  const found = statement.all(query.partition, ...valuesOf(query));
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return {
    rows: page.map((row) => storedOf(query, row)),
    cursor: last === undefined ? null : cursorOf(query, last),
  };
}

/** Values in the order of the columns: sort, item, and of an index partition and its own sort. */
type Row = Record<number, SQLOutputValue>;

/** What orders the rows of a query. */
function orderOf({ index }: Query): readonly string[] {
  return index === undefined ? ['sort'] : [`${index}_sort`, 'partition', 'sort'];
}

/** A limit that is bound instead of written costs SQLite twice the time of a short page. */
function sqlOf(query: Query, limit: number): string {
  const { store, index, descending } = query;
  if (index !== undefined) indexRow(store, index);
  const columns =
    index === undefined ? 'sort, item' : `sort, ${shown(store, index)}, partition, ${index}_sort`;
  const partition = index === undefined ? 'partition' : `${index}_partition`;
  const order = orderOf(query).map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`);
  const { lower, upper } = bounds(query);
  return `SELECT ${columns} FROM ${store}
    WHERE ${partition} = ? AND ${lower} AND ${upper} ORDER BY ${order} LIMIT ${limit}`;
}

/** An index of keys only has the item in its own columns. */
function shown(store: StoreName, index: string): string {
  return indexRow(store, index).keysOnly === true ? `NULL AS item` : 'item';
}

/** A cursor replaces one end of the range, so that SQLite seeks to it instead of counting up to it. */
function bounds(query: Query) {
  const order = orderOf(query);
  const lower = `${order[0]} >= ?`;
  const upper = `${order[0]} < ?`;
  if (query.cursor === undefined) return { lower, upper };
  const passed = `(${order}) ${query.descending ? '<' : '>'} (${order.map(() => '?')})`;
  return query.descending ? { lower, upper: passed } : { lower: passed, upper };
}

function valuesOf(query: Query): readonly string[] {
  const { low, high } = sortRange(query);
  if (query.cursor === undefined) return [low, high];
  const seen: string[] = JSON.parse(query.cursor);
  return query.descending ? [low, ...seen] : [...seen, high];
}

function cursorOf(query: Query, row: Row): string {
  return JSON.stringify(query.index === undefined ? [row[0]] : [row[3], row[2], row[0]]);
}

/** Read when it is looked at: who only counts or names rows needs no item. */
function storedOf(query: Query, row: Row): Stored {
  const partition = String(row[2] ?? query.partition);
  const key: Key = { partition, sort: String(row[0]) };
  if (row[1] === null) return { key, item: keysIn(query, row) };
  let item: Item | null = null;
  return {
    key,
    get item() {
      item ??= itemIn(String(row[1]));
      return item;
    },
  };
}

function keysIn({ index = '', partition, store }: Query, row: Row): Item {
  const names = indexRow(store, index);
  return { [names.partition]: partition, [names.sort]: String(row[3]) };
}

function itemIn(text: string): Item {
  return JSON.parse(text);
}
