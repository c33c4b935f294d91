/** What is to be done about a visit, as causes: a pure function of what is known of it, so that items close by themselves. */
import type { AppointmentStatus } from '../appointment/appointment.ts';
import type { Coverage } from '../coverage/coverage.ts';
import {
  answerDue,
  authorizationDay,
  chargeDue,
  lastLook,
  verificationDay,
} from '../coverage/verification.ts';
import type { CalendarDate } from '../values/dates.ts';
import { zero } from '../values/money.ts';
import type { Cause } from './item.ts';

export type VisitWork = {
  readonly today: CalendarDate;
  readonly visitOn: CalendarDate;
  /** When we heard of the visit. */
  readonly firstOn: CalendarDate;
  readonly status: AppointmentStatus;
  /** How the payer can be asked. */
  readonly payer: 'by-file' | 'by-hand' | 'unknown';
  /** The last question about the visit as it is now; null before it. */
  readonly asked: { readonly on: CalendarDate; readonly refused: boolean } | null;
  /** What was answered to it. */
  readonly coverage: Coverage | null;
  readonly hasSecondary: boolean;
  /** Planned procedures that are not authorized, with why. */
  readonly gaps: readonly { readonly procedure: string; readonly gap: string }[];
  readonly charge: 'none' | 'zero' | 'charged';
};

export function visitCauses(work: VisitWork): readonly Cause[] {
  const { charge, status } = work;
  if (status === 'cancelled' || status === 'no-show') return [];
  if (charge === 'charged') return [];
  const ahead = work.firstOn <= work.visitOn && work.today <= lastLook(work.visitOn);
  return [
    ...(ahead ? [...coverageCause(work), ...authorizationCause(work)] : []),
    ...chargeCause(work),
  ];
}

/** One item of a visit names all that is open, the gravest first. */
function coverageCause(work: VisitWork): readonly Cause[] {
  const found = coverageProblems(work);
  const [first] = found;
  if (first === undefined) return [];
  const [category = ''] = first.split(' ');
  return cause('eligibility', category, found.join(', '), mendBy(work));
}

function coverageProblems(work: VisitWork): readonly string[] {
  const { asked, coverage, hasSecondary, payer, today, visitOn } = work;
  if (today < verificationDay(visitOn)) return [];
  if (payer === 'unknown') return ['payer-unknown'];
  if (payer === 'by-hand') return ['verify-by-hand'];
  if (coverage === null) return unanswered(asked, answerDue(visitOn), today);
  const { problems } = coverage;
  const open = problems.filter((row) => !(hasSecondary && row.problem === 'other-coverage'));
  const unshared = coverage.qmb && !hasSecondary ? ['medicaid-not-registered EB04-QM'] : [];
  return [...open.map(({ evidence, problem }) => `${problem} ${evidence}`), ...unshared];
}

function unanswered(asked: VisitWork['asked'], due: CalendarDate, today: CalendarDate) {
  if (asked === null) return [];
  if (asked.refused) return ['question-not-sent'];
  return today > asked.on && today >= due ? ['no-answer'] : [];
}

/** After the visit the payer may still grant one; it is a retroactive one then. */
function authorizationCause(work: VisitWork): readonly Cause[] {
  const { gaps, today, visitOn } = work;
  const [first] = gaps;
  if (first === undefined || today < authorizationDay(visitOn)) return [];
  const named = gaps.map(({ gap, procedure }) => `${gap} ${procedure}`);
  const late = today > visitOn ? ['after-service'] : [];
  return cause('authorization', first.gap, [...late, ...named].join(', '), mendBy(work));
}

/** The day before the visit; the day itself for one that we heard of no sooner. Afterwards nothing is prevented any more. */
function mendBy({ firstOn, today, visitOn }: VisitWork): CalendarDate | null {
  if (today > visitOn) return null;
  return firstOn < visitOn ? answerDue(visitOn) : visitOn;
}

/** Only what was really kept is missed; what happened long before we heard of it is not ours to chase. */
function chargeCause({ charge, firstOn, status, today, visitOn }: VisitWork): readonly Cause[] {
  if (status !== 'kept' || today < chargeDue(visitOn) || firstOn > lastLook(visitOn)) return [];
  const category = charge === 'zero' ? 'encounter-without-charge' : 'visit-without-encounter';
  return cause('charge-entry', category, category, null);
}

function cause(
  queue: Cause['queue'],
  category: string,
  reason: string,
  deadline: CalendarDate | null,
): readonly Cause[] {
  return [{ queue, category, claimId: null, amountCents: zero, reason, deadline }];
}
