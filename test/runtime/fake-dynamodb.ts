/** DynamoDB in memory, for the few shapes of request that the adapter sends; any other shape is refused. */
import {
  type AttributeValue,
  ConditionalCheckFailedException,
  DynamoDBClient,
  GetItemCommand,
  type GetItemCommandInput,
  PutItemCommand,
  QueryCommand,
  type QueryCommandInput,
  TransactionCanceledException,
  type TransactWriteItem,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { type StoreName, stores } from '../../shared/pipeline/topology.ts';

type Attributes = Record<string, AttributeValue>;
type Write = {
  TableName?: string | undefined;
  Item?: Attributes | undefined;
  Key?: Attributes | undefined;
  ConditionExpression?: string | undefined;
  ReturnValuesOnConditionCheckFailure?: string | undefined;
  ExpressionAttributeNames?: Record<string, string> | undefined;
  ExpressionAttributeValues?: Attributes | undefined;
};

const $metadata = {};
const tables = new Map<string, Map<string, Attributes>>();

/** Tables are named like their stores. */
export function fakeDynamo() {
  clearTables();
  const client = mockClient(DynamoDBClient);
  client.on(GetItemCommand).callsFake(getItem);
  client.on(PutItemCommand).callsFake(putItem);
  client.on(QueryCommand).callsFake((query) => queryPage(query));
  client
    .on(TransactWriteItemsCommand)
    .callsFake(({ TransactItems }) => transactWrite(TransactItems));
  return client;
}

export function clearTables(): void {
  tables.clear();
  changes.clear();
}

/** What the indexes of a table may not have heard of yet: each change with the item before it, the last one last. */
const changes = new Map<
  string,
  { readonly name: string; readonly before: Attributes | undefined }[]
>();

/** Lets every index catch up. */
export function settleIndexes(): void {
  changes.clear();
}

export function getItem({ TableName, Key }: GetItemCommandInput) {
  const Item = tableOf(TableName).get(nameOf(TableName, Key));
  return Item === undefined ? {} : { Item };
}

export function putItem(write: Write) {
  if (!holds(write, itemBefore(write)))
    throw new ConditionalCheckFailedException({ message: 'failed', $metadata });
  apply(write, 'put');
  return {};
}

/** Whether any item has this value; a page of what has none needs no asking. */
export function holdsAny(table: StoreName, attribute: string, value: string): boolean {
  return [...tableOf(table).values()].some((item) => item[attribute]?.S === value);
}

/** The table as its indexes know it, `behind` changes ago. */
function rowsOf(name: string | undefined, behind: number): readonly Attributes[] {
  if (behind === 0) return [...tableOf(name).values()];
  const known = new Map(tableOf(name));
  for (const change of (changes.get(name ?? '') ?? []).slice(-behind).toReversed()) {
    if (change.before === undefined) known.delete(change.name);
    else known.set(change.name, change.before);
  }
  return [...known.values()];
}

function tableOf(name = ''): Map<string, Attributes> {
  const table = tables.get(name) ?? new Map<string, Attributes>();
  tables.set(name, table);
  return table;
}

function rowOf(name = '') {
  if (!isStore(name)) throw new Error('no such table');
  return stores[name];
}

function isStore(name: string): name is StoreName {
  return name in stores;
}

const text = (value: AttributeValue | undefined): string => {
  if (!value?.S) throw new Error('ValidationException: a key is non-empty text');
  return value.S;
};

function nameOf(table = '', attributes: Attributes = {}): string {
  const { partition, sort } = rowOf(table);
  return `${text(attributes[partition])}\n${text(attributes[sort])}`;
}

function itemBefore(write: Write): Attributes | undefined {
  return tableOf(write.TableName).get(nameOf(write.TableName, write.Item ?? write.Key));
}

function holds(write: Write, before: Attributes | undefined): boolean {
  const names = write.ExpressionAttributeNames ?? {};
  const values = write.ExpressionAttributeValues ?? {};
  switch (write.ConditionExpression) {
    case undefined:
      return true;
    case 'attribute_not_exists(#key)':
      return before?.[names['#key'] ?? ''] === undefined;
    case '#version = :version': {
      const found = before?.[names['#version'] ?? '']?.N;
      return found !== undefined && found === values[':version']?.N;
    }
    default:
      throw new Error('ValidationException: unknown condition');
  }
}

function apply(write: Write, kind: 'put' | 'remove'): void {
  const table = tableOf(write.TableName);
  const name = nameOf(write.TableName, write.Item ?? write.Key);
  const log = changes.get(write.TableName ?? '') ?? [];
  log.push({ name, before: table.get(name) });
  changes.set(write.TableName ?? '', log.slice(-20));
  if (kind === 'remove') table.delete(name);
  else table.set(name, checked(write.TableName, write.Item ?? {}));
}

function checked(table: string | undefined, item: Attributes): Attributes {
  for (const { partition, sort } of Object.values(indexesOf(table)))
    for (const name of [partition, sort]) if (name in item) text(item[name]);
  return structuredClone(item);
}

type Index = { partition: string; sort: string; keysOnly?: true };

function indexesOf(table = ''): Readonly<Record<string, Index>> {
  return rowOf(table).indexes;
}

function writeOf({ Put, Delete }: TransactWriteItem): {
  write: Write;
  kind: 'put' | 'remove';
} {
  if (Put) return { write: Put, kind: 'put' };
  if (Delete) return { write: Delete, kind: 'remove' };
  throw new Error('ValidationException: unknown write');
}

/** All or nothing, as the real one answers it. */
export function transactWrite(items: readonly TransactWriteItem[]) {
  const writes = items.map(writeOf);
  const names = writes.map(({ write }) => {
    return `${write.TableName}\n${nameOf(write.TableName, write.Item ?? write.Key)}`;
  });
  if (new Set(names).size < names.length || names.length > 100)
    throw new Error('ValidationException: at most 100 items, each once');
  const CancellationReasons = writes.map(({ write }) => {
    const before = itemBefore(write);
    if (holds(write, before)) return { Code: 'None' };
    const returned = write.ReturnValuesOnConditionCheckFailure && before && { Item: before };
    return { Code: 'ConditionalCheckFailed', ...returned };
  });
  if (CancellationReasons.some(({ Code }) => Code !== 'None'))
    throw new TransactionCanceledException({
      message: 'cancelled',
      CancellationReasons,
      $metadata,
    });
  const before = new Map([...tables].map(([name, table]) => [name, new Map(table)]));
  try {
    for (const { write, kind } of writes) apply(write, kind);
  } catch (error) {
    for (const [name, table] of before) tables.set(name, table);
    throw error;
  }
  return {};
}

/** An index may answer as it was `behind` changes ago. */
export function queryPage(query: QueryCommandInput, behind = 0) {
  const { TableName, ExpressionAttributeNames: names, ExpressionAttributeValues: values } = query;
  if (query.KeyConditionExpression !== '#partition = :partition AND #sort BETWEEN :low AND :high')
    throw new Error('ValidationException: unknown key condition');
  if (query.IndexName !== undefined && query.ConsistentRead)
    throw new Error('ValidationException: an index is not consistent');
  const partition = names?.['#partition'] ?? '';
  const sort = names?.['#sort'] ?? '';
  const low = text(values?.[':low']);
  const high = text(values?.[':high']);
  if (low > high) throw new Error('ValidationException: BETWEEN needs an order');
  const place = (item: Attributes) => `${text(item[sort])}\n${nameOf(TableName, item)}`;
  const matching = rowsOf(TableName, query.IndexName === undefined ? 0 : behind)
    .filter((item) => item[partition]?.S === values?.[':partition']?.S && item[sort] !== undefined)
    .filter((item) => text(item[sort]) >= low && text(item[sort]) <= high)
    .toSorted((a, b) => (place(a) < place(b) ? -1 : 1));
  const ordered = query.ScanIndexForward ? matching : matching.toReversed();
  const start = query.ExclusiveStartKey && place(query.ExclusiveStartKey);
  const left = ordered.filter((item) => {
    return (
      start === undefined || (query.ScanIndexForward ? place(item) > start : place(item) < start)
    );
  });
  const page = left.slice(0, query.Limit ?? 1000);
  const last = page.at(-1);
  const Items = page.map((item) => shownTo(query, item));
  // Like the real one: a full page has a key to go on from, even when nothing is left.
  return Items.length === query.Limit && last
    ? { Items, LastEvaluatedKey: keysOf(TableName, query.IndexName, last) }
    : { Items };
}

function shownTo({ IndexName = '', TableName }: QueryCommandInput, item: Attributes): Attributes {
  const keysOnly = indexesOf(TableName)[IndexName]?.keysOnly === true;
  return keysOnly ? keysOf(TableName, IndexName, item) : item;
}

function keysOf(table: string | undefined, index: string | undefined, item: Attributes) {
  const of = index === undefined ? undefined : indexesOf(table)[index];
  const names = [rowOf(table), ...(of ? [of] : [])].flatMap((row) => [row.partition, row.sort]);
  return Object.fromEntries(
    names.flatMap((name) => (item[name] === undefined ? [] : [[name, item[name]]])),
  );
}
