/** What an action objects to, given the stored item: the meaning that all adapters share. */
import type { Action, Cancellation, Item } from './ports.ts';

export function objectionTo(action: Action, found: Item | null): Cancellation {
  if (action.kind === 'remove' || action.when === 'any') return null;
  if (action.when === 'absent') return found === null ? null : 'exists';
  if (found === null) return 'missing';
  return found['version'] === action.when.version ? null : 'version';
}
