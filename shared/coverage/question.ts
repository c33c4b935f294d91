/** What a payer is asked of a visit, and the 270 that asks it. */
import type { Appointment } from '../appointment/appointment.ts';
import type { EligibilityInquiry, InquiredPerson } from '../eligibility/eligibility-inquiry.ts';
import type { Payer, Practice } from '../reference/reference.ts';
import type { CalendarDate } from '../values/dates.ts';
import { hashOf, type VisitId, visitId } from '../values/ids.ts';
import { type Membership, namedParty } from '../x12/party.ts';

/** The part of an appointment that an answer depends on. */
export type Question = Pick<
  Appointment,
  'patient' | 'payerId' | 'memberId' | 'relationship' | 'subscriber' | 'visitOn'
>;

export function questionOf(appointment: Appointment): Question {
  const { memberId, patient, payerId, relationship, subscriber, visitOn } = appointment;
  return { memberId, patient, payerId, relationship, subscriber, visitOn };
}

/** Equal for the same question: an answer to another one says nothing of the visit as it is now. */
export function questionHash(appointment: Appointment): string {
  const { memberId, patient, payerId, relationship, subscriber, visitOn } = appointment;
  const { birthDate, first, last, sex } = patient;
  const insured = [subscriber?.last ?? '', subscriber?.first ?? '', subscriber?.birthDate ?? ''];
  const asked = [last, first, birthDate, sex, ...insured];
  return hashOf(payerId, memberId, relationship, visitOn, ...asked);
}

/** TRN02 and BHT03: the visit and the how many-th question of it. */
export function traceOf(visit: VisitId, number: number): string {
  return `${visit}N${number}`;
}

/** Null for a number that is none of ours. */
export function parseTrace(
  text: string,
): { readonly visit: VisitId; readonly number: number } | null {
  const match = /^(V[0-9A-Z]{16})N(\d{1,4})$/.exec(text);
  return match && { visit: visitId(match[1] ?? ''), number: Number(match[2]) };
}

/** The time of day is a constant, not a clock. */
export const askedAt = '1800';

export function inquiryOf(
  question: Question,
  trace: string,
  from: { readonly practice: Practice; readonly payer: Payer; readonly on: CalendarDate },
): EligibilityInquiry {
  const { on, payer, practice } = from;
  const { payerId: id } = payer;
  const heading = { purpose: '13', reference: trace, madeOn: on, madeAt: askedAt, kind: '' };
  return {
    heading,
    payer: namedParty({ role: 'PR', kind: '2', name: payer.name, idQualifier: 'PI', id }),
    provider: namedParty({
      role: '1P',
      kind: '2',
      name: practice.name,
      idQualifier: 'XX',
      id: practice.npi,
    }),
    ...peopleOf(question),
    traces: [{ kind: '1', number: trace, origin: `1${practice.taxId}`, originDetail: '' }],
    questions: [{ ...everything, serviceTypes: ['30'] }],
  };
}

const everything = {
  procedure: null,
  coverageLevel: '',
  insuranceType: '',
  diagnosisPointers: [],
  circumstances: [],
  references: [],
  dates: [],
} as const;

/** The patient is asked about; the insured stands above when that is somebody else. */
function peopleOf(question: Question) {
  const { memberId, patient, relationship, subscriber, visitOn } = question;
  const dates = [{ qualifier: '291', from: visitOn, to: visitOn }];
  const sex = patient.sex === 'U' ? '' : patient.sex;
  const { birthDate, first } = patient;
  const known = { kind: '1', name: patient.last, first, birthDate, sex };
  const member = { role: 'IL', kind: '1', idQualifier: 'MI', id: memberId } as const;
  if (relationship === 'self')
    return { subscriber: person({ ...member, ...known }, dates), dependent: null };
  const insured = { name: subscriber?.last ?? '', first: subscriber?.first ?? '' };
  return {
    subscriber: person({ ...member, ...insured, birthDate: subscriber?.birthDate ?? null }, []),
    dependent: person(
      { ...known, role: '03', membership: membershipOf(codes[relationship]) },
      dates,
    ),
  };
}

/** INS02 of a dependent. */
const codes = { spouse: '01', child: '19', other: '34' } as const;

function membershipOf(relationship: string): Membership {
  return { subscriber: 'N', relationship, change: '', changeReason: '', birthSequence: '' };
}

function person(
  party: Parameters<typeof namedParty>[0],
  dates: InquiredPerson['dates'],
): InquiredPerson {
  return { ...namedParty(party), dates, diagnoses: [] };
}
