/** Rules A08, A09 and B: who is named, and whether a payer can read the names and numbers. */
import { isNpi } from '../codes/npi.ts';
import { payerId } from '../values/ids.ts';
import { failedFields, noData, type Rule, type ScrubContext, verdict, verdictOn } from './rule.ts';
import {
  sampleVisit,
  withEncounter,
  withPatient,
  withPractice,
  withReference,
} from './sample-visit.ts';

const guide = 'X12 837P implementation guide 005010X222A1';
const samplePayer = payerId('SAMPLE1');

export const partyRules: readonly Rule[] = [
  {
    id: 'A08',
    version: 1,
    title: 'One coverage is not both primary and secondary',
    severity: 'BLOCK',
    prevents: ['129', 'A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Take the repeated coverage out, or enter the other payer or member.',
    check: ({ claim: { encounter } }) =>
      verdictOn(
        encounter.secondary?.payerId !== encounter.payerId ||
          encounter.secondary.memberId !== encounter.memberId,
        'secondary_payer_id',
      ),
    examples: [
      { says: 'one coverage', outcome: 'pass', visit: sampleVisit },
      {
        says: 'two members of one payer',
        outcome: 'pass',
        visit: withEncounter({ secondary: { payerId: samplePayer, memberId: 'M0002' } }),
      },
      {
        says: 'the same member twice',
        outcome: 'fail',
        visit: withEncounter({ secondary: { payerId: samplePayer, memberId: 'M0001' } }),
      },
    ],
  },
  {
    id: 'A09',
    version: 1,
    title: 'No field is longer than its element',
    severity: 'BLOCK',
    prevents: ['A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Shorten the field in the practice system.',
    check: fitsElements,
    examples: [
      { says: 'fields of usual length', outcome: 'pass', visit: sampleVisit },
      {
        says: 'a first name of 36 letters',
        outcome: 'fail',
        visit: withPatient({ first: 'S'.repeat(36) }),
      },
    ],
  },
  {
    id: 'B01',
    version: 1,
    title: 'Each NPI has ten digits and the right check digit',
    severity: 'BLOCK',
    prevents: ['207', 'A7'],
    effectiveFrom: null,
    source: 'CMS, NPI check digit (Luhn, prefix 80840)',
    fixHint: 'Look the provider up in the NPI registry and correct the number.',
    check: ({ claim: { encounter }, reference: { practice } }) =>
      verdict(
        failedFields({
          rendering_npi: isNpi(encounter.renderingNpi),
          'billing npi': practice === null || isNpi(practice.npi),
          referring_npi: encounter.referringNpi === '' || isNpi(encounter.referringNpi),
        }),
      ),
    examples: [
      { says: 'valid numbers', outcome: 'pass', visit: sampleVisit },
      {
        says: 'a digit mistyped',
        outcome: 'fail',
        visit: withEncounter({ renderingNpi: '1999999985' }),
      },
      {
        says: 'a referring NPI of nine digits',
        outcome: 'fail',
        visit: withEncounter({ referringNpi: '199999998' }),
      },
      { says: 'a bad billing NPI', outcome: 'fail', visit: withPractice({ npi: '1999999991' }) },
    ],
  },
  {
    id: 'B04',
    version: 1,
    title: 'The tax id has nine digits and is not all zeros',
    severity: 'BLOCK',
    prevents: ['16'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Correct tax_id in practice.json.',
    check: ({ reference: { practice } }) =>
      practice === null ? noData : verdictOn(/^(?!0{9})\d{9}$/.test(practice.taxId), 'tax_id'),
    examples: [
      { says: 'nine digits', outcome: 'pass', visit: sampleVisit },
      { says: 'zeros', outcome: 'fail', visit: withPractice({ taxId: '000000000' }) },
      { says: 'no practice.json', outcome: 'no_data', visit: withReference({ practice: null }) },
    ],
  },
  {
    id: 'B05',
    version: 1,
    title: 'Taxonomies have the form of one: ten letters or digits that end in X',
    severity: 'BLOCK',
    prevents: ['8', '16'],
    effectiveFrom: null,
    source: 'NUCC taxonomy, its form only',
    fixHint: 'Correct the taxonomy in practice.json or providers.csv.',
    check: hasTaxonomies,
    examples: [
      { says: 'a taxonomy', outcome: 'pass', visit: sampleVisit },
      {
        says: 'a specialty in words',
        outcome: 'fail',
        visit: withPractice({ taxonomy: 'FAMILY' }),
      },
      { says: 'no practice.json', outcome: 'no_data', visit: withReference({ practice: null }) },
    ],
  },
];

function fitsElements({ claim: { encounter } }: ScrubContext) {
  const { patient, subscriber, secondary } = encounter;
  const fits = (text: string | undefined, longest: number) => (text ?? '').length <= longest;
  return verdict([
    ...failedFields({
      patient_last: fits(patient.last, 60),
      patient_first: fits(patient.first, 35),
      patient_address: fits(patient.address.line1, 55),
      patient_city: fits(patient.address.city, 30),
      patient_state: fits(patient.address.state, 2),
      patient_zip: fits(patient.address.zip, 15),
      payer_id: fits(encounter.payerId, 80),
      member_id: fits(encounter.memberId, 80),
      group_number: fits(encounter.groupNumber, 50),
      subscriber_last: fits(subscriber?.last, 60),
      subscriber_first: fits(subscriber?.first, 35),
      secondary_member_id: fits(secondary?.memberId, 80),
      prior_authorization: fits(encounter.priorAuthorization, 50),
      place_of_service: fits(encounter.placeOfService, 2),
    }),
    ...encounter.lines.flatMap(({ line, procedure }) =>
      failedFields({ procedure: fits(procedure, 48) }, line),
    ),
  ]);
}

/** The practice's own, and the rendering provider's where providers.csv tells one. */
function hasTaxonomies({ claim, reference }: ScrubContext) {
  const billing = reference.practice?.taxonomy;
  const rendering = reference.providers.get(claim.encounter.renderingNpi)?.taxonomy;
  if (billing === undefined && rendering === undefined) return noData;
  const isTaxonomy = (text: string) => /^[0-9A-Z]{9}X$/.test(text);
  return verdict(
    failedFields({
      'billing taxonomy': billing === undefined || isTaxonomy(billing),
      'rendering taxonomy': rendering === undefined || isTaxonomy(rendering),
    }),
  );
}
