/** A visit that passes every rule, and ways to spoil it: what the rules' examples are made from. */
import type { Claim } from '../claim/claim.ts';
import type { Coverage } from '../coverage/coverage.ts';
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { FacilityBill } from '../encounter/facility-bill.ts';
import { type Reference, referenceOf } from '../reference/in-force.ts';
import type { Payer, Practice } from '../reference/reference.ts';
import { calendarDate } from '../values/dates.ts';
import { claimIdOf, encounterId, payerId, practiceId } from '../values/ids.ts';
import { cents, sumOf } from '../values/money.ts';
import { namedParty } from '../x12/party.ts';
import type { ScrubContext } from './rule.ts';

const practice: Practice = {
  name: 'Sample Practice',
  npi: '1999999992',
  taxId: '123456789',
  taxonomy: '207Q00000X',
  address: { line1: '1 Sample Way', city: 'Sampleton', state: 'TX', zip: '750011234' },
  phone: '5555550100',
  timeZone: 'America/Chicago',
  submitterId: 'SAMPLE',
  toleranceCents: cents(100),
  writeOffLimitCents: cents(10_000),
};

const samplePayer: Payer = {
  payerId: payerId('SAMPLE1'),
  name: 'Sample Health Plan',
  claimFilingCode: 'CI',
  filingLimitDays: 90,
  appealLimitDays: 180,
  electronic: true,
  receiver: 'clearinghouse',
};

const visitDay = calendarDate('2026-03-02');

const line: ServiceLine = {
  line: 1,
  serviceDate: visitDay,
  serviceDateTo: visitDay,
  procedure: '99213',
  modifiers: ['25'],
  pointers: [1],
  units: 1,
  chargeCents: cents(14_500),
};

const encounter: Encounter = {
  encounterId: encounterId('SAMPLE-1'),
  patient: {
    patientId: 'P-1',
    last: 'Sample',
    first: 'Sam',
    birthDate: calendarDate('1980-02-29'),
    sex: 'U',
    address: { line1: '2 Sample Way', city: 'Sampleton', state: 'TX', zip: '75001' },
  },
  payerId: samplePayer.payerId,
  memberId: 'M0001',
  groupNumber: '',
  relationship: 'self',
  subscriber: null,
  secondary: null,
  priorAuthorization: '',
  referringNpi: '',
  renderingNpi: '1999999984',
  placeOfService: '11',
  diagnoses: ['M1711'],
  lines: [line, { ...line, line: 2, procedure: '20610', modifiers: ['RT'] }],
  closedAt: '2026-03-02T17:00:00-06:00',
  documented: null,
};

const practiceName = practiceId('sample');

const claimId = claimIdOf(practiceName, encounter.encounterId);

function claimOf(visit: Encounter): Claim {
  return {
    practice: practiceName,
    claimId,
    encounter: visit,
    lines: visit.lines.map((service) => ({
      line: service.line,
      controlNumber: `${claimId}L${service.line}`,
      expectedCents: null,
    })),
    chargeCents: sumOf(visit.lines, (service) => service.chargeCents),
    takenOn: calendarDate('2026-03-03'),
    arrivalKnown: true,
    duplicateOf: null,
    rowsDisagree: false,
  };
}

const reference: Reference = {
  ...referenceOf([
    { kind: 'practice', key: 'practice', row: practice },
    { kind: 'payers', key: 'SAMPLE1', row: samplePayer },
    {
      kind: 'auth_required',
      key: 'SAMPLE1|70553',
      row: { payerId: samplePayer.payerId, procedure: '70553' },
    },
    {
      kind: 'authorizations',
      key: 'SAMPLE1|AUTH1|70553',
      row: {
        payerId: samplePayer.payerId,
        memberId: 'M0001',
        number: 'AUTH1',
        procedure: '70553',
        validFrom: calendarDate('2026-03-01'),
        validTo: calendarDate('2026-03-31'),
        units: 1,
      },
    },
  ]),
  diagnosisKind: (code) => (code === 'M1711' ? 'billable' : 'heading'),
};

const coverage: Coverage = {
  standing: 'in-force',
  problems: [],
  known: { last: 'Sample', first: 'Sam', birthDate: calendarDate('1980-02-29') },
  planFrom: null,
  planTo: null,
  deductibleLeftCents: null,
  outOfPocketLeftCents: null,
  copayCents: null,
  qmb: false,
  authorizationAsked: [],
};

/** The sample as it is. */
export const sampleVisit: ScrubContext = {
  claim: claimOf(encounter),
  reference,
  businessDate: calendarDate('2026-03-03'),
  overrides: new Set(),
  frequency: '1',
  payerClaimNumber: null,
  eligibility: { coverage, answeredOn: calendarDate('2026-02-28') },
  usedUnits: () => 0,
};

export function withEncounter(changes: Partial<Encounter>): ScrubContext {
  return { ...sampleVisit, claim: claimOf({ ...encounter, ...changes }) };
}

/** What the payer answered, changed. */
export function withCoverage(changes: Partial<Coverage>): ScrubContext {
  const answeredOn = calendarDate('2026-02-28');
  return { ...sampleVisit, eligibility: { coverage: { ...coverage, ...changes }, answeredOn } };
}

export function withPatient(changes: Partial<Encounter['patient']>): ScrubContext {
  return withEncounter({ patient: { ...encounter.patient, ...changes } });
}

/** One line only, changed. */
export function withLine(changes: Partial<ServiceLine>): ScrubContext {
  return withEncounter({ lines: [{ ...line, ...changes }] });
}

export function withClaim(changes: Partial<Claim>): ScrubContext {
  return { ...sampleVisit, claim: { ...sampleVisit.claim, ...changes } };
}

export function withPractice(changes: Partial<Practice>): ScrubContext {
  return { ...sampleVisit, reference: { ...reference, practice: { ...practice, ...changes } } };
}

/** The payer's row changed, and the encounter as far as it matters. */
export function withPayer(changes: Partial<Payer>, visit: Partial<Encounter> = {}): ScrubContext {
  const payers = new Map([[samplePayer.payerId, { ...samplePayer, ...changes }]]);
  return { ...withEncounter(visit), reference: { ...reference, payers } };
}

export function withReference(
  changes: Partial<Reference>,
  visit: Partial<Encounter> = {},
): ScrubContext {
  return { ...withEncounter(visit), reference: { ...reference, ...changes } };
}

export function onDate(businessDate: string): ScrubContext {
  return { ...sampleVisit, businessDate: calendarDate(businessDate) };
}

/** The visit of a service that the sample payer wants authorized. */
export function withScan(changes: Partial<ServiceLine>, visit: Partial<Encounter> = {}) {
  return withEncounter({
    lines: [{ ...line, procedure: '70553', modifiers: [], ...changes }],
    ...visit,
  });
}

const bill: FacilityBill = {
  admissionType: '3',
  admissionSource: '1',
  patientStatus: '01',
  statement: { from: visitDay, to: visitDay },
  admittedOn: null,
  admissionHour: '',
  dischargeHour: '',
  medicalRecordNumber: '',
  consents: { signature: '', assignment: 'A', benefits: 'Y', release: 'Y' },
  codes: [
    { qualifier: 'ABK', code: 'M1711', period: null, amountCents: null, presentOnAdmission: '' },
  ],
  providers: [
    {
      ...namedParty({ role: '71', kind: '1', name: 'Attending' }),
      idQualifier: 'XX',
      id: '1999999984',
    },
  ],
  lines: [],
  firstPayer: true,
  leftOut: [],
};

/** The bill of a hospital's outpatient department, as many lines alike as asked for. */
export function withBill(
  changes: Partial<FacilityBill> = {},
  count = 1,
  service: Partial<ServiceLine> = {},
): ScrubContext {
  const lines = Array.from({ length: count }, (_, index) => index + 1);
  const procedure = {
    qualifier: 'HC',
    code: '99213',
    modifiers: [],
    description: '',
    rangeEnd: '',
  };
  const billed = { revenueCode: '0510', procedure, unit: 'UN', nonCoveredCents: null, dated: true };
  return withEncounter({
    placeOfService: '13',
    lines: lines.map((number) => ({ ...line, modifiers: [], ...service, line: number })),
    facility: { ...bill, lines: lines.map(() => billed), ...changes },
  });
}
