/** What a claim is scrubbed by besides itself: its payer's answer before the visit, and the authorizations that are left. */

import type { Reference } from '../reference/in-force.ts';
import { drawsOf, type UsedUnits } from '../scrub/authorization.ts';
import type { ScrubContext } from '../scrub/rule.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, PayerId, PracticeId, VisitId } from '../values/ids.ts';
import { draw, readUses, usedBy } from './authorization-uses.ts';
import { currentVersion } from './claim-versions.ts';
import { chargeAction, type PatientDay, readDay, uncharge, visitsOfDay } from './patient-day.ts';
import type { Action, Ports } from './ports.ts';
import type { ClaimParts, StoredClaim } from './stored-claim.ts';
import { currentAnswer } from './stored-visit.ts';

export type ScrubFacts = Pick<ScrubContext, 'eligibility' | 'usedUnits'> & {
  /** What the claim charges, to be written with its scrub; empty when that is known. */
  readonly noted: readonly Action[];
  /** Visits that it charges, or no longer charges: they are told each time, since a telling may be lost. */
  readonly visits: readonly VisitId[];
  /** Claims of members to whom it may have given units back: told each time, likewise. */
  readonly freed: readonly ClaimId[];
};

/** Takes what the claim needs of its authorizations on the way, so that a later claim sees it. */
export async function scrubFacts(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  parts: ClaimParts,
  claim: StoredClaim,
): Promise<ScrubFacts> {
  const voided = parts.decisions.some((row) => row.action === 'void');
  const day = await readDay(ports.records, practice, ...dayOf(claim));
  const left = await leaveOtherDays(ports, practice, parts, voided ? null : claim);
  const noted = voided ? [] : chargeNoted(practice, day, claim);
  return {
    eligibility: await eligibilityOf(ports, practice, day, claim),
    usedUnits: await drawOn(ports, practice, reference, parts, claim, voided),
    noted,
    visits: [...left, ...day.visits],
    freed: await freedBy(ports, practice, reference, parts, voided),
  };
}

/** Who drew after it may be held for want of what a void or a correction has given back. */
async function freedBy(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  parts: ClaimParts,
  voided: boolean,
): Promise<readonly ClaimId[]> {
  const { number, claim: current } = currentVersion(parts);
  if (!voided && (number === 1 || parts.scrub?.of === number)) return [];
  const members = new Map(parts.versions.map(({ claim }) => [memberOf(claim).join(' '), claim]));
  const freed: ClaimId[] = [];
  for (const claim of members.values()) {
    const [payer, id] = memberOf(claim);
    if (reference.authorizationsOf(payer, id).length === 0) continue;
    const { uses } = await readUses(ports.records, practice, payer, id);
    freed.push(...uses.map((use) => use.claimId));
  }
  return freed.filter((claim) => claim !== current.claimId);
}

function dayOf({ encounter, takenOn }: StoredClaim): [string, CalendarDate] {
  return [encounter.patient.patientId, encounter.lines[0]?.serviceDate ?? takenOn];
}

/** Nothing when the day knows it already. */
function chargeNoted(
  practice: PracticeId,
  { charges }: PatientDay,
  claim: StoredClaim,
): readonly Action[] {
  const { chargeCents, claimId, encounter } = claim;
  const { renderingNpi } = encounter;
  const known = charges.find((row) => row.claimId === claimId);
  if (known?.renderingNpi === renderingNpi && known.chargeCents === chargeCents) return [];
  return [chargeAction(practice, ...dayOf(claim), { claimId, renderingNpi, chargeCents })];
}

/** A correction may name another patient or day, and a void charges none. */
async function leaveOtherDays(
  ports: Ports,
  practice: PracticeId,
  { versions }: ClaimParts,
  current: StoredClaim | null,
): Promise<readonly VisitId[]> {
  const stays = current === null ? '' : dayOf(current).join(' ');
  const days = versions.map(({ claim }) => ({ claim, at: dayOf(claim) }));
  const gone = days.filter(({ at }) => at.join(' ') !== stays);
  const visits: VisitId[] = [];
  for (const { at, claim } of gone) {
    const day = await readDay(ports.records, practice, ...at);
    visits.push(...day.visits);
    if (!day.charges.some((row) => row.claimId === claim.claimId)) continue;
    await ports.records.transact([uncharge(practice, ...at, claim.claimId)]);
  }
  return visits;
}

/** The same payer and member, asked about that day. */
async function eligibilityOf(
  ports: Ports,
  practice: PracticeId,
  day: PatientDay,
  claim: StoredClaim,
): Promise<ScrubContext['eligibility']> {
  if (day.visits.length === 0) return null;
  const { memberId, payerId } = claim.encounter;
  const visits = await visitsOfDay(ports.records, practice, ...dayOf(claim), day);
  const own = visits.filter(
    ({ appointment }) => appointment.payerId === payerId && appointment.memberId === memberId,
  );
  const answers = own.flatMap((visit) => currentAnswer(visit) ?? []);
  const last = answers.toSorted((a, b) => (a.made < b.made ? -1 : 1)).at(-1);
  return last === undefined ? null : { coverage: last.coverage, answeredOn: last.on };
}

/** Whom a claim drew on before it was corrected gets back what it took. */
async function drawOn(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  { versions }: ClaimParts,
  claim: StoredClaim,
  voided: boolean,
): Promise<UsedUnits> {
  const own = memberOf(claim).join(' ');
  const others = new Map(versions.map((row) => [memberOf(row.claim).join(' '), row.claim]));
  others.delete(own);
  for (const other of others.values()) await drawOf(ports, practice, reference, other, true);
  return drawOf(ports, practice, reference, claim, voided);
}

function memberOf({ encounter }: StoredClaim): [PayerId, string] {
  return [encounter.payerId, encounter.memberId];
}

async function drawOf(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
  claim: StoredClaim,
  nothing: boolean,
): Promise<UsedUnits> {
  const { claimId, encounter } = claim;
  const [payer, id] = memberOf(claim);
  if (reference.authorizationsOf(payer, id).length === 0)
    return usedBy({ version: 0, uses: [] }, null);
  return draw(ports.records, practice, { payer, id, claimId }, (used) =>
    nothing ? [] : drawsOf(reference, encounter, used),
  );
}
