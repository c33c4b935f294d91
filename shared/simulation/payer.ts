/** Simulated payers: they read the 837s that were really sent and answer with 835s, each with its own manners. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { sha256 } from '../values/ids.ts';
import { adjudicate, type Desk } from './adjudicate.ts';
import { planAftermath, planAnswer } from './aftermath.ts';
import { chanceOf } from './chance.ts';
import { type Check, carriedForward, checksOf } from './checks.ts';
import { sampleClinicOptions } from './clinic-options.ts';
import { type SampleRate, sampleContracts } from './fee-schedule.ts';
import { memberDirectory } from './member-directory.ts';
import { samplePeople } from './patients.ts';
import { type PayerManners, sampleManners } from './payer-manners.ts';
import {
  type DueRow,
  dueKey,
  type MemoryChanges,
  type Notebook,
  openNotebook,
  type PayerMemory,
} from './payer-memory.ts';
import { priceList } from './payer-price.ts';
import { readSentClaims } from './read-sent-claims.ts';
import { remittanceText } from './remittance-text.ts';
import { samplePayers } from './sample-payers.ts';
import type { SentClaim } from './sent-claim.ts';
import { checkDateOf } from './turnaround.ts';
import { nextOf } from './working-days.ts';

export type SentFile = { readonly name: string; readonly bytes: Uint8Array };

/** A file for the inbox of the practice that sent the claims. */
export type AnswerFile = {
  readonly kind: 'remittances';
  readonly name: string;
  readonly bytes: Uint8Array;
};

export type SimulatedPayers = {
  /**
   * What the payers do on one day: read what was sent (bytes that they know are not read again) and
   * send what is due. Store `changes` before or after the files: the same day again gives the same names and bytes.
   */
  answer(
    sent: readonly SentFile[],
    today: CalendarDate,
    memory: PayerMemory,
  ): { readonly files: readonly AnswerFile[]; readonly changes: MemoryChanges };
};

export type PayerOptions = {
  /** Of the clinic, so that the payers insure its patients. */
  readonly seed: number;
  readonly patients: number;
  readonly manners: readonly PayerManners[];
  readonly contracts: readonly SampleRate[];
};

export function simulatedPayers(changes: Partial<PayerOptions> = {}): SimulatedPayers {
  const { seed, patients } = sampleClinicOptions;
  const defaults = { seed, patients, manners: sampleManners, contracts: sampleContracts() };
  const options = { ...defaults, ...changes };
  const world = {
    ...options,
    members: memberDirectory(samplePeople(options.seed, options.patients)),
    prices: priceList(options.contracts),
  };
  return {
    answer: (sent, today, memory) => {
      const notebook = openNotebook(memory);
      for (const file of sent) receive(world, notebook, file, today);
      return { files: [...sendDue(world, notebook, today)], changes: notebook.changes };
    },
  };
}

type World = PayerOptions & Pick<Desk, 'members' | 'prices'>;

function receive(world: World, notebook: Notebook, file: SentFile, today: CalendarDate): void {
  const key = `file/${sha256(file.bytes)}`;
  if (notebook.get(key)) return;
  notebook.put(key, { kind: 'file' });
  for (const claim of readSentClaims(file.bytes)) decide(world, notebook, claim, today);
}

/** A claim for a payer that nobody simulates is never answered. */
function decide(world: World, notebook: Notebook, claim: SentClaim, today: CalendarDate): void {
  const plan = samplePayers.find((row) => row.payerId === claim.payerId);
  const manners = world.manners.find((row) => row.payerId === claim.payerId);
  if (!plan || !manners) return;
  const desk: Desk = { ...world, plan, manners, notebook, today };
  const chance = chanceOf(world.seed, 'payer', claim.claimId, claim.frequency, today);
  const decided = adjudicate(desk, chance, claim);
  const checkDate = checkDateOf(chance, decided.row);
  planAnswer(desk, claim, decided.answer, checkDate);
  planAftermath(desk, chance, decided, checkDate);
}

function* sendDue(world: World, notebook: Notebook, today: CalendarDate): Generator<AnswerFile> {
  const due = notebook.takeDue(today);
  for (const row of due) if (row.kind === 'copy') yield answerFile(row.name, row.text);
  const owed = due.filter((row) => row.kind !== 'copy');
  for (const [, rows] of Map.groupBy(owed, (row) => `${row.payerId} ${row.payee.npi}`))
    yield* sendChecks(world, notebook, today, rows);
}

type Owed = Exclude<DueRow, { kind: 'copy' }>;

function* sendChecks(
  world: World,
  notebook: Notebook,
  today: CalendarDate,
  [first, ...rest]: readonly Owed[],
): Generator<AnswerFile> {
  const manners = world.manners.find((row) => row.payerId === first?.payerId);
  if (!first || !manners) return;
  const checks = checksOf(manners, today, [first, ...rest]);
  for (const check of checks) carryForward(manners, notebook, check);
  const name = `${first.payerId}-${today}-${first.payee.npi.slice(-4)}.835`;
  const text = remittanceText(manners, checks);
  yield answerFile(name, text);
  planCopy(world, manners, notebook, today, { name, text });
}

function carryForward(manners: PayerManners, notebook: Notebook, check: Check): void {
  const forward = carriedForward(check);
  if (forward === null) return;
  const on = nextOf(manners.checkWeekdays, addDays(check.date, 1));
  const { payerId, payee } = check;
  notebook.put(dueKey(on, payerId, 'FB', check.trace), {
    kind: 'provider-adjustment',
    payerId,
    payee,
    ...forward,
  });
}

/** Now and then a payer sends a file again some days later, under another name. */
function planCopy(
  world: World,
  manners: PayerManners,
  notebook: Notebook,
  today: CalendarDate,
  file: { readonly name: string; readonly text: string },
): void {
  const chance = chanceOf(world.seed, 'copy', file.name);
  if (!chance.happens(manners.repeatsFile)) return;
  const on = addDays(today, chance.whole(1, 6));
  const row = { kind: 'copy', name: `resent-${file.name}`, text: file.text } as const;
  notebook.put(dueKey(on, manners.payerId, 'copy', file.name), row);
}

function answerFile(name: string, text: string): AnswerFile {
  return { kind: 'remittances', name, bytes: Buffer.from(text) };
}
