/** What leaves the database leaves after everything that led to it is durable: a kill must find the intent. */
import type { Files, Ports } from '../../shared/pipeline/ports.ts';
import type { State } from './state.ts';

export function filesAfter(state: State, files: Files): Files {
  return {
    ...files,
    write: async (...file) => {
      state.commitSoFar();
      return await files.write(...file);
    },
    begin: async (...file) => {
      state.commitSoFar();
      return await files.begin(...file);
    },
  };
}

/** On an open line much may leave, so each write is durable by itself until its message is done. */
export function remotesAfter(state: State, remotes: Ports['remotes']): Ports['remotes'] {
  return {
    ...remotes,
    open: async (...line) => {
      state.commit();
      return await remotes.open(...line);
    },
  };
}
