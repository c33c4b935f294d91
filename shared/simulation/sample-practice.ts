/** The sample clinic itself: who bills, who treats, who owns which queue. All names and numbers are invented. */

export const samplePractice = {
  name: 'LAKESIDE FAMILY SAMPLE CLINIC',
  npi: '1234567893',
  tax_id: '990000001',
  taxonomy: '261QP2300X',
  address: { line1: '100 Sample Shore Drive', city: 'Springfield', state: 'IL', zip: '627010001' },
  phone: '2175550100',
  time_zone: 'America/Chicago',
  submitter_id: 'LAKESIDE01',
  tolerance_cents: 100,
  write_off_limit_cents: 10000,
} as const;

type SampleProvider = {
  readonly npi: string;
  readonly last: string;
  readonly first: string;
  readonly taxonomy: string;
  /** `*` or the payers that the provider is enrolled with. */
  readonly payers: string;
};

const familyMedicine = '207Q00000X';
const internalMedicine = '207R00000X';
const nursePractitioner = '363LF0000X';

export const sampleProviders: readonly SampleProvider[] = [
  provider('1999990009', 'ASTERFIELD', 'ADA', familyMedicine),
  provider('1999990017', 'BIRCHMOCK', 'BORIS', familyMedicine),
  provider('1999990025', 'CEDARTEST', 'CLARA', familyMedicine),
  provider('1999990033', 'DUMMYOAK', 'DANIEL', familyMedicine),
  provider('1999990041', 'ELMSAMPLE', 'ELENA', familyMedicine),
  provider('1999990058', 'FERNFAKE', 'FELIX', familyMedicine),
  provider('1999990066', 'GROVETEST', 'GRETA', internalMedicine),
  provider('1999990074', 'HAZELMOCK', 'HUGO', internalMedicine),
  provider('1999990082', 'IVYSAMPLE', 'INES', internalMedicine),
  provider('1999990090', 'JUNIPERFAKE', 'JONAS', internalMedicine),
  provider('1999990108', 'KELPTEST', 'KIRA', nursePractitioner),
  provider('1999990116', 'LAURELMOCK', 'LEO', nursePractitioner),
  provider('1999990124', 'MAPLESAMPLE', 'MARTA', nursePractitioner),
  provider('1999990132', 'NETTLEFAKE', 'NILS', nursePractitioner),
  provider('1999990140', 'OAKTEST', 'OLGA', nursePractitioner, '60001 60002 60003 60004'),
];

/** Outside doctors who send patients for imaging. */
export const referrers = ['1999990157', '1999990165', '1999990173'] as const;

function provider(npi: string, last: string, first: string, taxonomy: string, payers = '*') {
  return { npi, last, first, taxonomy, payers };
}

export const sampleOwners = [
  owner('eligibility', 'front-desk', 'in-house', 24, 'practice-manager'),
  owner('authorization', 'authorization-desk', 'in-house', 24, 'practice-manager'),
  owner('charge-entry', 'front-desk', 'in-house', 24, 'practice-manager'),
  owner('coding-review', 'coder', 'in-house', 48, 'compliance-lead'),
  owner('scrub', 'billing-desk', 'in-house', 24, 'billing-lead'),
  owner('rejection', 'billing-desk', 'in-house', 24, 'billing-lead'),
  owner('unmatched-remittance', 'posting-desk', 'vendor', 48, 'billing-lead'),
  owner('posting', 'posting-desk', 'vendor', 48, 'billing-lead'),
  owner('denial', 'denial-team', 'vendor', 72, 'billing-lead'),
  owner('appeal', 'denial-team', 'vendor', 120, 'billing-lead'),
  owner('underpayment', 'contract-analyst', 'in-house', 120, 'practice-manager'),
  owner('credit-balance', 'posting-desk', 'vendor', 120, 'practice-manager'),
  owner('follow-up', 'denial-team', 'vendor', 72, 'billing-lead'),
  owner('patient-balance', 'patient-desk', 'in-house', 72, 'practice-manager'),
  owner('quarantine', 'billing-lead', 'in-house', 24, 'practice-manager'),
  owner('quality-review', 'compliance-lead', 'in-house', 120, 'practice-manager'),
];

function owner(queue: string, name: string, team: string, hours: number, escalateTo: string) {
  return { queue, owner: name, team, turnaround_hours: String(hours), escalate_to: escalateTo };
}
