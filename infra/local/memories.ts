/** What the simulated people and payers remember between two days: read once, stored when a day is over. */
import type { Records } from '../../shared/pipeline/ports.ts';
import type { Changes, Memory } from '../../shared/simulation/notebook.ts';
import { readMemory, writeMemory } from './run-state.ts';

/** What one of them remembers, by practice. */
export type Shelf<Row> = {
  readonly practices: () => Iterable<string>;
  of(practice: string): Promise<Memory<Row>>;
  /** Known at once in this run, stored with everybody's when the day is over. */
  learn(practice: string, changes: Changes<Row>): void;
};

/** What the day added to anybody's memory; stored all at once, when every file is written. */
export type Learned = (() => Promise<void>)[];

/** A kill before the day is stored gives the same day again, because nobody has learned anything of it. */
export function openShelf<Row>(records: Records, name: string, learned: Learned): Shelf<Row> {
  const memories = new Map<string, Map<string, Row>>();
  const memoryOf = async (practice: string) => {
    const known = memories.get(practice);
    if (known !== undefined) return known;
    const read = await readMemory<Row>(records, `${name}#${practice}`);
    memories.set(practice, read);
    return read;
  };
  return {
    practices: () => memories.keys(),
    of: memoryOf,
    learn: (practice, changes) => {
      learned.push(() => writeMemory(records, `${name}#${practice}`, changes));
      const memory = memories.get(practice) ?? new Map<string, Row>();
      memories.set(practice, memory);
      for (const [id, row] of changes) {
        if (row === null) memory.delete(id);
        else memory.set(id, row);
      }
    },
  };
}
