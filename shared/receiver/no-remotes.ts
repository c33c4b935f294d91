/** For a worker that reaches nobody over a network. */
import type { Remotes } from './remote.ts';

export const noRemotes: Remotes = { open: async () => null, wait: async () => undefined };
