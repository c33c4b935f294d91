/**
 * The simulated clearinghouse: it reads the bytes of the 837s that were really sent, answers with TA1,
 * 999 and 277CA, hands on what it takes, and brings the answers of the payers' front doors.
 */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { sha256 } from '../values/ids.ts';
import { chanceOf } from './chance.ts';
import type { Door } from './claim-edits.ts';
import {
  type ClaimAnswer,
  claimsAnswer,
  clearinghouseName,
  type Inspected,
  type Inspection,
  inspect,
  structureAnswer,
} from './clearinghouse-desk.ts';
import { sampleClinicOptions } from './clinic-options.ts';
import { stemOf } from './inquiries.ts';
import { type Market, type SampleMarket, sampleMarket } from './market.ts';
import type { SentFile } from './payer.ts';
import { fileWord } from './payer-mail.ts';
import { weekdayFrom } from './working-days.ts';

export type AcknowledgmentAnswer = {
  readonly kind: 'acknowledgments';
  readonly name: string;
  readonly bytes: Uint8Array;
};

/** A file whose bytes were read, or an answer that is written and waits for its day. */
export type ClearinghouseRow =
  | { readonly kind: 'file' }
  | { readonly kind: 'due'; readonly name: string; readonly text: string };

type ClearinghouseMemory = ReadonlyMap<string, ClearinghouseRow>;

type ClearinghouseDay = {
  readonly files: readonly AcknowledgmentAnswer[];
  /** The files for the payers, with whom it turned away. */
  readonly passed: readonly SentFile[];
  /** Rows to store, and null for rows to forget. */
  readonly changes: ReadonlyMap<string, ClearinghouseRow | null>;
};

export type SimulatedClearinghouse = {
  /** Deliver the files, then store `changes`: until then the same day again gives the same. */
  work(
    sent: readonly SentFile[],
    today: CalendarDate,
    memory: ClearinghouseMemory,
  ): ClearinghouseDay;
};

export function simulatedClearinghouse(
  changes: Partial<SampleMarket> & { readonly market?: Market } = {},
): SimulatedClearinghouse {
  const options = { ...sampleClinicOptions, ...changes };
  const door = { seed: options.seed, market: options.market ?? sampleMarket(options) };
  return {
    work: (sent, today, memory) => {
      const changes = new Map<string, ClearinghouseRow | null>();
      for (const file of sent) read(door, file, today, memory, changes);
      const files = takeDue(memory, changes, today);
      return { files, passed: sent.map((file) => passOn(door, file)), changes };
    },
  };
}

function passOn(door: Door, file: SentFile): SentFile {
  return { ...file, turnedAway: () => turnedAway(inspect(file.bytes, door)) };
}

function turnedAway({ claims, refused }: Inspection): ReadonlySet<string> {
  const away = claims.filter((row) => row.edit !== null || row.doorEdit !== null);
  const all = [...away.map((row) => row.claim), ...refused];
  return new Set(all.map((claim) => claim.patientControlNumber));
}

type Changes = Map<string, ClearinghouseRow | null>;

function read(
  door: Door,
  file: SentFile,
  today: CalendarDate,
  memory: ClearinghouseMemory,
  changes: Changes,
): void {
  const key = `file/${sha256(file.bytes)}`;
  if (memory.has(key) || changes.has(key)) return;
  changes.set(key, { kind: 'file' });
  for (const answer of answersTo(door, file, today)) {
    const text = Buffer.from(answer.bytes).toString('latin1');
    changes.set(dueKey(answer.on, answer.name), { kind: 'due', name: answer.name, text });
  }
}

type Dated = { readonly on: CalendarDate; readonly name: string; readonly bytes: Uint8Array };

/** A question is passed on without a word. The structure of claims on the same day, its own edits on the next, the payers' doors on working days after that. */
function* answersTo(door: Door, file: SentFile, today: CalendarDate): Generator<Dated> {
  const inspection = inspect(file.bytes, door);
  if (inspection.asks) return;
  const name = stemOf(file.name);
  const structure = structureAnswer(inspection, today);
  if (structure !== null) {
    const kind = inspection.note === null ? '999' : 'ta1';
    yield { on: today, name: `${name}.${kind}`, bytes: structure };
  }
  const tomorrow = addDays(today, 1);
  const own = { name: 'SAMPLE CLEARINGHOUSE', id: clearinghouseName };
  const edited = inspection.claims.map(editAnswer);
  if (edited.length > 0) {
    const bytes = claimsAnswer(own, edited, tomorrow, 1);
    yield { on: tomorrow, name: `${name}.277ca`, bytes };
  }
  const taken = inspection.claims.filter((row) => row.edit === null);
  const byPayer = Map.groupBy(taken, (row) => row.claim.payerId);
  for (const [index, id] of [...byPayer.keys()].sort().entries()) {
    const days = chanceOf(door.seed, 'door', file.name, id).whole(1, 3);
    const on = weekdayFrom(addDays(today, days));
    const source = { name: door.market.payer(id)?.plan.name ?? '', id };
    const bytes = claimsAnswer(source, (byPayer.get(id) ?? []).map(doorAnswer), on, index + 2);
    yield { on, name: `${name}-${fileWord(id)}.277ca`, bytes };
  }
}

function editAnswer(inspected: Inspected): ClaimAnswer {
  return { inspected, code: inspected.edit?.code ?? ['A1', '20', 'PR'] };
}

function doorAnswer(inspected: Inspected): ClaimAnswer {
  return { inspected, code: inspected.doorEdit?.code ?? ['A2', '20', 'PR'] };
}

function dueKey(on: CalendarDate, name: string): string {
  return `due/${on}/${name}`;
}

function takeDue(memory: ClearinghouseMemory, changes: Changes, today: CalendarDate) {
  const rows = [...memory, ...changes];
  const due = rows.filter(([key]) => key.startsWith('due/') && key < `due/${today}/\uffff`);
  const files: AcknowledgmentAnswer[] = [];
  for (const [key, row] of due.toSorted(([a], [b]) => (a < b ? -1 : 1))) {
    changes.set(key, null);
    if (row?.kind !== 'due') continue;
    const bytes = Buffer.from(row.text, 'latin1');
    files.push({ kind: 'acknowledgments', name: row.name, bytes });
  }
  return files;
}
