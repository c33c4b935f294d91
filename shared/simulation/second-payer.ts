/** How a second payer pays: from its own claim with the first one's decision in it, or from one that was forwarded. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { hashOf } from '../values/ids.ts';
import { subtract, sumOf } from '../values/money.ts';
import type { Desk } from './adjudicate.ts';
import { planAnswer } from './aftermath.ts';
import {
  type Answer,
  type AnswerAdjustment,
  type AnswerLine,
  answerLine,
  patientShareOf,
} from './answer.ts';
import type { Chance } from './chance.ts';
import type { Market } from './market.ts';
import type { SentClaim, SentLine } from './sent-claim.ts';
import { nextOf } from './working-days.ts';

/** OA-23 is all that the first payer settled; the deductible stays with the patient. */
export function secondLine(line: SentLine, left: readonly AnswerAdjustment[]): AnswerLine {
  const deductible = left.filter((row) => row.carc === '1');
  const settled = subtract(
    line.chargeCents,
    sumOf(left, (row) => row.amountCents),
  );
  return answerLine(line, [{ group: 'OA', carc: '23', amountCents: settled }, ...deductible], []);
}

/** The answer as it tells that the claim was forwarded; the second payer's own comes some weeks later. */
export function crossOver(
  desk: Desk & { readonly market: Market },
  chance: Chance,
  claim: SentClaim,
  answer: Answer,
  checkDate: CalendarDate,
): Answer {
  const { other, rank } = claim;
  const second = desk.market.payer(other?.payerId ?? '');
  const known = other && desk.market.members.find(other.payerId, other.memberId);
  const forwards = chance.happens(desk.manners.crossesOver);
  if (rank !== 'P' || !forwards || !second || !known || patientShareOf(answer) === 0) return answer;
  const { plan } = second;
  const day = addDays(checkDate, chance.whole(8, 24));
  const forwarded = { ...claim, payerId: plan.payerId, memberId: known.memberId, rank: 'S' };
  planAnswer(
    desk,
    forwarded,
    secondAnswer(answer, claim, plan),
    nextOf(second.manners.checkWeekdays, day),
  );
  return { ...answer, status: '19', crossover: { name: plan.name, payerId: plan.payerId } };
}

function secondAnswer(first: Answer, claim: SentClaim, plan: Desk['plan']): Answer {
  const lines = claim.lines.map((line, index) =>
    secondLine(line, first.lines[index]?.adjustments.filter((row) => row.group === 'PR') ?? []),
  );
  const number = hashOf(first.payerControlNumber, plan.payerId).slice(0, 12).toUpperCase();
  const { memberId = first.patient.memberId } = claim.other ?? {};
  return {
    ...first,
    status: '2',
    payerControlNumber: `${plan.payerId}X${number}`,
    claimFilingCode: plan.claimFilingCode,
    patient: { ...first.patient, memberId },
    correctedMemberId: null,
    interestCents: null,
    lines,
  };
}
