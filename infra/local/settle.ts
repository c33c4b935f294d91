/** The simulated payers at the pipeline's two ends: they read what lies in outbound and answer into the inbox. */
import { join } from 'node:path';
import type { Ports } from '../../shared/pipeline/ports.ts';
import {
  type SentFile,
  type SimulatedPayers,
  simulatedPayers,
} from '../../shared/simulation/payer.ts';
import type { MemoryRow } from '../../shared/simulation/payer-memory.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import { allKeys } from './arrivals.ts';
import { writeWhole } from './clinic-files.ts';
import { readMemory, writeMemory } from './run-state.ts';

/** What was answered today, as keys of the inbox. */
export type Settle = (today: CalendarDate) => Promise<readonly string[]>;

type Office = {
  readonly payers: SimulatedPayers;
  /** What the payers remember, by practice. */
  readonly memories: Map<string, Map<string, MemoryRow>>;
  /** Outbound files handed to them since the start; after a restart they know the bytes again. */
  readonly handed: Set<string>;
};

export function openSettlement(ports: Ports, inbox: string): Settle {
  const office: Office = {
    payers: simulatedPayers(),
    memories: new Map(),
    handed: new Set(),
  };
  return async (today) => {
    const keys: string[] = [];
    const sent = await newlySent(ports, office);
    for (const practice of new Set([...office.memories.keys(), ...sent.keys()])) {
      keys.push(...(await answer(ports, office, inbox, practice, sent.get(practice) ?? [], today)));
    }
    return keys;
  };
}

/** Outbound names begin with the practice: `<practice>-<date>-<number>.837`. */
async function newlySent(ports: Ports, office: Office): Promise<Map<string, SentFile[]>> {
  const sent = new Map<string, SentFile[]>();
  for (const key of await allKeys(ports.files, 'outbound')) {
    const name = key.split('/').at(-1) ?? '';
    const practice = /^(.*)-\d{4}-\d{2}-\d{2}-\d+\.837$/.exec(name)?.[1];
    if (practice === undefined || office.handed.has(key)) continue;
    const bytes = await ports.files.read('outbound', key);
    if (bytes) sent.set(practice, [...(sent.get(practice) ?? []), { name, bytes }]);
    office.handed.add(key);
  }
  return sent;
}

/** Files first, then what the payers remember: a kill in between gives the same files again. */
async function answer(
  ports: Ports,
  office: Office,
  inbox: string,
  practice: string,
  sent: readonly SentFile[],
  today: CalendarDate,
): Promise<readonly string[]> {
  const shelf = `payers#${practice}`;
  const memory =
    office.memories.get(practice) ?? (await readMemory<MemoryRow>(ports.records, shelf));
  office.memories.set(practice, memory);
  const { files, changes } = office.payers.answer(sent, today, memory);
  const keys = files.map((file) => `${practice}/remittances/${today}/${file.name}`);
  for (const [index, file] of files.entries()) {
    await writeWhole(join(inbox, keys[index] ?? ''), file.bytes);
  }
  await writeMemory(ports.records, shelf, changes);
  for (const [id, row] of changes) {
    if (row === null) memory.delete(id);
    else memory.set(id, row);
  }
  return keys;
}
