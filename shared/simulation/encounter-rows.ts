/** A visit as the clinic's system exports it: one row of cells per service line. */
import { cents, formatDollars } from '../values/money.ts';
import { chargeOf } from './fee-schedule.ts';
import type { Person } from './patients.ts';
import type { ReasonLine } from './visit-reasons.ts';
import type { Visit } from './visits.ts';

export const encounterColumns = [
  'encounter_id',
  'patient_id',
  'patient_last',
  'patient_first',
  'patient_dob',
  'patient_sex',
  'patient_address',
  'patient_city',
  'patient_state',
  'patient_zip',
  'payer_id',
  'member_id',
  'group_number',
  'relationship',
  'subscriber_last',
  'subscriber_first',
  'subscriber_dob',
  'secondary_payer_id',
  'secondary_member_id',
  'prior_authorization',
  'referring_npi',
  'rendering_npi',
  'place_of_service',
  'service_date',
  'service_date_to',
  'procedure',
  'modifiers',
  'diagnoses',
  'diagnosis_pointers',
  'units',
  'charge',
  'closed_at',
  'documented',
] as const;

export type EncounterRow = Readonly<Record<(typeof encounterColumns)[number], string>>;

/** The rows of a visit without any mistake. */
export function encounterRows(visit: Visit, authorization: string): readonly EncounterRow[] {
  const header = {
    ...personCells(visit.person),
    ...visitCells(visit),
    prior_authorization: authorization,
  };
  return visit.lines.map((line) => ({ ...header, ...lineCells(line) }));
}

export function everyRow(
  rows: readonly EncounterRow[],
  change: Partial<EncounterRow>,
): readonly EncounterRow[] {
  return rows.map((row) => ({ ...row, ...change }));
}

function personCells(person: Person) {
  const { patient, subscriber, supplement } = person;
  return {
    patient_id: patient.patientId,
    patient_last: patient.last,
    patient_first: patient.first,
    patient_dob: patient.birthDate,
    patient_sex: patient.sex,
    patient_address: patient.address.line1,
    patient_city: patient.address.city,
    patient_state: patient.address.state,
    patient_zip: patient.address.zip,
    relationship: person.relationship,
    subscriber_last: subscriber?.last ?? '',
    subscriber_first: subscriber?.first ?? '',
    subscriber_dob: subscriber?.birthDate ?? '',
    secondary_payer_id: supplement?.payerId ?? '',
    secondary_member_id: supplement?.memberId ?? '',
  };
}

function visitCells(visit: Visit) {
  return {
    encounter_id: visit.encounterId,
    payer_id: visit.coverage.payerId,
    member_id: visit.coverage.memberId,
    group_number: visit.coverage.groupNumber,
    referring_npi: visit.referringNpi,
    rendering_npi: visit.renderingNpi,
    place_of_service: visit.telehealth ? '10' : '11',
    service_date: visit.date,
    service_date_to: '',
    diagnoses: visit.reason.diagnoses,
    closed_at: `${visit.date}T${visit.endedAt}:00${offsetOn(visit.date)}`,
    documented: '',
  };
}

function lineCells(line: ReasonLine) {
  const units = line.units ?? 1;
  return {
    procedure: line.procedure,
    modifiers: line.modifiers ?? '',
    diagnosis_pointers: line.pointers,
    units: String(units),
    charge: formatDollars(cents(chargeOf(line.procedure) * units)),
  };
}

/** Chicago: daylight time from the second Sunday in March to the first in November. */
function offsetOn(date: string): string {
  return date >= '2026-03-08' && date < '2026-11-01' ? '-05:00' : '-06:00';
}
