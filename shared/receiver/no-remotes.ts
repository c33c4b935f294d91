/** For a worker that reaches nobody over a network. */
import type { Remotes } from './remote.ts';

export const noRemotes: Remotes = {
  open: async () => 'secret-missing',
  wait: async () => undefined,
};
