/** What payers do with a paid claim later: take it back, correct it, or pay interest for being late. */
import { addDays, type CalendarDate, daysBetween } from '../values/dates.ts';
import { cents, negate } from '../values/money.ts';
import type { Decided, Desk } from './adjudicate.ts';
import { type Answer, paidOf, refusal, reversalOf } from './answer.ts';
import type { Chance } from './chance.ts';
import { percentOf } from './fee-schedule.ts';
import { dueKey } from './notebook.ts';
import type { Aftermath, MemoryRow } from './payer-memory.ts';
import type { SentClaim } from './sent-claim.ts';
import { nextOf } from './working-days.ts';

/** In 10,000 underpaid claims: how many the payer finds itself. */
const foundUnderpayments = 2500;

/** Writes into the notebook whatever will follow the claim's answer, and answers it. */
export function planAftermath(
  desk: Desk,
  chance: Chance,
  decided: Decided,
  checkDate: CalendarDate,
): Aftermath | null {
  const { answer, right, row } = decided;
  if (paidOf(answer) <= 0) return null;
  const later = nextOf(desk.manners.checkWeekdays, addDays(checkDate, chance.whole(28, 130)));
  if (right !== null && chance.happens(foundUnderpayments))
    return planCorrection(desk, row.claim, answer, right, later);
  if (!chance.happens(desk.manners.reversed)) return null;
  const back = planCorrection(desk, row.claim, answer, takenBack(answer, row.claim), later);
  if (!chance.happens(desk.manners.recoupedLater)) return back;
  return { ...back, keys: [...back.keys, ...planRecoupment(desk, row.claim, answer, later)] };
}

/** A reversal and the corrected claim, in one 835 (X12 RFI 791 recommends it). */
function planCorrection(
  desk: Desk,
  claim: SentClaim,
  original: Answer,
  corrected: Answer,
  on: CalendarDate,
): Aftermath {
  const keys = [
    planAnswer(desk, claim, reversalOf(original), on, '1-reversal'),
    planAnswer(desk, claim, corrected, on, '2-correction'),
  ];
  return { corrected, keys };
}

/** The employer reported late that the coverage had ended. */
function takenBack(original: Answer, claim: SentClaim): Answer {
  return { ...original, lines: refusal(claim, { group: 'CO', carc: '27', remarks: ['N30'] }) };
}

/** The reversal takes no money from its own check (WO negative); a later one does (WO positive). */
function planRecoupment(
  desk: Desk,
  claim: SentClaim,
  original: Answer,
  on: CalendarDate,
): readonly string[] {
  const paid = paidOf(original);
  const later = nextOf(desk.manners.checkWeekdays, addDays(on, 14));
  const row = providerAdjustment(claim, 'WO', original.payerControlNumber);
  const name = `${claim.claimId}-WO`;
  const keys = [dueKey(on, claim.payerId, name), dueKey(later, claim.payerId, name)];
  for (const [index, key] of keys.entries()) {
    desk.notebook.put(key, { ...row, amountCents: index === 0 ? negate(paid) : paid });
  }
  return keys;
}

/** Interest on a payment that was late: the PLB pays it, and the answer tells it (AMT*I). */
export function withInterest(
  desk: Desk,
  chance: Chance,
  decided: Decided,
  checkDate: CalendarDate,
): Answer {
  const { answer, row } = decided;
  const late = daysBetween(desk.today, checkDate) > 45 && paidOf(answer) > 0;
  if (!late || !chance.happens(desk.manners.interest)) return answer;
  const interest = cents(Math.max(1, percentOf(paidOf(answer), 1)));
  const { claim } = row;
  desk.notebook.put(dueKey(checkDate, claim.payerId, `${claim.claimId}-L6`), {
    ...providerAdjustment(claim, 'L6', answer.payerControlNumber),
    amountCents: negate(interest),
  });
  return { ...answer, interestCents: interest };
}

function providerAdjustment(claim: SentClaim, code: 'WO' | 'L6', reference: string) {
  const { payerId, payee } = claim;
  return { kind: 'provider-adjustment', payerId, payee, code, reference } as const;
}

/** Answers under which key it waits. */
export function planAnswer(
  desk: Desk,
  claim: SentClaim,
  answer: Answer,
  on: CalendarDate,
  name = '0-answer',
): string {
  const row: MemoryRow = { kind: 'answer', payerId: claim.payerId, payee: claim.payee, answer };
  const key = dueKey(on, claim.payerId, claim.claimId, name, answer.payerControlNumber);
  desk.notebook.put(key, row);
  return key;
}
