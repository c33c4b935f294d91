/** Rules A: what an 837 must have to be read at all. */
import { claimId } from '../values/ids.ts';
import { cents, sumOf } from '../values/money.ts';
import { failedFields, type Rule, type ScrubContext, verdict, verdictOn } from './rule.ts';
import { sampleVisit, withBill, withClaim, withEncounter, withLine } from './sample-visit.ts';

const guide = 'X12 837P implementation guide 005010X222A1';

export const claimFormRules: readonly Rule[] = [
  {
    id: 'A01',
    version: 1,
    title: 'Everybody and everything that an 837P must name is there',
    severity: 'BLOCK',
    final: true,
    prevents: ['16', 'A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Complete the missing part in the practice system, or load practice.json.',
    check: hasRequiredParts,
    examples: [
      { says: 'a complete visit', outcome: 'pass', visit: sampleVisit },
      { says: 'no diagnosis', outcome: 'fail', visit: withEncounter({ diagnoses: [] }) },
      {
        says: 'a child’s claim without the insured',
        outcome: 'fail',
        visit: withEncounter({ relationship: 'child' }),
      },
      {
        says: 'a practice that never described itself',
        outcome: 'fail',
        visit: { ...sampleVisit, reference: { ...sampleVisit.reference, practice: null } },
      },
    ],
  },
  {
    id: 'A02',
    version: 1,
    title: 'The claim’s charge is the sum of its lines’ charges',
    severity: 'BLOCK',
    prevents: ['A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Build the claim again; its total is not what its lines add up to.',
    check: ({ claim }) =>
      verdictOn(
        claim.chargeCents === sumOf(claim.encounter.lines, (line) => line.chargeCents),
        'charge',
      ),
    examples: [
      { says: 'the sum of two lines', outcome: 'pass', visit: sampleVisit },
      {
        says: 'a cent too much',
        outcome: 'fail',
        visit: withClaim({ chargeCents: cents(29_001) }),
      },
    ],
  },
  {
    id: 'A03',
    version: 1,
    title: 'There is something to charge',
    severity: 'BLOCK',
    prevents: ['A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Enter the charge of at least one line.',
    check: ({ claim }) => verdictOn(claim.chargeCents > 0, 'charge'),
    examples: [
      { says: 'a charge', outcome: 'pass', visit: sampleVisit },
      { says: 'all for free', outcome: 'fail', visit: withLine({ chargeCents: cents(0) }) },
    ],
  },
  {
    id: 'A04',
    version: 1,
    title: 'No line’s charge is negative',
    severity: 'BLOCK',
    prevents: ['A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Take the discount out of the charge; adjustments are not charges.',
    check: ({ claim }) =>
      verdict(
        claim.encounter.lines.flatMap((line) =>
          failedFields({ charge: line.chargeCents >= 0 }, line.line),
        ),
      ),
    examples: [
      { says: 'charges above nothing', outcome: 'pass', visit: sampleVisit },
      { says: 'a line of −$1', outcome: 'fail', visit: withLine({ chargeCents: cents(-100) }) },
    ],
  },
  {
    id: 'A05',
    version: 2,
    title: '1 to 50 lines (a facility 999), 1 to 12 diagnoses (25), 1 to 4 pointers a line',
    severity: 'BLOCK',
    final: true,
    prevents: ['A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Split the visit, or keep the diagnoses that the services were for.',
    check: fitsCounts,
    examples: [
      { says: 'two lines', outcome: 'pass', visit: sampleVisit },
      { says: '50 lines', outcome: 'pass', visit: withLines(50) },
      { says: '51 lines', outcome: 'fail', visit: withLines(51) },
      { says: 'a facility’s bill of 51 lines', outcome: 'pass', visit: withBill({}, 51) },
      { says: 'five pointers', outcome: 'fail', visit: withLine({ pointers: [1, 1, 1, 1, 1] }) },
      {
        says: '13 diagnoses',
        outcome: 'fail',
        visit: withEncounter({ diagnoses: Array.from({ length: 13 }, () => 'M1711') }),
      },
    ],
  },
  {
    id: 'A06',
    version: 1,
    title: 'The patient control number comes back whole: at most 20 letters and digits',
    severity: 'BLOCK',
    final: true,
    prevents: [],
    effectiveFrom: null,
    source: `${guide}, CLM01`,
    fixHint: 'Build the claim again; its number is not one that payers return unchanged.',
    check: ({ claim }) =>
      verdictOn(/^[A-Z0-9]{1,20}$/.test(claim.claimId), 'patient control number'),
    examples: [
      { says: 'our own number', outcome: 'pass', visit: sampleVisit },
      {
        says: '21 digits',
        outcome: 'fail',
        visit: withClaim({ claimId: claimId('X'.repeat(21)) }),
      },
    ],
  },
  {
    id: 'A07',
    version: 1,
    title: 'Each line has a control number of its own, at most 30 characters',
    severity: 'BLOCK',
    final: true,
    prevents: [],
    effectiveFrom: null,
    source: `${guide}, REF*6R`,
    fixHint: 'Build the claim again; answers to its lines could not be matched.',
    check: hasLineControlNumbers,
    examples: [
      { says: 'a number a line', outcome: 'pass', visit: sampleVisit },
      {
        says: 'one number for two lines',
        outcome: 'fail',
        visit: withClaim({
          lines: [1, 2].map((line) => ({ line, controlNumber: 'X', expectedCents: null })),
        }),
      },
    ],
  },
];

function withLines(count: number): ScrubContext {
  const [first] = sampleVisit.claim.encounter.lines;
  const lines = Array.from({ length: first ? count : 0 }, (_, index) => index + 1);
  return withEncounter({ lines: lines.flatMap((line) => (first ? [{ ...first, line }] : [])) });
}

function hasRequiredParts({ claim, reference }: ScrubContext) {
  const { encounter } = claim;
  const { patient, relationship, subscriber, secondary } = encounter;
  const insured = relationship === 'self' || (subscriber?.last && subscriber.first);
  return verdict([
    ...failedFields({
      'billing provider': reference.practice !== null,
      patient_last: patient.last !== '',
      patient_first: patient.first !== '',
      payer_id: encounter.payerId !== '',
      member_id: encounter.memberId !== '',
      subscriber: Boolean(insured),
      secondary_member_id: secondary === null || secondary.memberId !== '',
      rendering_npi: encounter.renderingNpi !== '',
      place_of_service: encounter.placeOfService !== '',
      diagnoses: encounter.diagnoses.length > 0,
      'service line': encounter.lines.length > 0,
    }),
    ...encounter.lines.flatMap((line) =>
      failedFields({ procedure: line.procedure !== '' }, line.line),
    ),
  ]);
}

function fitsCounts({ claim }: ScrubContext) {
  const { diagnoses, facility, lines } = claim.encounter;
  const most = facility ? { lines: 999, diagnoses: 25 } : { lines: 50, diagnoses: 12 };
  return verdict([
    ...failedFields({
      'service line': lines.length >= 1 && lines.length <= most.lines,
      diagnoses: diagnoses.length >= 1 && diagnoses.length <= most.diagnoses,
    }),
    ...lines.flatMap(({ line, pointers }) =>
      failedFields({ diagnosis_pointers: pointers.length >= 1 && pointers.length <= 4 }, line),
    ),
  ]);
}

function hasLineControlNumbers({ claim }: ScrubContext) {
  const numbers = claim.lines.map((line) => line.controlNumber);
  const unique = new Set(numbers).size === claim.encounter.lines.length;
  const short = numbers.every((number) => /^\S{1,30}$/.test(number));
  return verdictOn(unique && short, 'line control number');
}
