/** Rules U: what an uploaded 837 must say beside the visit; most are about those of facilities. */
import type { FacilityBill } from '../encounter/facility-bill.ts';
import { failedFields, pass, type Rule, type ScrubContext, verdict, verdictOn } from './rule.ts';
import { sampleVisit, withBill, withEncounter } from './sample-visit.ts';

const guide = 'X12 837I implementation guide 005010X223A2';

export const facilityRules: readonly Rule[] = [
  {
    id: 'U01',
    version: 1,
    title:
      'A facility’s bill has its type, dates, patient status, diagnosis, attending and revenue codes',
    severity: 'BLOCK',
    final: true,
    prevents: ['16', 'A7'],
    effectiveFrom: null,
    source: guide,
    fixHint:
      'Complete the bill in the facility’s system; void this one and send it under a new number.',
    check: onBill(hasBillParts),
    examples: [
      { says: 'the visit of a professional', outcome: 'pass', visit: sampleVisit },
      { says: 'a whole bill', outcome: 'pass', visit: withBill() },
      { says: 'no statement dates', outcome: 'fail', visit: withBill({ statement: null }) },
      { says: 'nobody who attended', outcome: 'fail', visit: withBill({ providers: [] }) },
      {
        says: 'a stay without its admission',
        outcome: 'fail',
        visit: withEncounter({ ...withBill().claim.encounter, placeOfService: '11' }),
      },
    ],
  },
  {
    id: 'U02',
    version: 1,
    title: 'A facility’s bill goes to the first payer; what another one decided is not written yet',
    severity: 'BLOCK',
    final: true,
    prevents: ['22', 'A7'],
    effectiveFrom: null,
    source: `house rule: loops 2320 and 2430 of ${guide} are read and not sent`,
    fixHint: 'Send it from the facility’s own system, then void it here or post its answer.',
    check: onBill(({ firstPayer }) => verdictOn(firstPayer, 'SBR01')),
    examples: [
      { says: 'the visit of a professional', outcome: 'pass', visit: sampleVisit },
      { says: 'a bill to the first payer', outcome: 'pass', visit: withBill() },
      { says: 'a bill to the second', outcome: 'fail', visit: withBill({ firstPayer: false }) },
    ],
  },
  {
    id: 'U03',
    version: 1,
    title: 'Nothing that a facility’s export says would be missing in what we send',
    severity: 'HOLD',
    prevents: ['16'],
    effectiveFrom: null,
    source: 'house rule: segments of an uploaded 837I without a field of ours are not written',
    fixHint:
      'The file’s segment-left-out issues name them; override when the payer does not need them.',
    check: onBill(({ leftOut }) => verdict(leftOut.map((place) => ({ line: null, place })))),
    examples: [
      { says: 'the visit of a professional', outcome: 'pass', visit: sampleVisit },
      { says: 'a bill that we read whole', outcome: 'pass', visit: withBill() },
      { says: 'a drug (LIN) on a line', outcome: 'fail', visit: withBill({ leftOut: ['LIN'] }) },
    ],
  },
  {
    id: 'U04',
    version: 1,
    title: 'An uploaded claim is an original one, and a professional’s goes to the first payer',
    severity: 'BLOCK',
    final: true,
    prevents: ['18', '22'],
    effectiveFrom: null,
    source:
      'house rule: CLM05-3 and SBR01 of what was uploaded; only originals to first payers are built of it',
    fixHint:
      'Correct or void the claim that stands already; void this one, or correct it into an original.',
    check: ({ claim }) => verdictOn(claim.encounter.notOriginal === undefined, 'CLM05-3'),
    examples: [
      { says: 'an original to the first payer', outcome: 'pass', visit: sampleVisit },
      { says: 'a replacement', outcome: 'fail', visit: uploadedAs('P', '7') },
      { says: 'a bill to the second payer', outcome: 'fail', visit: uploadedAs('S', '1') },
    ],
  },
];

function uploadedAs(rank: string, frequency: string) {
  return withEncounter({ notOriginal: { rank, frequency } });
}

type Check = (bill: FacilityBill, context: ScrubContext) => ReturnType<Rule['check']>;

function onBill(check: Check): Rule['check'] {
  return (context) => {
    const { facility } = context.claim.encounter;
    return facility === undefined ? pass : check(facility, context);
  };
}

function hasBillParts(bill: FacilityBill, { claim: { encounter } }: ScrubContext) {
  const { admittedOn, admissionType, codes, lines, patientStatus, providers, statement } = bill;
  const stay = isStay(encounter.placeOfService);
  return verdict([
    ...failedFields({
      'type of bill': /^\d{2}$/.test(encounter.placeOfService),
      'statement dates': statement !== null,
      'patient status': /^\d{2}$/.test(patientStatus),
      'principal diagnosis': codes.some(({ qualifier }) => qualifier === 'ABK'),
      'attending provider': providers.some(({ role }) => role === '71'),
      admission: !stay || (admittedOn !== null && admissionType !== ''),
      'service line': lines.length === encounter.lines.length,
    }),
    ...lines.flatMap(({ revenueCode }, index) =>
      failedFields({ 'revenue code': /^\d{4}$/.test(revenueCode) }, index + 1),
    ),
  ]);
}

/** Inpatient types of bill: hospital 11 with its swing beds 18, skilled nursing 21, religious 41, residential 86. */
function isStay(typeOfBill: string): boolean {
  return ['11', '18', '21', '41', '86'].includes(typeOfBill);
}
