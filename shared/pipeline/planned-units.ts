/** What coming visits of a member will take of its authorizations: an earlier one comes before a later one. */

import type { Reference } from '../reference/in-force.ts';
import {
  type AuthorizedVisit,
  type Draw,
  drawsOf,
  type UsedUnits,
} from '../scrub/authorization.ts';
import type { CalendarDate } from '../values/dates.ts';
import { hashOf, type PracticeId, type VisitId, visitId } from '../values/ids.ts';
import type { Key, Ports } from './ports.ts';
import { allRows } from './read-all.ts';
import { readVisit, type StoredVisit } from './stored-visit.ts';

type Member = Pick<StoredVisit['appointment'], 'payerId' | 'memberId'>;

/** Answers the member's later visits when that changes what is left for them. `counts`: it is planned, needs an authorization, and no claim has drawn its units yet. */
export async function notePlan(
  ports: Ports,
  practice: PracticeId,
  visit: StoredVisit,
  counts: boolean,
): Promise<readonly VisitId[]> {
  const key = planKey(practice, visit.appointment, visit.appointment.visitOn, visit.visitId);
  const stands = (await ports.records.get('patients', key)) !== null;
  if (stands === counts) return [];
  const item = { visitId: visit.visitId };
  await ports.records.transact([
    counts
      ? { kind: 'put', store: 'patients', key, item, when: 'any' }
      : { kind: 'remove', store: 'patients', key },
  ]);
  const { partition } = key;
  const rows = await allRows(ports.records, { store: 'patients', partition, after: key.sort });
  const later = rows.filter((row) => row.key.sort.startsWith(plan));
  return later.map((row) => visitIn(row.key));
}

function visitIn({ sort }: Key): VisitId {
  return visitId(sort.split('#')[2] ?? '');
}

/** Units that claims have taken, and what the member's visits before this one will take. */
export async function usedBefore(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  visit: StoredVisit,
  used: UsedUnits,
): Promise<UsedUnits> {
  const draws: Draw[] = [];
  const taken: UsedUnits = (authorization) =>
    draws
      .filter(({ number, procedure }) => isOf(authorization, number, procedure))
      .reduce((total, { units }) => total + units, used(authorization));
  for (const earlier of await earlierVisits(ports, practice, visit))
    draws.push(...drawsOf(reference, plannedServices(earlier), taken));
  return taken;
}

function isOf(authorization: Parameters<UsedUnits>[0], number: string, procedure: string) {
  return authorization.number === number && authorization.procedure === procedure;
}

/** Whose marks still fit them: a visit that was moved, or is another member's now, left its mark behind. */
async function earlierVisits(
  ports: Ports,
  practice: PracticeId,
  { appointment, visitId: own }: StoredVisit,
): Promise<readonly StoredVisit[]> {
  const { partition, sort } = planKey(practice, appointment, appointment.visitOn, own);
  const marks = await allRows(ports.records, { store: 'patients', partition, sortPrefix: plan });
  const found: StoredVisit[] = [];
  for (const { key } of marks) {
    if (key.sort >= sort) break;
    const visit = await readVisit(ports.records, practice, visitIn(key));
    const [, day = ''] = key.sort.split('#');
    if (visit !== null && isPlanned(visit, appointment, day)) found.push(visit);
  }
  return found;
}

function isPlanned({ appointment }: StoredVisit, { memberId, payerId }: Member, day: string) {
  const same = appointment.memberId === memberId && appointment.payerId === payerId;
  const comes = appointment.status === 'scheduled' || appointment.status === 'kept';
  return same && comes && appointment.visitOn === day;
}

const plan = 'plan#';

function planKey(
  practice: PracticeId,
  { memberId, payerId }: Member,
  day: CalendarDate,
  visit: VisitId,
): Key {
  return {
    partition: `${practice}#member#${hashOf(payerId, memberId)}`,
    sort: `${plan}${day}#${visit}`,
  };
}

/** The appointment as the services that are planned. */
export function plannedServices({ appointment }: StoredVisit): AuthorizedVisit {
  const { memberId, payerId, priorAuthorization, procedures, visitOn } = appointment;
  const lines = [...new Set(procedures)].map((procedure) => ({
    procedure,
    serviceDate: visitOn,
    serviceDateTo: visitOn,
    units: procedures.filter((one) => one === procedure).length,
  }));
  return { memberId, payerId, priorAuthorization, lines };
}
