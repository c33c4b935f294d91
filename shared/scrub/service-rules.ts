/** Rules E, F and H: the codes of a service and how much of it there is. */
import { isPlaceOfService } from '../codes/place-of-service.ts';
import { calendarDate } from '../values/dates.ts';
import {
  type Finding,
  failedFields,
  noData,
  pass,
  type Rule,
  type ScrubContext,
  verdict,
  verdictOn,
} from './rule.ts';
import { sampleVisit, withBill, withEncounter, withLine, withReference } from './sample-visit.ts';

const guide = 'X12 837P implementation guide 005010X222A1';

export const serviceRules: readonly Rule[] = [
  {
    id: 'E01',
    version: 1,
    title: 'Each diagnosis is a billable ICD-10-CM code on the date of service',
    severity: 'BLOCK',
    prevents: ['146', 'A7'],
    effectiveFrom: calendarDate('2015-10-01'),
    source: 'CMS and NCHS, ICD-10-CM order file of the fiscal year',
    fixHint: 'Code the diagnosis to its last character, as of the date of service.',
    check: hasBillableDiagnoses,
    examples: [
      { says: 'a billable code', outcome: 'pass', visit: sampleVisit },
      { says: 'a heading', outcome: 'fail', visit: withEncounter({ diagnoses: ['M171'] }) },
      {
        says: 'no order file of that year',
        outcome: 'no_data',
        visit: withReference({ diagnosisKind: () => 'no_data' }),
      },
    ],
  },
  {
    id: 'E03',
    version: 1,
    title: 'No diagnosis is named twice',
    severity: 'BLOCK',
    prevents: ['A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Name each diagnosis once and point to it from every line it belongs to.',
    check: ({ claim: { encounter } }) => verdictOn(areUnique(encounter.diagnoses), 'diagnoses'),
    examples: [
      { says: 'one diagnosis', outcome: 'pass', visit: sampleVisit },
      {
        says: 'the same one twice',
        outcome: 'fail',
        visit: withEncounter({ diagnoses: ['M1711', 'M1711'] }),
      },
    ],
  },
  {
    id: 'E11',
    version: 1,
    title: 'Each line points to a diagnosis that is there',
    severity: 'BLOCK',
    prevents: ['11', 'A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Point the line to the diagnoses it was done for.',
    check: ({ claim: { encounter } }) =>
      verdict(
        encounter.lines.flatMap(({ line, pointers }) =>
          failedFields({ diagnosis_pointers: arePlaces(pointers, encounter.diagnoses) }, line),
        ),
      ),
    examples: [
      { says: 'the first of one', outcome: 'pass', visit: sampleVisit },
      { says: 'the second of one', outcome: 'fail', visit: withLine({ pointers: [1, 2] }) },
      { says: 'nowhere', outcome: 'fail', visit: withLine({ pointers: [] }) },
    ],
  },
  {
    id: 'F02',
    version: 1,
    title: 'At most four modifiers a line, of two characters, none twice',
    severity: 'BLOCK',
    prevents: ['4', '182'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Keep the modifiers that change payment, first those that change the price.',
    check: ({ claim: { encounter } }) =>
      verdict(
        encounter.lines.flatMap(({ line, modifiers }) =>
          failedFields({ modifiers: areModifiers(modifiers) }, line),
        ),
      ),
    examples: [
      { says: 'one modifier', outcome: 'pass', visit: sampleVisit },
      { says: 'one twice', outcome: 'fail', visit: withLine({ modifiers: ['59', '59'] }) },
      { says: 'one of three letters', outcome: 'fail', visit: withLine({ modifiers: ['RTT'] }) },
      {
        says: 'five',
        outcome: 'fail',
        visit: withLine({ modifiers: ['25', '59', 'RT', 'LT', 'GA'] }),
      },
    ],
  },
  {
    id: 'F14',
    version: 2,
    title: 'The place of service is one that CMS lists',
    severity: 'BLOCK',
    prevents: ['5', '58'],
    effectiveFrom: null,
    source: 'CMS, place of service code set',
    fixHint: 'Enter the two digits of the place, such as 11 for the office.',
    check: ({ claim: { encounter } }) =>
      verdictOn(
        encounter.facility !== undefined || isPlaceOfService(encounter.placeOfService),
        'place_of_service',
      ),
    examples: [
      { says: 'the office', outcome: 'pass', visit: sampleVisit },
      { says: 'a facility’s type of bill', outcome: 'pass', visit: withBill() },
      { says: 'no such place', outcome: 'fail', visit: withEncounter({ placeOfService: '98' }) },
    ],
  },
  {
    id: 'H01',
    version: 1,
    title: 'Units are above zero, and whole except for miles of transport',
    severity: 'BLOCK',
    prevents: ['151', 'A7'],
    effectiveFrom: null,
    source: 'X12 837P implementation guide, SV104; CMS on fractional mileage',
    fixHint: 'Enter how many units were done.',
    check: ({ claim: { encounter } }) =>
      verdict(
        encounter.lines.flatMap(({ line, procedure, units }) =>
          failedFields(
            { units: units > 0 && (Number.isInteger(units) || mileage.includes(procedure)) },
            line,
          ),
        ),
      ),
    examples: [
      { says: 'one unit', outcome: 'pass', visit: sampleVisit },
      { says: 'no unit', outcome: 'fail', visit: withLine({ units: 0 }) },
      { says: 'half a visit', outcome: 'fail', visit: withLine({ units: 0.5 }) },
      {
        says: 'a ride of 12.5 miles',
        outcome: 'pass',
        visit: withLine({ procedure: 'A0425', units: 12.5 }),
      },
    ],
  },
];

const mileage = ['A0425', 'A0435', 'A0436'];

function hasBillableDiagnoses({ claim: { encounter }, reference }: ScrubContext) {
  const [firstDay] = encounter.lines.map((line) => line.serviceDate).toSorted();
  if (firstDay === undefined) return noData;
  const kinds = encounter.diagnoses.map((code) => reference.diagnosisKind(code, firstDay));
  const wrong = kinds.flatMap((kind, index): Finding[] =>
    kind === 'heading' || kind === 'unknown'
      ? [{ line: null, place: `diagnosis ${index + 1}` }]
      : [],
  );
  if (wrong.length > 0) return verdict(wrong);
  return kinds.includes('no_data') ? noData : pass;
}

function arePlaces(pointers: readonly number[], diagnoses: readonly string[]): boolean {
  return (
    pointers.length > 0 && pointers.every((pointer) => pointer >= 1 && pointer <= diagnoses.length)
  );
}

function areModifiers(modifiers: readonly string[]): boolean {
  const formed = modifiers.every((modifier) => /^[A-Z0-9]{2}$/.test(modifier));
  return formed && modifiers.length <= 4 && areUnique(modifiers);
}

function areUnique(codes: readonly string[]): boolean {
  return new Set(codes).size === codes.length;
}
