/** Visits whose day came or that changed: each problem gets an item, and what is settled closes. */
import { type DayCharge, pairCharges } from '../appointment/pair-charges.ts';
import { nextLook } from '../coverage/verification.ts';
import type { Reference } from '../reference/in-force.ts';
import { gapOf } from '../scrub/authorization.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';
import type { PracticeId, VisitId } from '../values/ids.ts';
import type { Cause } from '../work/item.ts';
import { type VisitWork, visitCauses } from '../work/visit-causes.ts';
import { readUses, usedBy } from './authorization-uses.ts';
import { settleItems } from './open-item.ts';
import { readDay, visitsOfDay } from './patient-day.ts';
import { notePlan, plannedServices, usedBefore } from './planned-units.ts';
import type { Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import {
  changeRead,
  currentAnswer,
  currentInquiries,
  readVisit,
  type StoredVisit,
} from './stored-visit.ts';

/**
 * Only a look that came by itself (`looked`) sets the next one: a visit that changed is still to be asked about,
 * and looked at each day where something is to be mended. What one visit takes of an authorization is told to the
 * member's later ones.
 */
export async function settleVisits(
  ports: Ports,
  practice: PracticeId,
  visits: Iterable<VisitId>,
  why: 'looked' | 'changed',
): Promise<void> {
  const reference = await readReference(ports, practice);
  const later = new Set<VisitId>();
  const settle = async (id: VisitId, how: typeof why) => {
    const visit = await readVisit(ports.records, practice, id);
    return visit === null ? [] : settleVisit(ports, practice, reference, visit, how);
  };
  for (const id of new Set(visits)) for (const other of await settle(id, why)) later.add(other);
  for (const id of later) await settle(id, 'changed');
}

async function settleVisit(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  visit: StoredVisit,
  why: 'looked' | 'changed',
): Promise<readonly VisitId[]> {
  const needed = needsAuthorization(reference, visit);
  const work = await workOf(ports, practice, reference, visit);
  const causes = visitCauses(work);
  const drawn = work.charge !== 'none' || !isComing(work);
  const later = await notePlan(ports, practice, visit, needed && !drawn);
  await settleItems(ports, practice, visit.visitId, causes);
  const today = ports.clock.today();
  const authorized = needed && work.gaps.length === 0;
  const next = isOver(work) ? null : lookAfter(visit, causes, today);
  await changeRead(ports.records, practice, visit, (now) => {
    const authorizedOn = now.authorizedOn ?? (authorized ? today : null);
    const lookOn = why === 'looked' ? next : soonOf(now.lookOn, causes, today);
    if (now.contentHash !== visit.contentHash) return null;
    if (now.lookOn === lookOn && now.authorizedOn === authorizedOn) return null;
    return { visit: { ...now, lookOn, authorizedOn }, with: [] };
  });
  return later;
}

function soonOf(
  lookOn: CalendarDate | null,
  causes: readonly Cause[],
  today: CalendarDate,
): CalendarDate | null {
  return causes.length > 0 && (lookOn === null || lookOn > today) ? today : lookOn;
}

async function workOf(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  visit: StoredVisit,
): Promise<VisitWork> {
  const { appointment, firstOn } = visit;
  const payer = reference.payers.get(appointment.payerId);
  const asked = currentInquiries(visit).at(-1);
  const charge = await pairedCharge(ports, practice, visit);
  return {
    today: ports.clock.today(),
    visitOn: appointment.visitOn,
    firstOn,
    status: appointment.status,
    payer: payer === undefined ? 'unknown' : payer.electronic ? 'by-file' : 'by-hand',
    asked: asked ?? null,
    coverage: currentAnswer(visit)?.coverage ?? null,
    hasSecondary: appointment.secondary !== null,
    gaps: await gapsOf(ports, practice, reference, visit, charge),
    charge: chargeOf(charge),
  };
}

function chargeOf(charge: DayCharge | undefined): VisitWork['charge'] {
  if (charge === undefined) return 'none';
  return charge.chargeCents === 0 ? 'zero' : 'charged';
}

async function pairedCharge(
  ports: Ports,
  practice: PracticeId,
  { appointment, visitId }: StoredVisit,
) {
  const { patient, visitOn } = appointment;
  const day = await readDay(ports.records, practice, patient.patientId, visitOn);
  if (day.charges.length === 0) return undefined;
  const all = await visitsOfDay(ports.records, practice, patient.patientId, visitOn, day);
  const open = all.filter((row) => ['scheduled', 'kept'].includes(row.appointment.status));
  const visits = open.map((row) => ({
    visitId: row.visitId,
    renderingNpi: row.appointment.renderingNpi,
  }));
  return pairCharges(visits, day.charges).get(visitId);
}

/** By the practice's list, or because the payer said so of this visit. */
export function needsAuthorization(reference: Reference, visit: StoredVisit): boolean {
  const { payerId, procedures } = visit.appointment;
  const told = toldBy(reference, visit);
  return procedures.some((one) => told.requiresAuthorization(payerId, one) === true);
}

function toldBy(reference: Reference, visit: StoredVisit): Reference {
  const asked = currentAnswer(visit)?.coverage.authorizationAsked ?? [];
  if (asked.length === 0) return reference;
  return {
    ...reference,
    requiresAuthorization: (payer, procedure) =>
      asked.includes(procedure) || reference.requiresAuthorization(payer, procedure),
  };
}

async function gapsOf(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  visit: StoredVisit,
  own: DayCharge | undefined,
): Promise<VisitWork['gaps']> {
  if (!needsAuthorization(reference, visit)) return [];
  const { memberId, payerId } = visit.appointment;
  const uses = await readUses(ports.records, practice, payerId, memberId);
  const claimed = usedBy(uses, own?.claimId ?? null);
  const used = await usedBefore(ports, practice, reference, visit, claimed);
  const all = plannedServices(visit);
  return all.lines.flatMap((line) => {
    const gap = gapOf(toldBy(reference, visit), all, line, used);
    return gap === null ? [] : [{ procedure: line.procedure, gap }];
  });
}

function isComing({ status }: VisitWork): boolean {
  return status === 'scheduled' || status === 'kept';
}

function isOver(work: VisitWork): boolean {
  const { charge, today, visitOn } = work;
  if (!isComing(work)) return true;
  return charge === 'charged' && today > visitOn;
}

/**
 * While there is something to mend before the visit, or an authorization that may yet come, it stays
 * among those looked at each day; later whatever mends it tells of itself, and a look a week finds what was lost.
 */
function lookAfter(
  { appointment, lookOn }: StoredVisit,
  causes: readonly Cause[],
  today: CalendarDate,
): CalendarDate | null {
  const { visitOn } = appointment;
  const next = nextLook(visitOn, today);
  if (causes.length === 0) return next;
  const daily = today <= visitOn || causes.some(({ queue }) => queue === 'authorization');
  const inAWeek = addDays(today, 7);
  if (daily) return lookOn;
  return next !== null && next < inAWeek ? next : inAWeek;
}
