/** An action in DynamoDB's words. */
import { PutItemCommand, type TransactWriteItem } from '@aws-sdk/client-dynamodb';
import type { Action } from '../../shared/pipeline/ports.ts';
import { type StoreName, stores } from '../../shared/pipeline/topology.ts';
import { attributeName, itemAttributes, keyAttributes } from './attributes.ts';

type TableOf = (store: StoreName) => string;

export function transactItem(tableOf: TableOf, action: Action): TransactWriteItem {
  switch (action.kind) {
    case 'put':
      return { Put: putRequest(tableOf, action) };
    case 'remove':
      return { Delete: removeRequest(tableOf, action) };
  }
}

/** The put that needs no transaction; null for any other action. */
export function lonePut(tableOf: TableOf, action: Action): PutItemCommand | null {
  if (action.kind !== 'put' || typeof action.when === 'object') return null;
  return new PutItemCommand(putRequest(tableOf, action));
}

function putRequest(tableOf: TableOf, action: Action & { kind: 'put' }) {
  const { store, key, item, when } = action;
  const request = { TableName: tableOf(store), Item: itemAttributes(store, key, item) };
  if (when === 'any') return request;
  if (when === 'absent') return { ...request, ...ifAbsent(store) };
  return {
    ...request,
    ConditionExpression: '#version = :version',
    ExpressionAttributeNames: { '#version': attributeName(store, 'version') },
    ExpressionAttributeValues: { ':version': { N: String(when.version) } },
    // Tells a missing item from one of another version.
    ReturnValuesOnConditionCheckFailure: 'ALL_OLD' as const,
  };
}

function removeRequest(tableOf: TableOf, { store, key }: Action & { kind: 'remove' }) {
  return { TableName: tableOf(store), Key: keyAttributes(store, key) };
}

function ifAbsent(store: StoreName) {
  return {
    ConditionExpression: 'attribute_not_exists(#key)',
    ExpressionAttributeNames: { '#key': stores[store].partition },
  };
}
