/** When a payer answers: its usual days, more where a claim stands out, then its next check day. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import type { Chance } from './chance.ts';
import type { Case } from './screening.ts';
import { nextOf } from './working-days.ts';

type Review = { readonly id: string; readonly when: (row: Case) => boolean };

/** What makes a person at the payer look at a claim before it is paid. */
const reviews: readonly Review[] = [
  {
    id: 'former-card',
    when: ({ member, claim }) => member !== null && member.memberId !== claim.memberId,
  },
  {
    id: 'other-birth-date',
    when: ({ member, claim }) =>
      member !== null && differs(member.birthDate, claim.patient.birthDate),
  },
  {
    id: 'group-not-given',
    when: ({ member, claim }) => member !== null && differs(member.groupNumber, claim.groupNumber),
  },
  { id: 'vague-diagnosis', when: ({ claim }) => claim.diagnoses.some(isVague) },
];

function differs(known: string | null, told: string): boolean {
  return known !== null && known !== told;
}

/** Codes without side or detail that these payers do not take unread. */
const vagueCodes = /^(M5450|R059|H6690|G43909|R079|J45909|M1710|H6120|H9190|M25569|M25519)$/;

function isVague(code: string): boolean {
  return vagueCodes.test(code);
}

/** The date of the check or of the refusal (BPR16). */
export function checkDateOf(chance: Chance, row: Case): CalendarDate {
  const { manners, receivedOn } = row;
  const usual = chance.weighted(manners.turnaround);
  const days = chance.whole(usual.from, usual.to) + reviewDaysOf(chance, row);
  return nextOf(manners.checkWeekdays, addDays(receivedOn, days));
}

export function isReviewed(row: Case): boolean {
  return reviews.some((review) => review.when(row));
}

/** One reader reads it once: the longest reading counts, a second finding adds a week. */
function reviewDaysOf(chance: Chance, row: Case): number {
  const findings = reviews.filter((review) => review.when(row)).length;
  if (findings === 0) return 0;
  const [from, to] = row.manners.reviewDays;
  return chance.whole(from, to) + (findings - 1) * 7;
}
