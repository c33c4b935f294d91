/** What the simulated people and payers remember between two days: read once, stored when a day is over. */
import type { Records } from '../../shared/pipeline/ports.ts';
import type { Changes, Memory } from '../../shared/simulation/notebook.ts';
import { type Learned, readPages, writePage } from './run-state.ts';

/** What one of them remembers, by practice. */
export type Shelf<Row> = {
  readonly practices: () => Iterable<string>;
  of(practice: string): Promise<Memory<Row>>;
  /** Known at once in this run, stored with everybody's when the day is over. */
  learn(practice: string, changes: Changes<Row>): void;
};

/** What the day added to anybody's memory; stored all at once, when every file is written. */
export type ToStore = (() => Promise<void>)[];

type Remembered<Row> = { readonly rows: Map<string, Row>; pages: number };

/** A kill before the day is stored gives the same day again, because nobody has learned anything of it. */
export function openShelf<Row>(records: Records, name: string, toStore: ToStore): Shelf<Row> {
  const memories = new Map<string, Remembered<Row>>();
  const memoryOf = async (practice: string) => {
    const memory = memories.get(practice) ?? (await recall<Row>(records, `${name}#${practice}`));
    memories.set(practice, memory);
    return memory;
  };
  return {
    practices: () => memories.keys(),
    of: async (practice) => (await memoryOf(practice)).rows,
    learn: (practice, changes) => {
      const memory = memories.get(practice);
      if (memory === undefined) throw new Error('nobody learns before they remember');
      apply(memory.rows, [...changes]);
      for (const page of pagesOf([...changes])) {
        memory.pages += 1;
        const number = memory.pages;
        toStore.push(() => writePage(records, `${name}#${practice}`, number, page));
      }
    },
  };
}

/** An item holds 400 KB. */
const charactersPerPage = 100_000;

function pagesOf<Row>(learned: Learned<Row>): readonly Learned<Row>[] {
  const pages: (readonly [string, Row | null])[][] = [];
  let room = 0;
  for (const row of learned) {
    const size = JSON.stringify(row).length;
    if (size > room) {
      pages.push([]);
      room = charactersPerPage;
    }
    pages.at(-1)?.push(row);
    room -= size;
  }
  return pages;
}

async function recall<Row>(records: Records, shelf: string): Promise<Remembered<Row>> {
  const pages = await readPages<Row>(records, shelf);
  const rows = new Map<string, Row>();
  for (const page of pages) apply(rows, page);
  return { rows, pages: pages.length };
}

function apply<Row>(rows: Map<string, Row>, learned: Learned<Row>): void {
  for (const [id, row] of learned) {
    if (row === null) rows.delete(id);
    else rows.set(id, row);
  }
}
