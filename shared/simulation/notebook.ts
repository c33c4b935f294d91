/** What somebody of the sample remembers between two days: small JSON rows, so that a runner stores only what changed. */
import type { CalendarDate } from '../values/dates.ts';

export type Memory<Row> = ReadonlyMap<string, Row>;

/** Rows to store, and null for rows to forget. */
export type Changes<Row> = ReadonlyMap<string, Row | null>;

/** The memory during one day: what was known, and what the day adds. */
export type Notebook<Row> = {
  get(key: string): Row | undefined;
  put(key: string, row: Row): void;
  forget(key: string): void;
  /** Rows due on or before the day, in the order of their keys; they are forgotten. */
  takeDue(today: CalendarDate): readonly Row[];
  readonly changes: Changes<Row>;
};

const due = 'due/';

/** A row under such a key waits for that day. */
export function dueKey(on: CalendarDate, ...names: readonly string[]): string {
  return `${due}${on}/${names.join('/')}`;
}

export function openNotebook<Row>(memory: Memory<Row>): Notebook<Row> {
  const changes = new Map<string, Row | null>();
  const get = (key: string) =>
    changes.has(key) ? (changes.get(key) ?? undefined) : memory.get(key);
  return {
    get,
    put: (key, row) => changes.set(key, row),
    forget: (key) => changes.set(key, null),
    takeDue: (today) => {
      const end = `${due}${today}/\uffff`;
      const keys = dueUntil(end, memory, changes);
      const rows = keys.flatMap((key) => get(key) ?? []);
      for (const key of keys) changes.set(key, null);
      return rows;
    },
    changes,
  };
}

function dueUntil(end: string, ...rows: readonly ReadonlyMap<string, unknown>[]): string[] {
  const keys = new Set<string>();
  for (const map of rows) {
    for (const key of map.keys()) if (key.startsWith(due) && key <= end) keys.add(key);
  }
  return [...keys].sort();
}

/** The memory of the next day. */
export function remember<Row>(memory: Memory<Row>, changes: Changes<Row>): Memory<Row> {
  const next = new Map(memory);
  for (const [key, row] of changes) {
    if (row === null) next.delete(key);
    else next.set(key, row);
  }
  return next;
}
