/** Simulated payers: they read the 837s that were really sent and answer with 835s, each with its own manners. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { sha256 } from '../values/ids.ts';
import { adjudicate, type Desk } from './adjudicate.ts';
import { planAftermath, planAnswer, withInterest } from './aftermath.ts';
import { type Answer, paidOf, reversalOf } from './answer.ts';
import { giveBackDeductible } from './benefits.ts';
import { chanceOf } from './chance.ts';
import { sampleClinicOptions } from './clinic-options.ts';
import { answerQuestion } from './inquiries.ts';
import { type Market, type SampleMarket, sampleMarket } from './market.ts';
import { openNotebook } from './notebook.ts';
import { type AnswerFile, sendDue } from './payer-mail.ts';
import {
  type MemoryChanges,
  type PayerMemory,
  type PayerNotebook,
  standingKey,
} from './payer-memory.ts';
import { readSentClaims } from './read-sent-claims.ts';
import { givenKey, takeReplaced } from './replacement.ts';
import { crossOver } from './second-payer.ts';
import type { SentClaim } from './sent-claim.ts';
import { checkDateOf, isReviewed } from './turnaround.ts';
import { nextOf } from './working-days.ts';

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

type World = { readonly seed: number; readonly market: Market };

export function simulatedPayers(
  changes: Partial<SampleMarket> & { readonly market?: Market } = {},
): SimulatedPayers {
  const options = { ...sampleClinicOptions, ...changes };
  const world = { seed: options.seed, market: options.market ?? sampleMarket(options) };
  return {
    answer: (sent, today, memory) => {
      const notebook = openNotebook(memory);
      const told = sent.flatMap((file) => receive(world, notebook, file, today));
      return { files: [...told, ...sendDue(world, notebook, today)], changes: notebook.changes };
    },
  };
}

/** What is answered at once; claims are answered by mail. */
function receive(
  world: World,
  notebook: PayerNotebook,
  file: SentFile,
  today: CalendarDate,
): readonly AnswerFile[] {
  const key = `file/${sha256(file.bytes)}`;
  if (notebook.get(key)) return [];
  notebook.put(key, { kind: 'file' });
  const answer = answerQuestion({ ...world, notebook, today }, file);
  if (answer !== null) return [answer];
  const away = file.turnedAway?.();
  for (const claim of readSentClaims(file.bytes)) {
    if (!away?.has(claim.claimId)) decide(world, notebook, claim, today);
  }
  return [];
}

/** Nobody has to look at a void. */
const voidDays = 7;

/** A claim for a payer that nobody simulates is never answered. */
function decide(
  world: World,
  notebook: PayerNotebook,
  claim: SentClaim,
  today: CalendarDate,
): void {
  const payer = world.market.payer(claim.payerId);
  if (payer === null) return;
  const { seed } = world;
  const { members } = world.market;
  const desk: Desk = { ...payer, seed, members, notebook, today };
  const chance = chanceOf(world.seed, 'payer', claim.claimId, claim.frequency, today);
  if (chance.happens(payer.manners.lost)) return;
  const replaced = takeReplaced(notebook, claim);
  if (replaced !== null) giveBackDeductible(desk, replaced);
  if (claim.frequency === '8') {
    if (replaced !== null) takeBack(desk, claim, replaced);
    return;
  }
  const decided = adjudicate(desk, chance, claim, replaced);
  const checkDate = checkDateOf(chance, decided.row);
  if (replaced !== null) planAnswer(desk, claim, reversalOf(replaced), checkDate, '0-reversal');
  const name = replaced === null ? '0-answer' : '1-answer';
  const answered = withInterest(desk, chance, decided, checkDate);
  const market = { ...desk, market: world.market };
  const answer =
    replaced === null ? crossOver(market, chance, claim, answered, checkDate) : answered;
  planAnswer(desk, claim, answer, checkDate, name);
  const alone = claim.other === null;
  const later = alone ? planAftermath(desk, chance, decided, checkDate) : null;
  const key = givenKey(claim.payerId, answer.payerControlNumber);
  notebook.put(key, { kind: 'given', answer, later });
  notebook.put(standingKey(claim.payerId, claim.claimId), {
    kind: 'claim',
    controlNumber: answer.payerControlNumber,
    reviewed: isReviewed(decided.row),
    decidedOn: checkDate,
    pays: paidOf(answer) > 0,
  });
}

/** On a check day after that of the answer; a void of nothing is answered by nobody. */
function takeBack(desk: Desk, claim: SentClaim, answer: Answer): void {
  const standing = desk.notebook.get(standingKey(claim.payerId, claim.claimId));
  const answeredOn = standing?.kind === 'claim' ? standing.decidedOn : desk.today;
  const [, later = desk.today] = [answeredOn, desk.today].sort();
  const on = nextOf(desk.manners.checkWeekdays, addDays(later, voidDays));
  planAnswer(desk, claim, reversalOf(answer), on, '0-reversal');
}
