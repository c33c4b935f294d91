/** A page of a store or of one of its indexes out of SQLite. */
import type { SQLOutputValue } from 'node:sqlite';
import type { Page, Query, Stored } from '../../shared/pipeline/ports.ts';
import { indexRow, sortRange } from '../../shared/pipeline/record-rules.ts';
import type { Database } from './database.ts';

const pageSize = 1000;

/** The cursor is the last row's place: its sort, and in an index the key that tells equal sorts apart. */
export function queryPage(database: Database, query: Query): Page {
  const { store, index, descending = false } = query;
  if (index !== undefined) indexRow(store, index);
  const partition = index === undefined ? 'partition' : `${index}_partition`;
  const order = index === undefined ? ['sort'] : [`${index}_sort`, 'partition', 'sort'];
  const { lower, upper, values } = bounds(query, order);
  const size = Math.min(pageSize, query.limit ?? pageSize);
  // A limit that is bound instead of written costs SQLite twice the time of a short page.
  const found = database
    .statement(
      `SELECT partition, sort, item, ${order[0]} AS place FROM ${store}
       WHERE ${partition} = ? AND ${lower} AND ${upper}
       ORDER BY ${order.map((column) => `${column} ${descending ? 'DESC' : 'ASC'}`)} LIMIT ${size + 1}`,
    )
    .all(query.partition, ...values);
  const page = found.slice(0, size);
  const last = found.length > size ? page.at(-1) : undefined;
  return { rows: page.map(storedOf), cursor: last === undefined ? null : cursorOf(last, order) };
}

type Row = Record<string, SQLOutputValue>;

/** A cursor replaces one end of the range, so that SQLite seeks to it instead of counting up to it. */
function bounds(query: Query, order: readonly string[]) {
  const { low, high } = sortRange(query);
  const lower = `${order[0]} >= ?`;
  const upper = `${order[0]} < ?`;
  if (query.cursor === undefined) return { lower, upper, values: [low, high] };
  const seen: string[] = JSON.parse(query.cursor);
  const passed = `(${order}) ${query.descending ? '<' : '>'} (${order.map(() => '?')})`;
  if (query.descending) return { lower, upper: passed, values: [low, ...seen] };
  return { lower: passed, upper, values: [...seen, high] };
}

function cursorOf(row: Row, order: readonly string[]): string {
  const place = [row['place'], row['partition'], row['sort']];
  return JSON.stringify(place.slice(0, order.length));
}

function storedOf(row: Row): Stored {
  const { partition, sort, item } = row;
  return {
    key: { partition: String(partition), sort: String(sort) },
    item: JSON.parse(String(item)),
  };
}
