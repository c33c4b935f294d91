/** The laptop's state: one SQLite database for records and queues, so that both commit together. */
import { existsSync } from 'node:fs';
import { DatabaseSync } from 'node:sqlite';
import type { Records } from '../../shared/pipeline/ports.ts';
import { openDatabase } from './database.ts';
import { type LocalQueues, sqliteQueues } from './queues-sqlite.ts';
import { sqliteRecords } from './records-sqlite.ts';

export type State = {
  readonly records: Records;
  readonly queues: LocalQueues;
  /** Between `begin` and `commit` nothing is durable; then everything is, at once. Nothing to do when it is begun. */
  begin(): void;
  /** Nothing to do when nothing was begun; until the next `begin` each write is durable by itself. */
  commit(): void;
  /** Before bytes leave the database: they cannot be rolled back with it. What follows belongs together again. */
  commitSoFar(): void;
  close(): void;
};

/** Raised with what items and their keys mean; the inbox makes a state anew, so none is carried over. */
const form = 3;

/** Whether another version of the program made the state at `path`. */
export function isOfAnotherForm(path: string): boolean {
  if (!existsSync(path)) return false;
  const connection = new DatabaseSync(path, { timeout: 10_000 });
  try {
    const made = connection.prepare('SELECT count(*) AS tables FROM sqlite_master').get();
    const version = connection.prepare('PRAGMA user_version').get();
    return made?.['tables'] !== 0 && version?.['user_version'] !== form;
  } finally {
    connection.close();
  }
}

/** Opens or makes the state at `path`; `:memory:` keeps nothing. */
export function openState(path: string): State {
  const database = openDatabase(path);
  const version = database.statement('PRAGMA user_version').get();
  if (version?.['user_version'] !== form) database.run(`PRAGMA user_version = ${form}`);
  const commit = () => {
    if (database.isBegun()) database.commit();
  };
  const begin = () => {
    if (!database.isBegun()) database.begin();
  };
  return {
    records: sqliteRecords(database),
    queues: sqliteQueues(database),
    begin,
    commit,
    commitSoFar: () => {
      if (!database.isBegun()) return;
      database.commit();
      database.begin();
    },
    close: () => database.close(),
  };
}
