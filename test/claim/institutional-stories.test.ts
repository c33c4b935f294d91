import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { readInstitutionalClaims } from '../../shared/claim/read-institutional.ts';
import { writeInstitutionalClaims } from '../../shared/claim/write-institutional.ts';
import { fixtureBytes } from '../x12/fixture.ts';
import { institutionalBatch } from './sample-institutional.ts';

function story(name: string) {
  const file = readInstitutionalClaims(fixtureBytes(`837i/${name}`));
  const [claim] = file.claims;
  if (claim === undefined) throw new Error('no claim');
  return { ...file, claim };
}

test('a stay in a hospital is told with all its codes', () => {
  const { claim, claims, findings, other } = story('inpatient-stay');
  expect([claims.length, findings, other, claim.other]).toEqual([1, [], [], []]);
  expect(claim).toMatchObject({
    submitterContacts: [{ name: 'BILLING OFFICE', ways: [{ kind: 'TE' }, { kind: 'EM' }] }],
    billing: { npi: '1999999984', taxonomy: '282N00000X', address: { city: 'NOWHERE' } },
    payerId: 'FPMA',
    filingCode: 'MA',
    patient: { last: 'TESTER', birthDate: '1940-02-29', address: { line1: '2 INVENTED WAY' } },
    patientControlNumber: 'FAKECLAIM1',
    chargeCents: 1_845_075,
    facilityType: '11',
    frequency: '1',
    consents: { signature: '', assignment: 'A', benefits: 'Y', release: 'Y' },
    admissionType: '1',
    admissionSource: '7',
    patientStatus: '01',
    statement: { from: '2026-02-10', to: '2026-02-14' },
    admittedOn: '2026-02-10',
    admissionHour: '1405',
    dischargeHour: '1130',
    priorAuthorization: 'FAKEAUTH1',
    medicalRecordNumber: 'FAKEMRN1',
    principalDiagnosis: { code: 'I2510', presentOnAdmission: 'Y' },
    admittingDiagnosis: { code: 'R079' },
    diagnosisRelatedGroup: { code: '247' },
    otherDiagnoses: [{ code: 'E119' }, { code: 'I10' }],
    principalProcedure: { code: '027034Z', period: { from: '2026-02-11' } },
    otherProcedures: [{ code: 'B2111ZZ' }, { code: '4A023N7' }],
    occurrenceSpans: [{ code: '70', period: { from: '2026-02-01', to: '2026-02-03' } }],
    occurrences: [{ code: '11' }, { code: 'A3' }],
    values: [
      { code: '80', amountCents: 400 },
      { code: '45', amountCents: 1250 },
    ],
    conditions: [{ code: 'C1' }, { code: '09' }],
    otherCodes: [],
    attending: { name: 'ATTENDER', id: '1999999976', specialty: { code: '207RC0000X' } },
    operating: { name: 'OPERATOR' },
    otherOperating: { name: 'ASSISTANT' },
    referring: { name: 'REFERRER' },
    rendering: null,
    lines: [
      { line: 1, revenueCode: '0210', procedure: null, chargeCents: 1_200_000, unit: 'DA' },
      {
        line: 2,
        procedure: { code: '93458', modifiers: ['59'] },
        quantity: '1',
        serviceDate: '2026-02-11',
        controlNumber: 'FAKECLAIM1L2',
      },
    ],
  });
});

test('a second payer is told what the first one did', () => {
  const { claim, findings, other } = story('secondary-after-primary');
  expect([findings, other, claim.other]).toEqual([[], [], []]);
  expect(claim).toMatchObject({
    payerRank: 'S',
    relationship: 'child',
    subscriber: { last: 'PARENT' },
    patient: { first: 'CHILD', sex: 'M' },
    frequency: '7',
    originalControlNumber: 'FAKEICN2',
    visitReasons: [{ code: 'S52501A' }],
    externalCauses: [{ code: 'W1830XA' }],
    coverages: [
      {
        rank: 'P',
        groupName: 'FAKE FIRST PLAN',
        paidCents: 45_000,
        patientCents: 15_000,
        adjustments: [
          { group: 'CO', reason: '45', amountCents: 30_000 },
          { group: 'PR', reason: '1', amountCents: 10_000, quantity: null },
          { group: 'PR', reason: '2', amountCents: 5000, quantity: '1' },
        ],
        insured: { id: 'FAKEMEMBER1' },
        payer: { id: 'FP01', references: [{ qualifier: 'F8', id: 'FAKEICN1' }] },
        decidedOn: '2026-02-01',
      },
    ],
    lines: [
      {
        nonCoveredCents: 0,
        adjudications: [
          {
            payerId: 'FP01',
            paidCents: 45_000,
            revenueCode: '0450',
            paidUnits: '1',
            adjustments: [{ reason: '45' }, { reason: '1' }, { reason: '2' }],
            patientCents: 15_000,
            decidedOn: '2026-02-01',
          },
        ],
      },
    ],
  });
});

test.each(['inpatient-stay', 'secondary-after-primary'])('%s reads the same again', (name) => {
  const { claim } = story(name);
  const batch = { ...institutionalBatch([claim]), billing: claim.billing };
  const [again] = readInstitutionalClaims(writeInstitutionalClaims(batch)).claims;
  const { interchangeNumber, groupNumber, transactionNumber, ...sent } = claim;
  const { batchReference, heading, receiverId, receiverName, ...told } = sent;
  const { submitterContacts, submitterId, submitterName, ...kept } = told;
  expect(again).toMatchObject(kept);
});

test('a claim is the golden one, to the byte; its statement dates are a span even of one day', () => {
  const { claim } = story('secondary-after-primary');
  const written = Buffer.from(writeInstitutionalClaims(institutionalBatch([claim]))).toString();
  const golden = new URL('../fixtures/x12/837i/written-for-second-payer.edi', import.meta.url);
  expect(written).toBe(readFileSync(golden, 'latin1'));
  expect(written).toContain('DTP*434*RD8*20260110-20260110~');
});

test('what can not be read, and what has no field, is kept with a finding where it is due', () => {
  const { claim, findings, other } = story('odd-segments');
  expect(findings.map(({ place }) => place)).toEqual(['CLM02', 'DTP03', 'HI01']);
  expect(findings.every(({ severity }) => severity === 'warning')).toBe(true);
  expect(other.map(({ elements }) => elements.join(' '))).toEqual([
    'N3 9 PAYER WAY',
    'N4 ELSEWHERE ZZ 000000001',
  ]);
  expect(claim.patient.address.line1).toBe('2 INVENTED WAY');
  expect(claim.other.map(({ elements }) => elements.slice(0, 2).join(' '))).toEqual([
    'CLM FAKECLAIM3',
    'DTP 434',
    'AMT F3',
    'NTE ADD',
    'HI BE:80:::FOUR',
    'NM1 PW',
    'SV2 0450',
    'NM1 72',
    'LIN ',
  ]);
});

test.each(['005010X222A1', 'UNTOLD'])(
  'its lines make a bill one of a facility, also under %s',
  (guide) => {
    const text = Buffer.from(fixtureBytes('837i/inpatient-stay')).toString('latin1');
    const under = Buffer.from(text.replaceAll('005010X223A2', guide), 'latin1');
    expect(readInstitutionalClaims(under)).toMatchObject({
      claims: [{ patientControlNumber: 'FAKECLAIM1' }],
      findings: [],
    });
  },
);
