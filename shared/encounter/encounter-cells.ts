/** An encounter laid out again as the rows of an encounter file, so that a changed one is read by the same rules. */
import { formatDollars } from '../values/money.ts';
import type { Encounter, ServiceLine } from './encounter.ts';
import type { EncounterColumn } from './encounter-columns.ts';

/** A service line's row by column; a column that is absent is empty. */
export type EncounterCells = Readonly<Partial<Record<EncounterColumn, string>>>;

/** What a service line says of itself; every other column belongs to the visit. */
export const lineColumns = [
  'service_date',
  'service_date_to',
  'procedure',
  'modifiers',
  'diagnosis_pointers',
  'units',
  'charge',
] as const satisfies readonly EncounterColumn[];

export function encounterCells(encounter: Encounter): readonly EncounterCells[] {
  const visit = visitCells(encounter);
  return encounter.lines.map((line) => ({ ...visit, ...lineCells(line) }));
}

function visitCells(encounter: Encounter): EncounterCells {
  const { closedAt, documented, patient, secondary, subscriber } = encounter;
  return {
    encounter_id: encounter.encounterId,
    patient_id: patient.patientId,
    patient_last: patient.last,
    patient_first: patient.first,
    patient_dob: patient.birthDate,
    patient_sex: patient.sex,
    patient_address: patient.address.line1,
    patient_city: patient.address.city,
    patient_state: patient.address.state,
    patient_zip: patient.address.zip,
    payer_id: encounter.payerId,
    member_id: encounter.memberId,
    group_number: encounter.groupNumber,
    relationship: encounter.relationship,
    subscriber_last: subscriber?.last ?? '',
    subscriber_first: subscriber?.first ?? '',
    subscriber_dob: subscriber?.birthDate ?? '',
    secondary_payer_id: secondary?.payerId ?? '',
    secondary_member_id: secondary?.memberId ?? '',
    prior_authorization: encounter.priorAuthorization,
    referring_npi: encounter.referringNpi,
    rendering_npi: encounter.renderingNpi,
    place_of_service: encounter.placeOfService,
    diagnoses: encounter.diagnoses.join(' '),
    closed_at: closedAt,
    documented: documented === null ? '' : JSON.stringify(documented),
  };
}

/** The last day of one day is left to follow the first. */
function lineCells(line: ServiceLine): EncounterCells {
  return {
    service_date: line.serviceDate,
    service_date_to: line.serviceDateTo === line.serviceDate ? '' : line.serviceDateTo,
    procedure: line.procedure,
    modifiers: line.modifiers.join(' '),
    diagnosis_pointers: line.pointers.join(' '),
    units: String(line.units),
    charge: formatDollars(line.chargeCents),
  };
}
