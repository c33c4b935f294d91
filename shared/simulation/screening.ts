/** Why a payer refuses a whole claim, as ordered rows: the first that fits is the answer. */
import { type CalendarDate, daysBetween } from '../values/dates.ts';
import { authorizedProcedures } from './authorization-rules.ts';
import type { Member } from './member-directory.ts';
import type { PayerManners, Refusal } from './payer-manners.ts';
import type { SentClaim } from './sent-claim.ts';

export type Case = {
  readonly claim: SentClaim;
  readonly receivedOn: CalendarDate;
  readonly manners: PayerManners;
  /** Whom the member id belongs to; null when the payer does not know it. */
  readonly member: Member | null;
  /** The claim that already billed this visit. */
  readonly earlierClaim: string | null;
};

type Screen = Refusal & {
  readonly id: string;
  /** A second payer leaves it to the first, whose answer it has before it: from that day its own limit counts. */
  readonly ofFirst?: true;
  readonly when: (row: Case) => boolean;
};

const screens: readonly Screen[] = [
  { id: 'not-insured', ...because('31', 'N382'), when: ({ member }) => member === null },
  {
    id: 'not-yet-covered',
    ...because('26', 'N30'),
    when: ({ member, claim }) => member !== null && claim.lines[0].serviceDate < member.from,
  },
  {
    id: 'no-longer-covered',
    ...because('27', 'N30'),
    when: ({ member, claim }) => member?.to != null && claim.lines[0].serviceDate > member.to,
  },
  {
    id: 'filed-late',
    ...because('29'),
    ofFirst: true,
    when: ({ claim, receivedOn, manners }) =>
      daysBetween(lastDay(claim), receivedOn) > limitOf(claim, manners),
  },
  { id: 'duplicate', ...because('18', 'N522'), when: ({ earlierClaim }) => earlierClaim !== null },
  {
    id: 'not-authorized',
    ...because('197', 'M62'),
    ofFirst: true,
    when: ({ claim, manners }) =>
      manners.asksAuthorization &&
      claim.authorization === '' &&
      claim.lines.some((line) => authorizedProcedures.includes(line.procedure)),
  },
];

export function screen(row: Case): Screen | null {
  const first = row.claim.rank === 'P';
  return screens.find(({ ofFirst, when }) => (first || ofFirst !== true) && when(row)) ?? null;
}

/** What replaces a claim that was answered may come later: the first one's filing counts. */
function limitOf({ frequency }: SentClaim, { correctionDays, filingLimitDays }: PayerManners) {
  return frequency === '7' ? filingLimitDays + correctionDays : filingLimitDays;
}

function because(carc: string, ...remarks: readonly string[]): Refusal {
  return { group: 'CO', carc, remarks };
}

function lastDay(claim: SentClaim): CalendarDate {
  const days = claim.lines.map((line) => line.serviceDate).sort();
  return days.at(-1) ?? claim.lines[0].serviceDate;
}
