/** A day of the ledger has 32 shards, most of them empty: those are not asked for, which spares a life half of its calls. */
import type { Action, Query } from '../../shared/pipeline/ports.ts';
import { stores } from '../../shared/pipeline/topology.ts';

/** In which something was written. */
export type Shards = Set<string>;

const { partition } = stores.ledger.indexes.byBookDate;

export function noteShards(shards: Shards, actions: readonly Action[]): void {
  for (const action of actions) {
    if (action.kind === 'put' && action.store === 'ledger')
      shards.add(String(action.item[partition]));
  }
}

export function isEmptyShard(shards: Shards, query: Query): boolean {
  return query.index === 'byBookDate' && !shards.has(query.partition);
}
