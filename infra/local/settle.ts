/** The simulated clearinghouse and payers at the pipeline's two ends: they read what lies in outbound and answer into the inbox; then patients and the bank pay. In the morning the clinic's billers work their queues. */
import { join } from 'node:path';
import type { Ports } from '../../shared/pipeline/ports.ts';
import {
  type ClearinghouseRow,
  simulatedClearinghouse,
} from '../../shared/simulation/clearinghouse.ts';
import type { ClinicOptions } from '../../shared/simulation/clinic-options.ts';
import type { DeskRow } from '../../shared/simulation/desk-memory.ts';
import {
  correctAppointments,
  type FrontDeskOptions,
  type FrontDeskRow,
  readCoverage,
} from '../../shared/simulation/front-desk.ts';
import { type Market, sampleMarket } from '../../shared/simulation/market.ts';
import type { Changes, Memory } from '../../shared/simulation/notebook.ts';
import { openMarket } from '../../shared/simulation/open-market.ts';
import type { PatientRow } from '../../shared/simulation/patient-memory.ts';
import { type PatientDeskOptions, patientsPay } from '../../shared/simulation/patients-pay.ts';
import { type SentFile, simulatedPayers } from '../../shared/simulation/payer.ts';
import type { MemoryRow } from '../../shared/simulation/payer-memory.ts';
import { type WorkDeskOptions, workQueues } from '../../shared/simulation/work-desk.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import { writeBytes } from './files-folder.ts';
import { openShelf, type Shelf, type ToStore } from './memories.ts';
import { openWorkOf } from './open-work.ts';
import { newlySent, sendersOf } from './outbound-files.ts';

/** What comes in a day from outside, as keys of the inbox. */
export type Settle = {
  /** Once before the first day: what the front desk remembers. */
  recall(): Promise<void>;
  /** Before anything else of the day: what the front desk put right, and what the billers decided. */
  morning(today: CalendarDate): Promise<readonly string[]>;
  /** After that: answers, and what patients and the bank paid. */
  evening(today: CalendarDate): Promise<readonly string[]>;
};

/** What the clinic's people know of a claim's or an appointment's visit. */
type People = Pick<PatientDeskOptions, 'visitOf'> &
  Pick<WorkDeskOptions, 'writtenOf'> &
  Pick<FrontDeskOptions, 'appointmentOf'>;

type Outside = {
  readonly inbox: string;
  readonly clinic: ClinicOptions;
  /** Null where the claims are of no sample clinic: then payers take whoever is named. */
  readonly people: People | null;
  /** What the front desk had put right, and since when; kept as it was when a run is taken up again. */
  readonly mended: Map<string, CalendarDate>;
};

export function openSettlement(ports: Ports, outside: Outside): Settle {
  const office = openOffice(ports, outside);
  return {
    recall: async () => notice(outside, await office.frontDesk.of(outside.clinic.practice)),
    morning: async (today) => {
      const keys: string[] = [];
      for (const practice of await senders(ports, office)) {
        const again = await turn(office, office.frontDesk, practice, today, (memory) =>
          correctAppointments(office.desk, today, memory),
        );
        keys.push(...again.keys);
        keys.push(...(await work(ports, office, practice, today)));
      }
      await store(office);
      return keys;
    },
    evening: async (today) => {
      const keys: string[] = [];
      const sent = await newlySent(ports, office.handed, today);
      for (const practice of new Set([...office.payers.practices(), ...sent.keys()])) {
        keys.push(...(await answers(office, practice, sent.get(practice) ?? [], today)));
      }
      await store(office);
      return keys;
    },
  };
}

/** In one commit with the rest of the day, or at least all of it together. */
async function store({ toStore }: Office): Promise<void> {
  for (const one of toStore.splice(0)) await one();
}

/** Nobody works where the claims are of no sample clinic. */
async function work(ports: Ports, office: Office, practice: string, today: CalendarDate) {
  if (office.outside.people === null) return [];
  const open = await openWorkOf(ports, practice);
  const worked = await turn(office, office.billers, practice, today, (memory) =>
    workQueues(office.desk, today, open, memory),
  );
  return worked.keys;
}

type Office = ReturnType<typeof openOffice>;

function openOffice({ records }: Ports, outside: Outside) {
  const { clinic, inbox, people } = outside;
  const toStore: ToStore = [];
  const nobody: People = {
    visitOf: () => null,
    writtenOf: () => null,
    appointmentOf: () => null,
  };
  const market: Market = people === null ? openMarket(clinic.seed) : sampleMarket(clinic);
  return {
    inbox,
    toStore,
    /** Outbound files handed out since the start; after a restart they know the bytes again. */
    handed: new Set<string>(),
    house: simulatedClearinghouse({ seed: clinic.seed, market }),
    plans: simulatedPayers({ seed: clinic.seed, market }),
    desk: { ...clinic, ...(people ?? nobody) },
    clearinghouse: openShelf<ClearinghouseRow>(records, 'clearinghouse', toStore),
    payers: openShelf<MemoryRow>(records, 'payers', toStore),
    patients: openShelf<PatientRow>(records, 'patients', toStore),
    billers: openShelf<DeskRow>(records, 'billers', toStore),
    frontDesk: openShelf<FrontDeskRow>(records, 'front-desk', toStore),
    outside,
  };
}

/** Practices that have sent anything; on the first morning of a run the outbound files tell. */
async function senders(ports: Ports, { payers }: Office): Promise<ReadonlySet<string>> {
  const known = new Set(payers.practices());
  return known.size > 0 ? known : sendersOf(ports.files);
}

/** Everybody hears on the day what came on it. */
async function answers(
  office: Office,
  practice: string,
  sent: readonly SentFile[],
  today: CalendarDate,
): Promise<readonly string[]> {
  const { clearinghouse, desk, patients, payers } = office;
  const house = await turn(office, clearinghouse, practice, today, (memory) =>
    office.house.work(sent, today, memory),
  );
  const mail = await turn(office, payers, practice, today, (memory) =>
    office.plans.answer(house.passed, today, memory),
  );
  const letters = [...house.files, ...mail.files];
  const remittances = bytesOf(letters, 'remittances');
  const told = await turn(office, office.frontDesk, practice, today, (memory) =>
    readCoverage(desk, bytesOf(letters, 'eligibility'), today, memory),
  );
  notice(office.outside, told.changes);
  const paid = await turn(office, patients, practice, today, (memory) =>
    patientsPay(desk, remittances, today, memory),
  );
  return [house, mail, paid].flatMap(({ keys }) => keys);
}

function bytesOf(files: readonly Written[], kind: string): readonly Uint8Array[] {
  return files.filter((file) => file.kind === kind).map((file) => file.bytes);
}

function notice({ mended }: Outside, rows: Iterable<[string, FrontDeskRow | null]>): void {
  for (const [encounter, row] of rows) if (row?.kind === 'mended') mended.set(encounter, row.on);
}

type Written = { readonly kind: string; readonly name: string; readonly bytes: Uint8Array };
type Day<Row> = { readonly files: readonly Written[]; readonly changes: Changes<Row> };

/** One of them works with what it remembers; its files are in the inbox before it remembers the day. */
async function turn<Row, Worked extends Day<Row>>(
  { inbox }: Office,
  shelf: Shelf<Row>,
  practice: string,
  today: CalendarDate,
  work: (memory: Memory<Row>) => Worked | Promise<Worked>,
): Promise<Worked & { readonly keys: readonly string[] }> {
  const worked = await work(await shelf.of(practice));
  const keys: string[] = [];
  for (const { bytes, kind, name } of worked.files) {
    const key = `${practice}/${kind}/${today}/${name}`;
    writeBytes(join(inbox, key), bytes, 'any');
    keys.push(key);
  }
  shelf.learn(practice, worked.changes);
  return { ...worked, keys };
}
