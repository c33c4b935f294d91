/** Records in DynamoDB: a table a store. An answer that got lost throws; the step is then run again. */
import {
  ConditionalCheckFailedException,
  type DynamoDBClient,
  GetItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import type {
  Action,
  Cancellation,
  Page,
  Query,
  Records,
  Transacted,
} from '../../shared/pipeline/ports.ts';
import { checkActions, checkKey, indexRow, sortRange } from '../../shared/pipeline/record-rules.ts';
import { type StoreName, stores } from '../../shared/pipeline/topology.ts';
import { keyAttributes, storedOf } from './attributes.ts';
import { nameOf, type Pause, retried } from './pause.ts';
import { lonePut, transactItem } from './write-requests.ts';

export function dynamoRecords(
  client: DynamoDBClient,
  tableOf: (store: StoreName) => string,
  pause: Pause,
): Records {
  return {
    get: async (store, key) => {
      checkKey(key);
      const request = { TableName: tableOf(store), Key: keyAttributes(store, key) };
      const command = new GetItemCommand({ ...request, ConsistentRead: true });
      const { Item } = await retried(pause, isThrottle, () => client.send(command));
      return Item === undefined ? null : storedOf(store, Item).item;
    },
    query: (query) => retried(pause, isThrottle, () => queryPage(client, tableOf, query)),
    transact: async (actions) => {
      checkActions(actions);
      if (actions.length === 0) return { done: true };
      return retried(pause, isThrottle, () => writeAll(client, tableOf, actions));
    },
  };
}

async function queryPage(
  client: DynamoDBClient,
  tableOf: (store: StoreName) => string,
  query: Query,
): Promise<Page> {
  const { store, index, limit, cursor } = query;
  const names = index === undefined ? stores[store] : indexRow(store, index);
  const { low, high } = sortRange(query);
  if (low > high) return { rows: [], cursor: null };
  const { Items = [], LastEvaluatedKey } = await client.send(
    new QueryCommand({
      TableName: tableOf(store),
      KeyConditionExpression: '#partition = :partition AND #sort BETWEEN :low AND :high',
      ExpressionAttributeNames: { '#partition': names.partition, '#sort': names.sort },
      ExpressionAttributeValues: {
        ':partition': { S: query.partition },
        ':low': { S: low },
        ':high': { S: high },
      },
      ScanIndexForward: !query.descending,
      ...(index === undefined ? { ConsistentRead: true } : { IndexName: index }),
      ...(limit !== undefined && { Limit: limit }),
      ...(cursor !== undefined && { ExclusiveStartKey: JSON.parse(cursor) }),
    }),
  );
  return {
    rows: Items.map((attributes) => storedOf(store, attributes)),
    cursor: LastEvaluatedKey === undefined ? null : JSON.stringify(LastEvaluatedKey),
  };
}

/**
 * A put alone costs half when it is no transaction. Sums and versions always travel in one: its token
 * keeps the SDK's own second try from adding twice or from losing against the first.
 */
async function writeAll(
  client: DynamoDBClient,
  tableOf: (store: StoreName) => string,
  actions: readonly Action[],
): Promise<Transacted> {
  const [first, ...others] = actions;
  const lone = first && others.length === 0 ? lonePut(tableOf, first) : null;
  const items = actions.map((action) => transactItem(tableOf, action));
  try {
    if (lone) await client.send(lone);
    else await client.send(new TransactWriteItemsCommand({ TransactItems: items }));
    return { done: true };
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException)
      return { done: false, reasons: ['exists'] };
    if (error instanceof TransactionCanceledException) return cancelled(actions, error);
    throw error;
  }
}

/** A condition that failed is final, whatever else stood in the way; all the rest is thrown. */
function cancelled(actions: readonly Action[], error: TransactionCanceledException): Transacted {
  const reasons = error.CancellationReasons ?? [];
  if (!reasons.some((reason) => reason.Code === 'ConditionalCheckFailed')) throw error;
  return {
    done: false,
    reasons: actions.map((action, n): Cancellation => {
      const reason = reasons[n];
      if (reason?.Code !== 'ConditionalCheckFailed') return null;
      return objection(action, reason.Item !== undefined);
    }),
  };
}

function objection(action: Action, found: boolean): Cancellation {
  if (action.kind === 'put' && action.when === 'absent') return 'exists';
  return found ? 'version' : 'missing';
}

const passing = new Set([
  'TransactionConflict',
  'TransactionConflictException',
  'TransactionInProgressException',
  'ThrottlingError',
  'ThrottlingException',
  'ProvisionedThroughputExceeded',
  'ProvisionedThroughputExceededException',
  'RequestLimitExceeded',
]);

/** A conflict or a throttle passes; a transaction passes when nothing else stood in its way. */
function isThrottle(error: unknown): boolean {
  if (!(error instanceof TransactionCanceledException)) return passing.has(nameOf(error));
  const codes = (error.CancellationReasons ?? []).map((reason) => reason.Code ?? 'None');
  const objections = codes.filter((code) => code !== 'None');
  return objections.length > 0 && objections.every((code) => passing.has(code));
}
