/** How large DynamoDB counts an item: names and values by its published rules. */
import type { Json, JsonObject, Key } from '../../shared/pipeline/ports.ts';
import { type StoreName, stores } from '../../shared/pipeline/topology.ts';

export function itemBytes(store: StoreName, key: Key, item: JsonObject): number {
  const { partition, sort } = stores[store];
  const names = partition.length + sort.length;
  return names + key.partition.length + key.sort.length + objectBytes(item);
}

function objectBytes(object: JsonObject): number {
  return Object.entries(object).reduce(
    (sum, [name, value]) => sum + Buffer.byteLength(name) + valueBytes(value),
    0,
  );
}

function valueBytes(value: Json): number {
  if (value === null || typeof value === 'boolean') return 1;
  if (typeof value === 'string') return Buffer.byteLength(value);
  if (typeof value === 'number') return Math.ceil(String(value).length / 2) + 1;
  if (isList(value)) return value.reduce<number>((sum, one) => sum + 1 + valueBytes(one), 3);
  return 3 + Object.keys(value).length + objectBytes(value);
}

function isList(value: readonly Json[] | JsonObject): value is readonly Json[] {
  return Array.isArray(value);
}
