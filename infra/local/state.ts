/** The laptop's state: one SQLite database for records and queues, so that both commit together. */
import type { Records } from '../../shared/pipeline/ports.ts';
import { openDatabase } from './database.ts';
import { type LocalQueues, sqliteQueues } from './queues-sqlite.ts';
import { sqliteRecords } from './records-sqlite.ts';

export type State = {
  readonly records: Records;
  readonly queues: LocalQueues;
  /**
   * Between `begin` and `commit` nothing is durable; then everything is, at once. Only for steps
   * whose effects all lie in this database: bytes that left it cannot be rolled back with it.
   */
  begin(): void;
  commit(): void;
  close(): void;
};

/** Opens or makes the state at `path`; `:memory:` keeps nothing. */
export function openState(path: string): State {
  const database = openDatabase(path);
  return {
    records: sqliteRecords(database),
    queues: sqliteQueues(database),
    begin: database.begin,
    commit: database.commit,
    close: () => database.close(),
  };
}
