/** One SQLite connection with its prepared statements; it survives a killed process, not a lost disk. */
import { DatabaseSync, type StatementSync } from 'node:sqlite';

export type Database = {
  run(sql: string): void;
  /** Prepared once, then kept. */
  statement(sql: string): StatementSync;
  /**
   * The same for queries of a kind, whose SQL is made once. Rows are lists of values: an object with names
   * costs as much again as its row.
   */
  lists(kind: string, sqlOf: () => string): StatementSync;
  /** Looks, then writes what `look` answers: all of it or nothing, alone or as a part of what was begun. */
  atomically<T>(look: () => () => T): T;
  /** Changes from here to `commit` become durable together. */
  begin(): void;
  /** Throws, and keeps nothing since `begin`, when a write in between broke off half way. */
  commit(): void;
  /** Whether something was begun and is not committed. */
  isBegun(): boolean;
  close(): void;
};

/** A commit reaches the system's cache. Keys are random, so small pages and a rare checkpoint (128 MB) write least. */
const settings = `PRAGMA page_size = 4096; PRAGMA journal_mode = WAL; PRAGMA synchronous = NORMAL;
  PRAGMA wal_autocheckpoint = 32000; PRAGMA cache_size = -65536`;

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
  const listing = new Map<string, StatementSync>();
  const lists = (kind: string, sqlOf: () => string) => {
    const known = listing.get(kind);
    if (known !== undefined) return known;
    const prepared = connection.prepare(sqlOf());
    prepared.setReturnArrays(true);
    listing.set(kind, prepared);
    return prepared;
  };
  const run = (sql: string) => void statement(sql).run();
  let broken = false;
  const begin = () => run('BEGIN IMMEDIATE');
  const commit = () => {
    run(broken ? 'ROLLBACK' : 'COMMIT');
    if (broken) throw new Error('a write broke off half way; its batch is rolled back');
  };
  /** A savepoint each time would copy every page that is touched, so a broken write costs its batch. */
  const asPart = <T>(look: () => () => T): T => {
    const write = look();
    try {
      return write();
    } catch (bug) {
      broken = true;
      throw bug;
    }
  };
  const alone = <T>(look: () => () => T): T => {
    begin();
    try {
      const result = look()();
      run('COMMIT');
      return result;
    } catch (bug) {
      run('ROLLBACK');
      throw bug;
    }
  };
  return {
    run,
    statement,
    lists,
    atomically: (look) => (connection.isTransaction ? asPart(look) : alone(look)),
    begin,
    commit,
    isBegun: () => connection.isTransaction,
    close: () => connection.close(),
  };
}
