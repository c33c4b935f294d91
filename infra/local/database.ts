/** One SQLite connection with its prepared statements; it survives a killed process, not a lost disk. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export type Database = {
  run(sql: string): void;
  /** Prepared once, then kept. */
  statement(sql: string): StatementSync;
  /** All of a change or nothing, alone or inside a begun transaction. */
  atomically<T>(change: () => T): T;
  close(): void;
};

/** A commit reaches the system's cache; a checkpoint each 32 MB keeps random keys from being written twice. */
const settings = `PRAGMA page_size = 8192; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 4000; PRAGMA cache_size = -131072`;

/** Opens or makes the database at `path`; `:memory:` keeps nothing. */
export function openDatabase(path: string): Database {
  const connection = new DatabaseSync(path, { timeout: 10_000 });
  connection.exec(settings);
  const statements = new Map<string, StatementSync>();
  const statement = (sql: string) => {
    const prepared = statements.get(sql) ?? connection.prepare(sql);
    statements.set(sql, prepared);
    return prepared;
  };
  const run = (sql: string) => void statement(sql).run();
  return {
    run,
    statement,
    atomically: (change) => {
      const marks = connection.isTransaction ? inside : alone;
      run(marks.begin);
      try {
        const result = change();
        run(marks.end);
        return result;
      } catch (bug) {
        for (const undo of marks.undo) run(undo);
        throw bug;
      }
    },
    close: () => connection.close(),
  };
}

const alone = { begin: 'BEGIN IMMEDIATE', end: 'COMMIT', undo: ['ROLLBACK'] };
const inside = {
  begin: 'SAVEPOINT change',
  end: 'RELEASE change',
  undo: ['ROLLBACK TO change', 'RELEASE change'],
};
