/** JSON as DynamoDB's attribute values and back; an item's attributes lie at the top level beside its key. */
import type { AttributeValue } from '@aws-sdk/client-dynamodb';
import type { Item, Json, JsonObject, Key, Stored } from '../../shared/pipeline/ports.ts';
import { type StoreName, stores } from '../../shared/pipeline/topology.ts';

export type Attributes = Record<string, AttributeValue>;

export function keyAttributes(store: StoreName, key: Key): Attributes {
  const row = stores[store];
  return { [row.partition]: { S: key.partition }, [row.sort]: { S: key.sort } };
}

export function itemAttributes(store: StoreName, key: Key, item: Item): Attributes {
  const entries = Object.entries(item).map(([name, value]) => {
    return [attributeName(store, name), toAttribute(value)];
  });
  return { ...Object.fromEntries(entries), ...keyAttributes(store, key) };
}

export function storedOf(store: StoreName, attributes: Attributes): Stored {
  const { partition, sort } = stores[store];
  const entries = Object.entries(attributes)
    .filter(([name]) => name !== partition && name !== sort)
    .map(([name, value]) => [itemName(store, name), fromAttribute(value)]);
  const key = { partition: textOf(attributes[partition]), sort: textOf(attributes[sort]) };
  return { key, item: Object.fromEntries(entries) };
}

/** An item's own field may be named like a part of the key; in the table it then ends in `_`. */
export function attributeName(store: StoreName, name: string): string {
  const { partition, sort } = stores[store];
  return name === partition || name === sort ? `${name}_` : name;
}

function itemName(store: StoreName, attribute: string): string {
  const { partition, sort } = stores[store];
  return attribute === `${partition}_` || attribute === `${sort}_`
    ? attribute.slice(0, -1)
    : attribute;
}

function textOf(value: AttributeValue | undefined): string {
  if (value?.S === undefined) throw new Error('a key is text');
  return value.S;
}

function toAttribute(value: Json): AttributeValue {
  if (value === null) return { NULL: true };
  if (typeof value === 'string') return { S: value };
  if (typeof value === 'boolean') return { BOOL: value };
  if (typeof value === 'number') return { N: numberText(value) };
  if (isList(value)) return { L: value.map(toAttribute) };
  return { M: mapValues(value) };
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}

function mapValues(object: JsonObject): Attributes {
  const entries = Object.entries(object).map(([name, value]) => [name, toAttribute(value)]);
  return Object.fromEntries(entries);
}

function numberText(value: number): string {
  if (!Number.isFinite(value)) throw new Error('a number is finite');
  return String(value);
}

function fromAttribute(value: AttributeValue): Json {
  if (value.S !== undefined) return value.S;
  if (value.N !== undefined) return safeNumber(value.N);
  if (value.BOOL !== undefined) return value.BOOL;
  if (value.NULL !== undefined) return null;
  if (value.L !== undefined) return value.L.map(fromAttribute);
  if (value.M !== undefined) return plainObject(value.M);
  throw new Error('an attribute of a type that JSON lacks');
}

function plainObject(attributes: Attributes): JsonObject {
  const entries = Object.entries(attributes).map(([name, value]) => [name, fromAttribute(value)]);
  return Object.fromEntries(entries);
}

/** DynamoDB keeps 38 digits; sums that left the safe integers would be read wrongly. */
function safeNumber(text: string): number {
  const value = Number(text);
  if (Number.isInteger(value) && !Number.isSafeInteger(value))
    throw new Error('a number left the safe integers');
  return value;
}
