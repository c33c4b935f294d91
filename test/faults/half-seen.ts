/**
 * Transactions as queries see them: while one is written, a query reads some of its items as they are
 * and some as they were. A get, and another transaction, see all of it or nothing.
 */
import type { Action, Item, Key, Page, Query, Records } from '../../shared/pipeline/ports.ts';
import type { Scheduler } from './scheduler.ts';

type Before = ReadonlyMap<string, Item | null>;

/** What queries do not see yet, by store and key. */
export type Veil = Map<string, Item | null>;

/** So many calls of others a transaction may take to be seen whole. */
const longest = 4;

export async function halfSeen(
  { chance, turn }: Scheduler,
  veil: Veil,
  records: Records,
  actions: readonly Action[],
) {
  const hidden = actions.filter((action) => action.kind === 'put' && chance() < 0.5);
  const before: Before = new Map(
    await Promise.all(
      hidden.map(
        async ({ store, key }) => [nameOf(store, key), await records.get(store, key)] as const,
      ),
    ),
  );
  const answer = await records.transact(actions);
  if (!answer.done) return answer;
  for (const [name, item] of before) if (!veil.has(name)) veil.set(name, item);
  for (let left = 1 + Math.floor(chance() * longest); left > 0; left -= 1) await turn();
  for (const name of before.keys()) veil.delete(name);
  return answer;
}

/** A page as it is read meanwhile; an index is stale anyway. */
export function behindVeil(veil: Veil, { index, store }: Query, page: Page): Page {
  if (veil.size === 0 || index !== undefined) return page;
  const rows = page.rows.flatMap((row) => {
    const before = veil.get(nameOf(store, row.key));
    if (before === undefined) return [row];
    return before === null ? [] : [{ ...row, item: before }];
  });
  return { ...page, rows };
}

function nameOf(store: string, { partition, sort }: Key): string {
  return `${store}\n${partition}\n${sort}`;
}
