/** One claim on its day: what is still awaited, whether that alarms, and when to look again. */
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import { type CalendarDate, daysBetween } from '../values/dates.ts';
import type { ClaimId, PayerId, PracticeId } from '../values/ids.ts';
import { type Followed, lookAt } from '../work/follow-up.ts';
import { readFacts } from './claim-facts.ts';
import { lastAnswered, versionOf } from './claim-versions.ts';
import { causesOf } from './claim-work.ts';
import { filingDeadline, secondDeadline } from './filing-deadline.ts';
import { settleWith } from './open-item.ts';
import type { Ports } from './ports.ts';
import { lateActions, lateVersion } from './print-late.ts';
import type { Reference } from './read-reference.ts';
import {
  billRejections,
  heardOf,
  unfiled,
  unfiledBill,
  type Waiting,
  waitingVersion,
} from './silence.ts';
import { batchNamed, type StoredBatch } from './stored-batch.ts';
import type { ClaimParts } from './stored-claim.ts';
import { type StoredWatch, watchAction } from './stored-watch.ts';
import { payerPatience } from './turnaround.ts';

/** The reference, payers' patience in days, and what was heard of files, each found out once a run, whoever asks first. */
export type Habits = {
  readonly reference: Reference;
  readonly payers: Map<PayerId, Promise<number>>;
  readonly files: Map<string, Promise<StoredBatch['heard']>>;
};

export function noHabits(reference: Reference): Habits {
  return { reference, payers: new Map(), files: new Map() };
}

export type Looked = { readonly alarms: boolean; readonly asks: boolean };

/** Whether something alarms, and whether its payer is to be asked. The items and the next day are written together. */
export async function lookAgain(
  ports: Ports,
  practice: PracticeId,
  claim: ClaimId,
  habits: Habits,
): Promise<Looked> {
  const read = await readFacts(ports, practice, claim);
  const watch = read?.parts.watch;
  if (!read || !watch || watch.next === null || watch.next > ports.clock.today())
    return { alarms: false, asks: false };
  const { facts, parts } = read;
  const { reference } = habits;
  const waiting = waitingVersion(parts, facts);
  const patienceDays =
    waiting === null ? 0 : await habitOf(ports, practice, waiting.payerId, habits);
  const told = waiting !== null && (await isToldOf(ports, practice, waiting.batch, habits));
  const today = ports.clock.today();
  const looked = watchAfter(watch, parts, facts, {
    ...silenceOf(parts, watch, waiting, told),
    today,
    turnedAway: facts.state === 'rejected' || billRejections(parts, facts).length > 0,
    patienceDays,
    filingDeadline: openFiling(reference, parts, facts),
    mayAsk: waiting !== null && reference.payers.get(waiting.payerId)?.electronic === true,
  });
  const late = lateVersion(reference, read, today);
  const causes = causesOf(reference, { ...parts, watch: looked, late }, facts);
  await settleWith(ports, practice, claim, causes, [
    watchAction(practice, claim, looked),
    ...lateActions(practice, claim, late),
  ]);
  const alarms = looked.alarm !== null || looked.filingWithin !== null;
  return { alarms, asks: looked.asking !== null };
}

function habitOf(ports: Ports, practice: PracticeId, payer: PayerId, { payers }: Habits) {
  const known = payers.get(payer) ?? payerPatience(ports, practice, payer);
  payers.set(payer, known);
  return known;
}

/** Whether claims of the file were told of; while none is, the file itself alarms (follow-files.ts). */
async function isToldOf(ports: Ports, practice: PracticeId, name: string, { files }: Habits) {
  const heard = files.get(name) ?? heardOfFile(ports, practice, name);
  files.set(name, heard);
  return (await heard) === 'claims';
}

async function heardOfFile(ports: Ports, practice: PracticeId, name: string) {
  return (await batchNamed(ports.records, practice, name))?.heard ?? 'nothing';
}

function silenceOf(
  parts: ClaimParts,
  { alarm, asked }: StoredWatch,
  waiting: Waiting | null,
  told: boolean,
) {
  if (waiting === null) {
    return { waiting, acknowledged: false, toldOn: null, asked: null, alarm: null };
  }
  const { acknowledged, toldOn } = heardOf(parts, waiting);
  const own = asked?.of === waiting.of ? asked : null;
  return { waiting, acknowledged: acknowledged || !told, toldOn, asked: own, alarm };
}

function watchAfter(
  watch: StoredWatch,
  parts: ClaimParts,
  facts: ClaimFacts,
  followed: Followed,
): StoredWatch {
  const { alarm, ask, filingWithin, next } = lookAt(followed);
  const { asked, waiting } = followed;
  return {
    version: watch.version,
    sent: watch.sent,
    next,
    alarm,
    filingWithin,
    asking: ask === null || waiting === null ? null : { of: waiting.of, attempt: ask },
    asked: asked === null ? null : watch.asked,
    turnaround: waiting === null ? turnaroundOf(parts, facts) : watch.turnaround,
  };
}

/** The last day to file a claim that no payer has taken, or its bill with the second payer. */
function openFiling(
  reference: Reference,
  parts: ClaimParts,
  facts: ClaimFacts,
): CalendarDate | null {
  if (unfiled.includes(facts.state)) return filingDeadline(reference, parts);
  const bill = unfiledBill(parts, facts);
  return bill && secondDeadline(reference, parts, bill);
}

/** From the sending of the version that was answered last to the payer's check. */
function turnaroundOf(parts: ClaimParts, facts: ClaimFacts): StoredWatch['turnaround'] {
  const number = lastAnswered(facts.adjudications);
  const sent = parts.submissions.find((row) => row.number === number);
  const answer = facts.adjudications.find(
    (row) => row.sequence === 1 && !row.reversal && versionOf(row) === number,
  );
  if (sent === undefined || answer === undefined) return null;
  const { checkDate } = answer;
  const days = Math.max(0, daysBetween(sent.on, checkDate));
  return { payerId: facts.payerId, on: checkDate, days };
}
