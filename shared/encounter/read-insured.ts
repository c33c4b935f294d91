/** The columns that tell a patient and how he is insured, the same in every file that names both. */
import type { Cells } from '../csv/cells.ts';
import { payerId } from '../values/ids.ts';
import type { Encounter, Patient, Relationship, Sex, Subscriber } from './encounter.ts';

type InsuredColumn =
  | 'patient_id'
  | 'patient_last'
  | 'patient_first'
  | 'patient_dob'
  | 'patient_sex'
  | 'payer_id'
  | 'member_id'
  | 'group_number'
  | 'relationship'
  | 'subscriber_last'
  | 'subscriber_first'
  | 'subscriber_dob'
  | 'secondary_payer_id'
  | 'secondary_member_id'
  | 'prior_authorization';

type Row = Cells<InsuredColumn>;

export type Person = Omit<Patient, 'address'>;

type Insured = Pick<
  Encounter,
  | 'payerId'
  | 'memberId'
  | 'groupNumber'
  | 'relationship'
  | 'subscriber'
  | 'secondary'
  | 'priorAuthorization'
>;

export function readPerson(row: Row): Person {
  return {
    patientId: row.needed('patient_id'),
    last: row.needed('patient_last'),
    first: row.needed('patient_first'),
    birthDate: row.date('patient_dob'),
    sex: row.text('patient_sex') === '' ? 'U' : row.read('patient_sex', parseSex, 'U'),
  };
}

/** By whom, under which member id and through whom; and by whom next. */
export function readInsured(row: Row, patient: Person): Insured {
  const relationship = row.read('relationship', parseRelationship, 'self');
  const secondaryPayer = row.text('secondary_payer_id');
  return {
    payerId: payerId(row.needed('payer_id')),
    memberId: row.needed('member_id'),
    groupNumber: row.text('group_number'),
    relationship,
    subscriber: readSubscriber(row, patient, relationship),
    secondary:
      secondaryPayer === ''
        ? null
        : { payerId: payerId(secondaryPayer), memberId: row.text('secondary_member_id') },
    priorAuthorization: row.text('prior_authorization'),
  };
}

/** The insured; null when no one is named, or when `self` only repeats the patient. */
function readSubscriber(row: Row, patient: Person, relationship: Relationship): Subscriber | null {
  const last = row.text('subscriber_last');
  const first = row.text('subscriber_first');
  const birthDate = row.optionalDate('subscriber_dob');
  if (last === '' && first === '') return null;
  const repeats =
    `${last}\n${first}`.toUpperCase() === `${patient.last}\n${patient.first}`.toUpperCase() &&
    (birthDate === null || birthDate === patient.birthDate);
  return relationship === 'self' && repeats ? null : { last, first, birthDate };
}

function parseRelationship(cell: string): Relationship | undefined {
  const relationships: readonly Relationship[] = ['self', 'spouse', 'child', 'other'];
  return relationships.find((relationship) => relationship === cell);
}

function parseSex(cell: string): Sex | undefined {
  const sexes: readonly Sex[] = ['F', 'M', 'U'];
  return sexes.find((sex) => sex === cell.toUpperCase());
}
