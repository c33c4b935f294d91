/** What every Records adapter demands of keys, items and transactions, so that all of them agree with DynamoDB. */
import type { Action, Item, Key, Query } from './ports.ts';
import { type StoreName, stores } from './topology.ts';

const maxActions = 100;
const maxKeyBytes = 1024;
const maxItemBytes = 400 * 1024;
const maxTransactionBytes = 4 * 1024 * 1024;
const printable = /^[ -~]+$/;

/**
 * Throws when a transaction asks for what some adapter cannot keep: that is a bug of its author.
 * Answers each put's item as JSON, empty for the other actions.
 */
export function checkActions(actions: readonly Action[]): readonly string[] {
  demand(actions.length <= maxActions, 'a transaction has at most 100 actions');
  const names = new Set<string>();
  const texts: string[] = [];
  let bytes = 0;
  for (const action of actions) {
    checkKey(action.key);
    names.add(`${action.store}\n${action.key.partition}\n${action.key.sort}`);
    const text = checkedText(action);
    bytes += byteLength(text);
    texts.push(text);
  }
  demand(names.size === actions.length, 'a key appears in one action only');
  demand(bytes <= maxTransactionBytes, 'a transaction has at most 4 MB');
  return texts;
}

export function checkKey(key: Key): void {
  checkKeyText(key.partition);
  checkKeyText(key.sort);
}

/** Where an item stands in an index; null when it is not in it. */
export function indexKeyOf(store: StoreName, index: string, item: Item): Key | null {
  const row = indexRow(store, index);
  const partition = item[row.partition];
  const sort = item[row.sort];
  if (typeof partition !== 'string' || typeof sort !== 'string') return null;
  return { partition, sort };
}

/** The attributes that an index's key is read from; throws for an index that the topology lacks. */
export function indexRow(store: StoreName, index: string): IndexRow {
  const row = indexesOf(store).find(([name]) => name === index);
  if (row === undefined) throw new Error('no such index');
  return row[1];
}

type IndexRow = {
  readonly partition: string;
  readonly sort: string;
  readonly keysOnly?: true;
};

type NamedIndex = readonly [string, IndexRow];

/** What an index of a store shows of an item. */
export function shownIn(store: StoreName, index: string, item: Item): Item {
  const row = indexRow(store, index);
  if (row.keysOnly !== true) return item;
  const { [row.partition]: partition = null, [row.sort]: sort = null } = item;
  return { [row.partition]: partition, [row.sort]: sort };
}

const indexes = new Map<string, readonly NamedIndex[]>(
  Object.entries(stores).map(([store, row]) => [store, Object.entries<NamedIndex[1]>(row.indexes)]),
);

export function indexesOf(store: StoreName): readonly NamedIndex[] {
  return indexes.get(store) ?? [];
}

/**
 * Where a query begins and what it stays below. Keys are printable, so control characters are free
 * for the borders: below U+0002 are the places that only an index's adapter appends to a sort.
 */
export function sortRange(query: Query): { readonly low: string; readonly high: string } {
  const prefix = query.sortPrefix ?? '';
  const high = `${prefix}\u007f`;
  const next = query.after === undefined ? ' ' : `${query.after}\u0002`;
  if (prefix > next) return { low: prefix, high };
  return { low: next, high };
}

function checkedText(action: Action): string {
  demand(
    !stores[action.store].appendOnly || (action.kind === 'put' && action.when === 'absent'),
    'an append-only store knows put-if-absent alone',
  );
  return action.kind === 'put' ? checkedItemText(action.store, action.item) : '';
}

function checkedItemText(store: StoreName, item: Item): string {
  for (const [, row] of indexesOf(store)) {
    checkIndexAttribute(item, row.partition);
    checkIndexAttribute(item, row.sort);
  }
  const text = JSON.stringify(item);
  demand(byteLength(text) <= maxItemBytes, 'an item has at most 400 KB');
  return text;
}

function checkIndexAttribute(item: Item, attribute: string): void {
  const value = item[attribute];
  if (value === undefined) return;
  if (typeof value !== 'string') throw new Error('a key of an index is a string or absent');
  checkKeyText(value);
}

function checkKeyText(text: string): void {
  demand(
    printable.test(text) && text.length <= maxKeyBytes,
    'a key is 1 to 1,024 ASCII characters',
  );
}

function byteLength(text: string): number {
  return Buffer.byteLength(text);
}

function demand(holds: boolean, rule: string): void {
  if (!holds) throw new Error(rule);
}
