/** What the simulated people and payers remember between two days: read once, stored when a day is over. */
import type { Ports } from '../../shared/pipeline/ports.ts';
import { readMemory, writeMemory } from './run-state.ts';

/** What the day added to anybody's memory; stored all at once, when every file is written. */
export type Learned = (() => Promise<void>)[];

/** What somebody remembers of a practice, read once a run. */
export async function memoryOf<Row>(
  ports: Ports,
  memories: Map<string, Map<string, Row>>,
  practice: string,
  shelf: string,
): Promise<Map<string, Row>> {
  const memory = memories.get(practice) ?? (await readMemory<Row>(ports.records, shelf));
  memories.set(practice, memory);
  return memory;
}

/** A kill before the day is stored gives the same day again, because nobody has learned anything of it. */
export function remember<Row>(
  ports: Ports,
  learned: Learned,
  shelf: string,
  memory: Map<string, Row>,
  changes: ReadonlyMap<string, Row | null>,
): void {
  learned.push(() => writeMemory(ports.records, shelf, changes));
  for (const [id, row] of changes) {
    if (row === null) memory.delete(id);
    else memory.set(id, row);
  }
}
