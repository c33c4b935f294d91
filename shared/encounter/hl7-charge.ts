/** One charge of a DFT^P03 (FT1) and what its message says of the visit, as cells of an encounter file. */
import { formatDollars, parseDollars, times } from '../values/money.ts';
import type { EncounterColumn } from './encounter-columns.ts';
import type { Hl7Message, Hl7Segment } from './hl7-message.ts';

export type Hl7Charge = {
  readonly patient: Hl7Segment;
  readonly visit: Hl7Segment;
  readonly charge: Hl7Segment;
  /** PR1 under the charge; an empty segment when there is none. */
  readonly procedure: Hl7Segment;
  /** IN1, the first payer's before the second's. */
  readonly insurances: readonly Hl7Segment[];
  /** Codes of DG1, then those that only a charge names. */
  readonly diagnoses: readonly string[];
};

type Field = { readonly from: string; readonly read: (charge: Hl7Charge) => string };

const absent: Hl7Segment = { id: '', text: () => '', repetitions: () => 0 };

/** Where each column is found; `from` is how the sender's own people call the place. */
// biome-ignore format: a table, a row a line
export const hl7Fields: Readonly<Record<EncounterColumn, Field>> = {
  encounter_id: { from: 'PV1-19', read: ({ visit }) => visit.text(19) },
  patient_id: { from: 'PID-3', read: ({ patient }) => patient.text(3, 1, marked(patient, 3, 5, 'MR') || 1) },
  patient_last: { from: 'PID-5', read: ({ patient }) => patient.text(5, 1) },
  patient_first: { from: 'PID-5', read: ({ patient }) => patient.text(5, 2) },
  patient_dob: { from: 'PID-7', read: ({ patient }) => dateOf(patient.text(7)) },
  patient_sex: { from: 'PID-8', read: ({ patient }) => sexOf(patient.text(8)) },
  patient_address: { from: 'PID-11', read: ({ patient }) => patient.text(11, 1) },
  patient_city: { from: 'PID-11', read: ({ patient }) => patient.text(11, 3) },
  patient_state: { from: 'PID-11', read: ({ patient }) => patient.text(11, 4) },
  patient_zip: { from: 'PID-11', read: ({ patient }) => patient.text(11, 5) },
  payer_id: { from: 'IN1-3', read: ({ insurances: [first = absent] }) => first.text(3) },
  member_id: { from: 'IN1-36', read: ({ insurances: [first = absent] }) => memberOf(first) },
  group_number: { from: 'IN1-8', read: ({ insurances: [first = absent] }) => first.text(8) },
  relationship: { from: 'IN1-17', read: ({ insurances: [first = absent] }) => relationshipOf(first.text(17)) },
  subscriber_last: { from: 'IN1-16', read: ({ insurances: [first = absent] }) => first.text(16, 1) },
  subscriber_first: { from: 'IN1-16', read: ({ insurances: [first = absent] }) => first.text(16, 2) },
  subscriber_dob: { from: 'IN1-18', read: ({ insurances: [first = absent] }) => dateOf(first.text(18)) },
  secondary_payer_id: { from: 'IN1-3', read: ({ insurances: [, second = absent] }) => second.text(3) },
  secondary_member_id: { from: 'IN1-36', read: ({ insurances: [, second = absent] }) => memberOf(second) },
  prior_authorization: { from: 'IN1-14', read: ({ insurances: [first = absent] }) => first.text(14) },
  referring_npi: { from: 'PV1-8', read: ({ visit }) => npiOf(visit, 8) },
  rendering_npi: { from: 'FT1-20', read: ({ charge, visit }) => npiOf(charge, 20) || npiOf(visit, 7) },
  place_of_service: { from: 'FT1-16', read: ({ charge, visit }) => placeOf(charge, 16) || placeOf(visit, 3) },
  service_date: { from: 'FT1-4', read: ({ charge }) => dateOf(charge.text(4)) },
  service_date_to: { from: 'FT1-4', read: ({ charge }) => dateOf(charge.text(4, 2)) },
  procedure: { from: 'FT1-25', read: ({ charge, procedure }) => charge.text(25) || procedure.text(3) || charge.text(7) },
  modifiers: { from: 'FT1-26', read: ({ charge, procedure }) => (list(charge, 26) || list(procedure, 16)) },
  diagnoses: { from: 'DG1-3', read: ({ diagnoses }) => diagnoses.join(' ') },
  diagnosis_pointers: { from: 'FT1-19', read: pointersOf },
  units: { from: 'FT1-10', read: ({ charge }) => charge.text(10) },
  charge: { from: 'FT1-11', read: ({ charge }) => charge.text(11) || extended(charge) },
  closed_at: { from: 'PV1-45', read: ({ visit }) => instantOf(visit.text(45)) },
  documented: { from: '', read: () => '' },
};

/** The charges of a message: each FT1 that charges, with the PR1 that follows it. */
export function chargesOf(message: Hl7Message): readonly Hl7Charge[] {
  const { segments } = message;
  const only = (id: string) => segments.find((segment) => segment.id === id) ?? absent;
  const all = (id: string) => segments.filter((segment) => segment.id === id);
  const charges = segments.flatMap((charge, at) =>
    charge.id === 'FT1' ? [{ charge, procedure: procedureAfter(segments, at) }] : [],
  );
  const diagnoses = [
    ...all('DG1').map((segment) => segment.text(3)),
    ...charges.flatMap(({ charge }) => diagnosesOf(charge)),
  ];
  const insurances = all('IN1').toSorted((a, b) => orderOf(a) - orderOf(b));
  const visit = {
    patient: only('PID'),
    visit: only('PV1'),
    insurances,
    diagnoses: [...new Set(diagnoses)].filter((code) => code !== ''),
  };
  return charges.map((charge) => ({ ...visit, ...charge }));
}

function procedureAfter(segments: readonly Hl7Segment[], charge: number): Hl7Segment {
  const next = segments.slice(charge + 1).find(({ id }) => id === 'PR1' || id === 'FT1');
  return next?.id === 'PR1' ? next : absent;
}

/** IN1-22 is the payer's turn; without it the order of the set ids stands. */
function orderOf(insurance: Hl7Segment): number {
  return Number(insurance.text(22)) || Number(insurance.text(1)) || 0;
}

function diagnosesOf(charge: Hl7Segment): readonly string[] {
  return Array.from({ length: charge.repetitions(19) }, (_, index) =>
    charge.text(19, 1, index + 1),
  );
}

/** A charge that names no diagnosis is for those of its visit; a line can point at four (SV107). */
function pointersOf({ charge, diagnoses }: Hl7Charge): string {
  const named = diagnosesOf(charge).filter((code) => code !== '');
  const pointed = named.length > 0 ? named : diagnoses.slice(0, 4);
  return pointed.map((code) => diagnoses.indexOf(code) + 1).join(' ');
}

/** The first repetition whose component says this; 0 when none does. */
function marked(segment: Hl7Segment, field: number, component: number, mark: string): number {
  for (let repetition = 1; repetition <= segment.repetitions(field); repetition += 1) {
    if (segment.text(field, component, repetition) === mark) return repetition;
  }
  return 0;
}

/** XCN: the repetition of type NPI (XCN-13), or of that authority (XCN-9), else the first. */
function npiOf(segment: Hl7Segment, field: number): string {
  const repetition = marked(segment, field, 13, 'NPI') || marked(segment, field, 9, 'NPI');
  return segment.text(field, 1, repetition || 1);
}

/** PL-6 is the kind of a place, PL-1 its name: whichever is a place of service of two digits. */
function placeOf(segment: Hl7Segment, field: number): string {
  const isCode = (text: string) => /^\d{2}$/.test(text);
  return [segment.text(field, 6), segment.text(field, 1)].find(isCode) ?? '';
}

function memberOf(insurance: Hl7Segment): string {
  return insurance.text(36) || insurance.text(49);
}

function list(segment: Hl7Segment, field: number): string {
  return Array.from({ length: segment.repetitions(field) }, (_, index) =>
    segment.text(field, 1, index + 1),
  ).join(' ');
}

/** FT1-12, the price of one, times FT1-10; as it stands when one of them has the wrong form. */
function extended(charge: Hl7Segment): string {
  const price = parseDollars(charge.text(12));
  const units = charge.text(10);
  if (price === undefined || !/^\d{1,8}(\.\d{1,3})?$/.test(units)) return charge.text(12);
  return formatDollars(times(price, Number(units)));
}

/** A time stamp's day; any other text is left for the reader of cells to refuse. */
function dateOf(stamp: string): string {
  return stamp.replace(/^(\d{4})(\d{2})(\d{2})(\d{4,}(\.\d+)?([+-]\d{4})?)?$/, '$1-$2-$3');
}

/** A time without its offset could be any hour: unknown. */
function instantOf(stamp: string): string {
  const form = /^(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})(\d{2})?(?:\.\d+)?([+-]\d{2})(\d{2})$/;
  const [, year, month, day, hour, minute, second = '00', zone, zoneMinutes] =
    form.exec(stamp) ?? [];
  if (year === undefined) return '';
  return `${year}-${month}-${day}T${hour}:${minute}:${second}${zone}:${zoneMinutes}`;
}

/** HL7 table 0001; payers know no others. */
function sexOf(code: string): string {
  if (code === '') return '';
  return ['F', 'M'].includes(code) ? code : 'U';
}

/** HL7 table 0063, or X12's individual relationship codes; whoever else is other. */
const relationships: ReadonlyMap<string, string> = new Map([
  ['SEL', 'self'],
  ['SELF', 'self'],
  ['18', 'self'],
  ['SPO', 'spouse'],
  ['SPOUSE', 'spouse'],
  ['01', 'spouse'],
  ['CHD', 'child'],
  ['NCH', 'child'],
  ['CHILD', 'child'],
  ['19', 'child'],
]);

function relationshipOf(code: string): string {
  return code === '' ? '' : (relationships.get(code.toUpperCase()) ?? 'other');
}
