/** Simulated payers: they read the 837s that were really sent and answer with 835s, each with its own manners. */
import type { CalendarDate } from '../values/dates.ts';
import { sha256 } from '../values/ids.ts';
import { adjudicate, type Desk } from './adjudicate.ts';
import { planAftermath, planAnswer, withInterest } from './aftermath.ts';
import { reversalOf } from './answer.ts';
import { giveBackDeductible } from './benefits.ts';
import { chanceOf } from './chance.ts';
import { sampleClinicOptions } from './clinic-options.ts';
import { type SampleRate, sampleContracts } from './fee-schedule.ts';
import { memberDirectory } from './member-directory.ts';
import { samplePeople } from './patients.ts';
import { type AnswerFile, sendDue } from './payer-mail.ts';
import { type PayerManners, sampleManners } from './payer-manners.ts';
import {
  type MemoryChanges,
  type Notebook,
  openNotebook,
  type PayerMemory,
} from './payer-memory.ts';
import { priceList } from './payer-price.ts';
import { readSentClaims } from './read-sent-claims.ts';
import { givenKey, takeReplaced } from './replacement.ts';
import { samplePayers } from './sample-payers.ts';
import type { SentClaim } from './sent-claim.ts';
import { checkDateOf } from './turnaround.ts';

export type SentFile = {
  readonly name: string;
  readonly bytes: Uint8Array;
  /** Claims of the file that were turned away before any payer read them, by CLM01. */
  readonly turnedAway?: () => ReadonlySet<string>;
};

export type SimulatedPayers = {
  /**
   * What the payers do on one day: read what was sent (bytes that they know are not read again) and
   * send what is due. Deliver the files, then store `changes`: until then the same day again gives
   * the same names and bytes.
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
  const away = file.turnedAway?.();
  for (const claim of readSentClaims(file.bytes)) {
    if (!away?.has(claim.claimId)) decide(world, notebook, claim, today);
  }
}

/** A claim for a payer that nobody simulates is never answered. */
function decide(world: World, notebook: Notebook, claim: SentClaim, today: CalendarDate): void {
  const plan = samplePayers.find((row) => row.payerId === claim.payerId);
  const manners = world.manners.find((row) => row.payerId === claim.payerId);
  if (!plan || !manners) return;
  const desk: Desk = { ...world, plan, manners, notebook, today };
  const chance = chanceOf(world.seed, 'payer', claim.claimId, claim.frequency, today);
  const replaced = takeReplaced(notebook, claim);
  if (replaced !== null) giveBackDeductible(desk, replaced);
  const decided = adjudicate(desk, chance, claim, replaced !== null);
  const checkDate = checkDateOf(chance, decided.row);
  if (replaced !== null) planAnswer(desk, claim, reversalOf(replaced), checkDate, '0-reversal');
  const name = replaced === null ? '0-answer' : '1-answer';
  planAnswer(desk, claim, withInterest(desk, chance, decided, checkDate), checkDate, name);
  const { answer } = decided;
  const later = planAftermath(desk, chance, decided, checkDate);
  const key = givenKey(claim.payerId, answer.payerControlNumber);
  notebook.put(key, { kind: 'given', answer, later });
}
