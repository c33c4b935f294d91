/** What the sample's denial desk remembers between two days, as small JSON rows. */
import type { CalendarDate } from '../values/dates.ts';
import type { Decision } from './decisions.ts';

export type DeskRow =
  /** A payment that was read: its copies tell nothing new. */
  | { readonly kind: 'seen' }
  /** How often the desk has taken up a claim. */
  | { readonly kind: 'tries'; readonly count: number }
  /** What will be decided on a coming day. */
  | { readonly kind: 'due'; readonly decided: Decision };

export type DeskMemory = ReadonlyMap<string, DeskRow>;

export type DeskNotebook = {
  get(key: string): DeskRow | undefined;
  put(key: string, row: DeskRow): void;
  /** Decisions due on or before the day, in the order of their keys; they are forgotten. */
  takeDue(today: CalendarDate): readonly Decision[];
  readonly changes: ReadonlyMap<string, DeskRow | null>;
};

export function openDeskNotebook(memory: DeskMemory): DeskNotebook {
  const changes = new Map<string, DeskRow | null>();
  const get = (key: string) =>
    changes.has(key) ? (changes.get(key) ?? undefined) : memory.get(key);
  return {
    get,
    put: (key, row) => changes.set(key, row),
    takeDue: (today) => {
      const end = `due/${today}/\uffff`;
      const due = [...memory.keys()].filter((key) => key.startsWith('due/') && key <= end).sort();
      const rows = due.map(get).flatMap((row) => (row?.kind === 'due' ? [row.decided] : []));
      for (const key of due) changes.set(key, null);
      return rows.map((row) => ({ ...row, decided_on: today }));
    },
    changes,
  };
}
