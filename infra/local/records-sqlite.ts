/**
 * Records in SQLite: a table a store, with two columns and an index for each index of the topology. Rows lie in the
 * order in which they came and only their keys in the tree: whole items in it would write a leaf for each.
 */
import type { StatementSync } from 'node:sqlite';
import type { Action, Item, Key, Records, Transacted } from '../../shared/pipeline/ports.ts';
import { objectionTo } from '../../shared/pipeline/record-actions.ts';
import {
  checkActions,
  checkKey,
  indexesOf,
  indexKeyOf,
} from '../../shared/pipeline/record-rules.ts';
import { type StoreName, stores } from '../../shared/pipeline/topology.ts';
import type { Database } from './database.ts';
import { queryPage } from './query-sqlite.ts';

export function sqliteRecords(database: Database): Records {
  const names = Object.keys(stores).filter((name): name is StoreName => name in stores);
  const tables = new Map(names.map((store) => [store, openTable(database, store)]));
  const tableOf = (store: StoreName) => {
    const table = tables.get(store);
    if (table === undefined) throw new Error('no such store');
    return table;
  };
  return {
    get: async (store, key) => getItem(tableOf(store), key),
    query: async (query) => queryPage(database, query),
    transact: async (actions) => {
      const texts = checkActions(actions);
      return database.atomically<Transacted>(() => {
        const found = actions.map(({ store, key }) => getStanding(tableOf(store), key));
        const reasons = actions.map((action, n) => objectionTo(action, found[n] ?? null));
        if (reasons.some((reason) => reason !== null)) return () => ({ done: false, reasons });
        return () => {
          actions.forEach((action, n) => {
            write(tableOf(action.store), action, texts[n] ?? '', found[n] !== null);
          });
          return { done: true };
        };
      });
    },
  };
}

type Table = {
  readonly get: StatementSync;
  readonly standing: StatementSync;
  readonly insert: StatementSync;
  readonly replace: StatementSync;
  readonly remove: StatementSync;
};

function openTable(database: Database, store: StoreName): Table {
  const indexes = indexesOf(store).map(([name]) => name);
  const places = indexes.flatMap((index) => [`${index}_partition`, `${index}_sort`]);
  const columns = ['partition', 'sort', 'item', ...places];
  database.run(
    `CREATE TABLE IF NOT EXISTS ${store} (${columns.map((column) => `${column} TEXT`)},
     PRIMARY KEY (partition, sort))`,
  );
  for (const index of indexes) {
    database.run(
      `CREATE INDEX IF NOT EXISTS ${store}_${index}
       ON ${store} (${index}_partition, ${index}_sort)
       WHERE ${index}_partition IS NOT NULL`,
    );
  }
  const where = 'WHERE partition = ? AND sort = ?';
  const replaced = ['item', ...places].map((column) => `${column} = ?`);
  return {
    get: database.statement(`SELECT item FROM ${store} ${where}`),
    standing: database.statement(
      `SELECT json_extract(item, '$.version') AS version FROM ${store} ${where}`,
    ),
    insert: database.statement(
      `INSERT INTO ${store} (${columns}) VALUES (${columns.map(() => '?')})`,
    ),
    replace: database.statement(`UPDATE ${store} SET ${replaced} ${where}`),
    remove: database.statement(`DELETE FROM ${store} ${where}`),
  };
}

function getItem(table: Table, key: Key): Item | null {
  checkKey(key);
  const text = table.get.get(key.partition, key.sort)?.['item'];
  return typeof text === 'string' ? JSON.parse(text) : null;
}

/** What a condition asks of an item that stands: its version. */
function getStanding(table: Table, key: Key): Item | null {
  const row = table.standing.get(key.partition, key.sort);
  if (row === undefined) return null;
  const { version } = row;
  return typeof version === 'number' ? { version } : {};
}

function write(table: Table, action: Action, text: string, stands: boolean): void {
  const { partition, sort } = action.key;
  if (action.kind === 'remove') table.remove.run(partition, sort);
  else if (stands) table.replace.run(text, ...indexPlaces(action), partition, sort);
  else table.insert.run(partition, sort, text, ...indexPlaces(action));
}

function indexPlaces(action: Action & { kind: 'put' }): (string | null)[] {
  return indexesOf(action.store).flatMap(([index]) => {
    const place = indexKeyOf(action.store, index, action.item);
    return place === null ? [null, null] : [place.partition, place.sort];
  });
}
