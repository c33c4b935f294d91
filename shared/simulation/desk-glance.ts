/** What a biller sees of an item at a glance. */
import { addBusinessDays, daysBetween } from '../values/dates.ts';
import type { DeskWork } from './desk-answers.ts';
import { mendingOf } from './mending.ts';
import { samplePayer } from './sample-payers.ts';

/** Days within which whoever filed has a receipt of it before any payer's limit. */
const earlyDays = 60;

/** A third try is a letter to nobody. */
export const mostTries = 2;

/** A credit below it is not worth a check; the payer takes it with its next one. */
const smallCreditCents = 1_000;

/** Business days within which a payer may still take back itself what it paid too much. */
const refundDays = 20;

export function always(): boolean {
  return true;
}

export function isMeasured({ measured }: DeskWork): boolean {
  return measured;
}

export function rulesOf({ item }: DeskWork): readonly string[] {
  return item.reason.split(' ').slice(1);
}

export function heldBy(...rules: readonly string[]) {
  return (work: DeskWork) => rulesOf(work).some((rule) => rules.includes(rule));
}

/** The CARC that is named first, the largest. */
export function carcOf({ item }: DeskWork): string {
  return /^[A-Z]+-(\w+)/.exec(item.reason)?.[1] ?? '';
}

export function isWrong({ written }: DeskWork): boolean {
  return Object.keys(mendingOf(written)).length > 0;
}

export function mayTry(work: DeskWork): boolean {
  return work.tries < mostTries && isInTime(work);
}

/** A receipt shows it (277CA, 999). */
export function wasFiledEarly({ written: { exports, visit } }: DeskWork): boolean {
  const [first] = exports;
  return first !== undefined && daysBetween(visit.date, first.arrives) <= earlyDays;
}

/** By the limit that the clinic has on file. */
export function isInTime({ today, written }: DeskWork): boolean {
  const { coverage, date } = written.visit;
  return daysBetween(date, today) <= samplePayer(coverage.payerId).filingLimitDays;
}

/** The first payer has settled its part. */
export function isOfSecond({ claim }: DeskWork): boolean {
  return claim !== null && claim.firstCents <= 0 && claim.secondCents > 0;
}

export function isLost({ item }: DeskWork): boolean {
  return item.reason.includes('not-found');
}

export function isSmallCredit({ claim }: DeskWork): boolean {
  if (claim === null || claim.patientCreditCents > 0) return false;
  return claim.insurerCreditCents > 0 && claim.insurerCreditCents < smallCreditCents;
}

export function isOld({ item, today }: DeskWork): boolean {
  return addBusinessDays(item.openedOn, refundDays) <= today;
}
