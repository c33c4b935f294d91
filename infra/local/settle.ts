/** The simulated clearinghouse and payers at the pipeline's two ends: they read what lies in outbound and answer into the inbox; then patients and the bank pay, and the denial desk decides. */
import { join } from 'node:path';
import type { Ports } from '../../shared/pipeline/ports.ts';
import {
  type AcknowledgmentAnswer,
  type ClearinghouseRow,
  type SimulatedClearinghouse,
  simulatedClearinghouse,
} from '../../shared/simulation/clearinghouse.ts';
import { sampleClinicOptions } from '../../shared/simulation/clinic-options.ts';
import {
  type DecisionsFile,
  type DenialDeskOptions,
  decideDenials,
  type Mail,
  readMail,
} from '../../shared/simulation/denial-desk.ts';
import type { DeskRow } from '../../shared/simulation/desk-memory.ts';
import type { PatientRow } from '../../shared/simulation/patient-memory.ts';
import {
  type PatientDeskOptions,
  type PaymentsFile,
  patientsPay,
} from '../../shared/simulation/patients-pay.ts';
import {
  type SentFile,
  type SimulatedPayers,
  simulatedPayers,
} from '../../shared/simulation/payer.ts';
import type { AnswerFile } from '../../shared/simulation/payer-mail.ts';
import type { MemoryRow } from '../../shared/simulation/payer-memory.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import { writeWhole } from './clinic-files.ts';
import { type Learned, memoryOf, remember } from './memories.ts';
import { newlySent, sendersOf } from './outbound-files.ts';

/** What comes in a day from outside, as keys of the inbox. */
export type Settle = {
  /** Before claims are sent: what the denial desk decided. */
  morning(today: CalendarDate): Promise<readonly string[]>;
  /** After that: answers, and what patients and the bank paid. */
  evening(today: CalendarDate): Promise<readonly string[]>;
};

/** What the clinic's people know of a claim's visit. */
export type People = Pick<PatientDeskOptions, 'visitOf'> & Pick<DenialDeskOptions, 'writtenOf'>;

type Office = {
  readonly clearinghouse: SimulatedClearinghouse;
  readonly clearinghouseMemories: Map<string, Map<string, ClearinghouseRow>>;
  readonly payers: SimulatedPayers;
  /** What the payers remember, by practice. */
  readonly memories: Map<string, Map<string, MemoryRow>>;
  readonly patients: PatientDeskOptions;
  readonly patientMemories: Map<string, Map<string, PatientRow>>;
  readonly denials: DenialDeskOptions;
  readonly deskMemories: Map<string, Map<string, DeskRow>>;
  /** Outbound files handed to them since the start; after a restart they know the bytes again. */
  readonly handed: Set<string>;
  readonly learned: Learned;
};

/** Stores everything of a work together, or nothing of it. */
export type Together = (work: () => Promise<void>) => Promise<void>;

export function openSettlement(
  ports: Ports,
  inbox: string,
  people: People,
  together: Together,
): Settle {
  const office: Office = {
    clearinghouse: simulatedClearinghouse(),
    clearinghouseMemories: new Map(),
    payers: simulatedPayers(),
    patients: { ...sampleClinicOptions, ...people },
    denials: { ...sampleClinicOptions, ...people },
    deskMemories: new Map(),
    memories: new Map(),
    patientMemories: new Map(),
    handed: new Set(),
    learned: [],
  };
  return {
    morning: async (today) => {
      const keys: string[] = [];
      for (const practice of await senders(ports, office)) {
        keys.push(...(await decide(ports, office, inbox, practice, today)));
      }
      return keys;
    },
    evening: async (today) => {
      const keys: string[] = [];
      const sent = await newlySent(ports.files, office.handed);
      for (const practice of new Set([...office.memories.keys(), ...sent.keys()])) {
        const files = sent.get(practice) ?? [];
        const taken = await acknowledge(ports, office, inbox, practice, files, today);
        keys.push(...taken.keys);
        keys.push(...(await answer(ports, office, inbox, practice, taken.passed, today)));
      }
      await together(async () => {
        for (const store of office.learned.splice(0)) await store();
      });
      return keys;
    },
  };
}

/** Practices that have sent anything; on the first morning of a run the outbound files tell. */
async function senders(ports: Ports, { memories }: Office): Promise<ReadonlySet<string>> {
  return memories.size > 0 ? new Set(memories.keys()) : sendersOf(ports.files);
}

/** What the clearinghouse says of the files, and the files that go on to the payers. */
async function acknowledge(
  ports: Ports,
  office: Office,
  inbox: string,
  practice: string,
  sent: readonly SentFile[],
  today: CalendarDate,
) {
  const shelf = `clearinghouse#${practice}`;
  const memory = await memoryOf(ports, office.clearinghouseMemories, practice, shelf);
  const { changes, files, passed } = office.clearinghouse.work(sent, today, memory);
  await hear(ports, office, practice, { remittances: [], acknowledgments: files }, today);
  const keys = await writeAll(inbox, practice, today, files);
  remember(ports, office.learned, shelf, memory, changes);
  return { keys, passed };
}

async function answer(
  ports: Ports,
  office: Office,
  inbox: string,
  practice: string,
  sent: readonly SentFile[],
  today: CalendarDate,
): Promise<readonly string[]> {
  const shelf = `payers#${practice}`;
  const memory = await memoryOf(ports, office.memories, practice, shelf);
  const { files, changes } = office.payers.answer(sent, today, memory);
  const remittances = files.map((file) => file.bytes);
  const paid = await pay(ports, office, inbox, practice, remittances, today);
  await hear(ports, office, practice, { remittances, acknowledgments: [] }, today);
  const keys = await writeAll(inbox, practice, today, files);
  remember(ports, office.learned, shelf, memory, changes);
  return [...keys, ...paid];
}

async function decide(
  ports: Ports,
  office: Office,
  inbox: string,
  practice: string,
  today: CalendarDate,
): Promise<readonly string[]> {
  const shelf = deskShelf(practice);
  const memory = await memoryOf(ports, office.deskMemories, practice, shelf);
  const { changes, files } = decideDenials(today, memory);
  const keys = await writeAll(inbox, practice, today, files);
  remember(ports, office.learned, shelf, memory, changes);
  return keys;
}

async function hear(
  ports: Ports,
  office: Office,
  practice: string,
  mail: Mail,
  today: CalendarDate,
): Promise<void> {
  const shelf = deskShelf(practice);
  const memory = await memoryOf(ports, office.deskMemories, practice, shelf);
  const { changes } = await readMail(office.denials, mail, today, memory);
  remember(ports, office.learned, shelf, memory, changes);
}

function deskShelf(practice: string): string {
  return `denials#${practice}`;
}

async function pay(
  ports: Ports,
  office: Office,
  inbox: string,
  practice: string,
  remittances: readonly Uint8Array[],
  today: CalendarDate,
): Promise<readonly string[]> {
  const shelf = `patients#${practice}`;
  const memory = await memoryOf(ports, office.patientMemories, practice, shelf);
  const { files, changes } = await patientsPay(office.patients, remittances, today, memory);
  const keys = await writeAll(inbox, practice, today, files);
  remember(ports, office.learned, shelf, memory, changes);
  return keys;
}

/** Answers the keys. */
async function writeAll(
  inbox: string,
  practice: string,
  today: CalendarDate,
  files: readonly (AcknowledgmentAnswer | AnswerFile | DecisionsFile | PaymentsFile)[],
): Promise<readonly string[]> {
  const keys = files.map((file) => `${practice}/${file.kind}/${today}/${file.name}`);
  for (const [index, file] of files.entries()) {
    await writeWhole(join(inbox, keys[index] ?? ''), file.bytes);
  }
  return keys;
}
