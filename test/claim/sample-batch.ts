/** Batches of made-up claims, whole and valid, for tests of the 837P. */
import fc from 'fast-check';
import type { Claim } from '../../shared/claim/claim.ts';
import type { BillableClaim, ClaimBatch } from '../../shared/claim/claim-batch.ts';
import type { Encounter, Patient } from '../../shared/encounter/encounter.ts';
import type { Payer, Practice } from '../../shared/reference/reference.ts';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { claimIdOf, encounterId, payerId, practiceId } from '../../shared/values/ids.ts';
import { cents, sumOf } from '../../shared/values/money.ts';

export const practice: Practice = {
  name: 'Fake Clinic',
  npi: '1999999984',
  taxId: '99-9999999',
  taxonomy: '207Q00000X',
  address: { line1: '1 Invented Way', city: 'Nowhere', state: 'ZZ', zip: '00000-0000' },
  phone: '555-555-0100',
  timeZone: 'America/Chicago',
  submitterId: 'FAKECLINIC',
  toleranceCents: cents(100),
  writeOffLimitCents: cents(10_000),
};

function payer(id: string): Payer {
  return {
    payerId: payerId(id),
    name: `Fake Plan ${id}`,
    claimFilingCode: 'CI',
    filingLimitDays: 90,
    appealLimitDays: 180,
    electronic: true,
    receiver: 'clearinghouse',
  };
}

export const patient: Patient = {
  patientId: 'FAKEPATIENT1',
  last: 'Tester',
  first: 'Fake',
  birthDate: calendarDate('1980-02-29'),
  sex: 'F',
  address: { line1: '2 Invented Way', city: 'Nowhere', state: 'ZZ', zip: '000000000' },
};

export const encounter: Encounter = {
  encounterId: encounterId('FAKE1'),
  patient,
  payerId: payerId('FP01'),
  memberId: 'FAKEMEMBER1',
  groupNumber: 'FAKEGROUP',
  relationship: 'self',
  subscriber: null,
  secondary: null,
  priorAuthorization: '',
  referringNpi: '',
  renderingNpi: '1999999976',
  placeOfService: '11',
  diagnoses: ['M1711', 'E119'],
  lines: [
    {
      line: 1,
      serviceDate: calendarDate('2026-01-15'),
      serviceDateTo: calendarDate('2026-01-15'),
      procedure: '99213',
      modifiers: ['25'],
      pointers: [1, 2],
      units: 1,
      chargeCents: cents(12550),
    },
    {
      line: 2,
      serviceDate: calendarDate('2026-01-15'),
      serviceDateTo: calendarDate('2026-01-17'),
      procedure: '20610',
      modifiers: [],
      pointers: [1],
      units: 2.5,
      chargeCents: cents(20000),
    },
  ],
  closedAt: '',
  documented: null,
};

export function claimOf(given: Encounter): Claim {
  const home = practiceId('fake-clinic');
  const claimId = claimIdOf(home, given.encounterId);
  return {
    practice: home,
    claimId,
    encounter: given,
    lines: given.lines.map(({ line }) => ({
      line,
      controlNumber: `${claimId}L${line}`,
      expectedCents: null,
    })),
    chargeCents: sumOf(given.lines, (line) => line.chargeCents),
    takenOn: calendarDate('2026-01-16'),
    arrivalKnown: true,
    duplicateOf: null,
    rowsDisagree: false,
  };
}

export function billable(given: Encounter, more: Partial<BillableClaim> = {}): BillableClaim {
  return {
    claim: claimOf(given),
    payer: payer(given.payerId),
    rendering: {
      npi: given.renderingNpi,
      last: 'Doctor',
      first: 'Fake',
      taxonomy: '207R00000X',
      payers: '*',
    },
    secondaryPayer: given.secondary === null ? null : payer(given.secondary.payerId),
    frequency: '1',
    originalControlNumber: null,
    authorizationNumber: given.priorAuthorization,
    ...more,
  };
}

export function batchOf(claims: readonly BillableClaim[]): ClaimBatch {
  return {
    practice,
    receiver: 'clearinghouse',
    createdOn: calendarDate('2026-01-16'),
    interchangeNumber: 42,
    groupNumber: 7,
    firstTransactionNumber: 11,
    claims,
  };
}

const code = fc.stringMatching(/^[A-Z0-9]{1,12}$/);
const day = fc.nat(400).map((days) => addDays(calendarDate('2025-06-01'), days));
const npi = fc.constantFrom('1999999976', '1000000004', practice.npi);

const anyLine = fc
  .record({
    serviceDate: day,
    days: fc.nat(3),
    procedure: fc.stringMatching(/^[A-Z0-9]{5}$/),
    modifiers: fc.array(fc.stringMatching(/^[A-Z0-9]{2}$/), { maxLength: 4 }),
    pointers: fc.uniqueArray(fc.integer({ min: 1, max: 12 }), { minLength: 1, maxLength: 4 }),
    units: fc.integer({ min: 1, max: 100_000 }).map((thousandths) => thousandths / 1000),
    chargeCents: fc.nat(1_000_000).map(cents),
  })
  .map(({ days, ...line }) => ({ ...line, serviceDateTo: addDays(line.serviceDate, days) }));

const anyPatient: fc.Arbitrary<Patient> = fc.record({
  patientId: code,
  last: code,
  first: code,
  birthDate: day,
  sex: fc.constantFrom('F', 'M', 'U'),
  address: fc.record({ line1: code, city: code, state: code, zip: fc.stringMatching(/^\d{9}$/) }),
});

const anyEncounter: fc.Arbitrary<Encounter> = fc
  .record({
    encounterId: code.map(encounterId),
    patient: anyPatient,
    payerId: code.map(payerId),
    memberId: code,
    groupNumber: fc.oneof(fc.constant(''), code),
    relationship: fc.constantFrom('self', 'spouse', 'child', 'other'),
    subscriber: fc.record({ last: code, first: code, birthDate: fc.option(day) }),
    secondary: fc.option(fc.record({ payerId: code.map(payerId), memberId: code })),
    priorAuthorization: fc.oneof(fc.constant(''), code),
    referringNpi: fc.oneof(fc.constant(''), npi),
    renderingNpi: npi,
    placeOfService: fc.constantFrom('11', '22', '02'),
    diagnoses: fc.array(fc.stringMatching(/^[A-Z][0-9]{2}[A-Z0-9]{0,4}$/), {
      minLength: 1,
      maxLength: 12,
    }),
    lines: fc.array(anyLine, { minLength: 1, maxLength: 5 }),
    closedAt: fc.constant(''),
    documented: fc.constant(null),
  })
  .map((given): Encounter => {
    const subscriber = given.relationship === 'self' ? null : given.subscriber;
    const lines = given.lines.map((line, index) => ({ ...line, line: index + 1 }));
    return { ...given, subscriber, lines };
  });

export const anyBatch: fc.Arbitrary<ClaimBatch> = fc
  .array(
    fc
      .record({
        given: anyEncounter,
        frequency: fc.constantFrom('1', '7', '8'),
        originalControlNumber: code,
      })
      .map(({ given, ...more }) => billable(given, more)),
    { maxLength: 6 },
  )
  .map(batchOf);
