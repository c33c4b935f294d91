/** A patient's day: the visits that were planned for it and the claims that charge it. */
import * as z from 'zod/mini';
import type { DayCharge } from '../appointment/pair-charges.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, type PracticeId, type VisitId, visitId } from '../values/ids.ts';
import { centsSchema, idSchema } from '../values/schemas.ts';
import { patientDayKey } from './keys.ts';
import type { Action, Records } from './ports.ts';
import { allRows } from './read-all.ts';
import { readVisit, type StoredVisit } from './stored-visit.ts';

const chargeSchema = z.object({
  claimId: idSchema<ClaimId>(),
  renderingNpi: z.string(),
  chargeCents: centsSchema,
});

export type PatientDay = {
  readonly visits: readonly VisitId[];
  readonly charges: readonly DayCharge[];
};

export async function readDay(
  records: Records,
  practice: PracticeId,
  patient: string,
  day: CalendarDate,
): Promise<PatientDay> {
  const { partition } = patientDayKey(practice, patient, day);
  const rows = await allRows(records, { store: 'patients', partition });
  const under = (name: string) => rows.filter((row) => row.key.sort.startsWith(`${name}#`));
  return {
    visits: under('visit').map((row) => visitId(row.key.sort.slice('visit#'.length))),
    charges: under('charge').map((row) => chargeSchema.parse(row.item)),
  };
}

/** Those that are still planned for that patient and day: a visit that was moved left its mark behind. */
export async function visitsOfDay(
  records: Records,
  practice: PracticeId,
  patient: string,
  day: CalendarDate,
  { visits }: PatientDay,
): Promise<readonly StoredVisit[]> {
  const found: StoredVisit[] = [];
  for (const id of visits) {
    const visit = await readVisit(records, practice, id);
    if (visit === null) continue;
    const { appointment } = visit;
    if (appointment.patient.patientId === patient && appointment.visitOn === day) found.push(visit);
  }
  return found;
}

export function chargeAction(
  practice: PracticeId,
  patient: string,
  day: CalendarDate,
  charge: DayCharge,
): Action {
  const key = patientDayKey(practice, patient, day, 'charge', charge.claimId);
  return { kind: 'put', store: 'patients', key, item: charge, when: 'any' };
}

export function uncharge(
  practice: PracticeId,
  patient: string,
  day: CalendarDate,
  claim: ClaimId,
): Action {
  const key = patientDayKey(practice, patient, day, 'charge', claim);
  return { kind: 'remove', store: 'patients', key };
}
