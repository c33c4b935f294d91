/** The columns of an encounter file, a row a service line. */

export const neededColumns = [
  'patient_id',
  'patient_last',
  'patient_first',
  'patient_dob',
  'patient_address',
  'patient_city',
  'patient_state',
  'patient_zip',
  'payer_id',
  'member_id',
  'relationship',
  'rendering_npi',
  'place_of_service',
  'service_date',
  'procedure',
  'diagnoses',
  'diagnosis_pointers',
  'units',
  'charge',
] as const;

/** Every column that an encounter file may have. */
export const encounterColumns = [
  ...neededColumns,
  'encounter_id',
  'patient_sex',
  'group_number',
  'subscriber_last',
  'subscriber_first',
  'subscriber_dob',
  'secondary_payer_id',
  'secondary_member_id',
  'prior_authorization',
  'referring_npi',
  'service_date_to',
  'modifiers',
  'closed_at',
  'documented',
] as const;

export type EncounterColumn = (typeof encounterColumns)[number];
