/** Visits as facts, and as what the practice may look up of each. */
import { answerDue, verificationDay } from '../coverage/verification.ts';
import type { VisitFacts } from '../kpi/kpi.ts';
import type { Reference } from '../reference/in-force.ts';
import type { VisitRow } from '../report/visits-document.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import type { Ports } from './ports.ts';
import { allRows } from './read-all.ts';
import { needsAuthorization } from './settle-visit.ts';
import { itemsOf } from './stored-item.ts';
import {
  currentAnswer,
  currentAnswers,
  currentInquiries,
  type StoredVisit,
  visitOf,
} from './stored-visit.ts';

export type GatheredVisit = {
  readonly facts: VisitFacts;
  readonly row: VisitRow;
  readonly memberId: string;
};

export async function gatherVisits(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
): Promise<readonly GatheredVisit[]> {
  const query = { store: 'patients', index: 'byPractice', partition: practice } as const;
  const rows = await allRows(ports.records, query);
  const gathered: GatheredVisit[] = [];
  for (const { item } of rows) {
    const visit = visitOf(item);
    const said = factsOf(practice, reference, visit);
    const byHand = said.verification === 'late' && (await isVerifiedByHand(ports, practice, visit));
    const facts: VisitFacts = byHand ? { ...said, verification: 'in-time' } : said;
    gathered.push({ facts, row: rowOf(facts, visit), memberId: visit.appointment.memberId });
  }
  return gathered;
}

/** What nobody could or did answer as a file, and somebody closes when it was asked by telephone or portal. */
const askedByHand: readonly string[] = ['verify-by-hand', 'no-answer', 'payer-unavailable'];

async function isVerifiedByHand(
  ports: Ports,
  practice: PracticeId,
  { appointment, visitId }: StoredVisit,
): Promise<boolean> {
  const due = answerDue(appointment.visitOn);
  const items = (await itemsOf(ports.records, practice, visitId)).map((row) => row.item);
  return items.some(
    ({ category, closedBy, closedOn, queue }) =>
      queue === 'eligibility' &&
      askedByHand.includes(category) &&
      (closedBy ?? 'cause') !== 'cause' &&
      inTime(closedOn, due) === 'in-time',
  );
}

function factsOf(practice: PracticeId, reference: Reference, visit: StoredVisit): VisitFacts {
  const { payerId, status, visitOn } = visit.appointment;
  const needed = needsAuthorization(reference, visit);
  const served = status === 'scheduled' || status === 'kept';
  return {
    practice,
    payerId,
    visitOn,
    verification: isDue(visit) ? inTime(verifiedOn(visit), answerDue(visitOn)) : 'not-due',
    authorization: needed && served ? inTime(visit.authorizedOn, visitOn) : 'not-due',
  };
}

/** A visit that was agreed after its payer should have been asked can not be verified in time. */
function isDue({ appointment, firstOn }: StoredVisit): boolean {
  const { madeOn, status, visitOn } = appointment;
  return status !== 'cancelled' && (madeOn ?? firstOn) <= verificationDay(visitOn);
}

function inTime(day: CalendarDate | null, due: CalendarDate): 'in-time' | 'late' {
  return day !== null && day <= due ? 'in-time' : 'late';
}

function verifiedOn(visit: StoredVisit): CalendarDate | null {
  const clear = currentAnswers(visit).filter(({ coverage }) => coverage.standing !== 'unknown');
  return clear.map(({ on }) => on).toSorted()[0] ?? null;
}

function rowOf(facts: VisitFacts, visit: StoredVisit): VisitRow {
  const { appointment, authorizedOn, visitId } = visit;
  const answer = currentAnswer(visit);
  return {
    practice: facts.practice,
    visitId,
    appointmentId: appointment.appointmentId,
    payerId: appointment.payerId,
    visitOn: appointment.visitOn,
    status: appointment.status,
    askedOn: currentInquiries(visit).at(-1)?.on ?? null,
    answeredOn: answer?.on ?? null,
    coverage: answer?.coverage ?? null,
    verification: facts.verification,
    authorization: facts.authorization,
    authorizedOn,
  };
}
