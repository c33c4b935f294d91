/** What an action objects to and what it leaves, given the stored item: the meaning that all adapters share. */
import type { Action, Cancellation, Item } from './ports.ts';

export function objectionTo(action: Action, found: Item | null): Cancellation {
  if (action.kind === 'add') return found === null ? 'missing' : null;
  if (action.kind === 'remove' || action.when === 'any') return null;
  if (action.when === 'absent') return found === null ? null : 'exists';
  if (found === null) return 'missing';
  return found['version'] === action.when.version ? null : 'version';
}

/** The item after the action; null when it is gone. */
export function itemAfter(action: Action, before: Item | null): Item | null {
  switch (action.kind) {
    case 'put':
      return action.item;
    case 'add':
      return before && withSums(before, action.amounts);
    case 'remove':
      return null;
  }
}

/** An attribute that the item lacks counts as 0. */
function withSums(item: Item, amounts: { readonly [attribute: string]: number }): Item {
  const sums = Object.entries(amounts).map(([attribute, amount]) => {
    const before = item[attribute] ?? 0;
    const sum = typeof before === 'number' ? before + amount : Number.NaN;
    if (!Number.isSafeInteger(sum)) throw new Error('add sums safe integers');
    return [attribute, sum];
  });
  return { ...item, ...Object.fromEntries(sums) };
}
