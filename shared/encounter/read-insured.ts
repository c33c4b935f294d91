/** The columns that tell a patient and the insured, the same in every file that names both. */
import type { Cells } from '../csv/cells.ts';
import type { Patient, Relationship, Sex, Subscriber } from './encounter.ts';

type InsuredColumn =
  | 'patient_id'
  | 'patient_last'
  | 'patient_first'
  | 'patient_dob'
  | 'patient_sex'
  | 'subscriber_last'
  | 'subscriber_first'
  | 'subscriber_dob';

type Row = Cells<InsuredColumn>;

export type Person = Omit<Patient, 'address'>;

export function readPerson(row: Row): Person {
  return {
    patientId: row.needed('patient_id'),
    last: row.needed('patient_last'),
    first: row.needed('patient_first'),
    birthDate: row.date('patient_dob'),
    sex: row.text('patient_sex') === '' ? 'U' : row.read('patient_sex', parseSex, 'U'),
  };
}

/** The insured; null when no one is named, or when `self` only repeats the patient. */
export function readSubscriber(
  row: Row,
  patient: Person,
  relationship: Relationship,
): Subscriber | null {
  const last = row.text('subscriber_last');
  const first = row.text('subscriber_first');
  const birthDate = row.optionalDate('subscriber_dob');
  if (last === '' && first === '') return null;
  const repeats =
    `${last}\n${first}`.toUpperCase() === `${patient.last}\n${patient.first}`.toUpperCase() &&
    (birthDate === null || birthDate === patient.birthDate);
  return relationship === 'self' && repeats ? null : { last, first, birthDate };
}

export function parseRelationship(cell: string): Relationship | undefined {
  const relationships: readonly Relationship[] = ['self', 'spouse', 'child', 'other'];
  return relationships.find((relationship) => relationship === cell);
}

function parseSex(cell: string): Sex | undefined {
  const sexes: readonly Sex[] = ['F', 'M', 'U'];
  return sexes.find((sex) => sex === cell.toUpperCase());
}
