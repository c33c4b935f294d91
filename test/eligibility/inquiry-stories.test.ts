import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import type { EligibilityInquiry } from '../../shared/eligibility/eligibility-inquiry.ts';
import { readEligibilityInquiries } from '../../shared/eligibility/read-inquiry.ts';
import { writeEligibilityInquiries } from '../../shared/eligibility/write-inquiry.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { namedParty } from '../../shared/x12/party.ts';
import { fixtureBytes } from '../x12/fixture.ts';
import { envelope } from '../x12/sample-values.ts';

const visit = calendarDate('2026-03-04');

const inquiry: EligibilityInquiry = {
  heading: {
    purpose: '13',
    reference: 'FAKEQ1',
    madeOn: calendarDate('2026-03-02'),
    madeAt: '1800',
    kind: '',
  },
  payer: namedParty({ role: 'PR', kind: '2', name: 'Fake Plan', idQualifier: 'PI', id: 'FP01' }),
  provider: namedParty({
    role: '1P',
    kind: '2',
    name: 'Fake Clinic',
    idQualifier: 'XX',
    id: '1999999984',
  }),
  subscriber: {
    ...namedParty({
      role: 'IL',
      kind: '1',
      name: 'Tester',
      first: 'Fake',
      idQualifier: 'MI',
      id: 'FAKEMEMBER1',
      birthDate: calendarDate('1980-02-29'),
      sex: 'F',
    }),
    dates: [{ qualifier: '291', from: visit, to: visit }],
    diagnoses: [],
  },
  dependent: null,
  traces: [{ kind: '1', number: 'FAKETRACE1', origin: '9FAKECLINIC', originDetail: '' }],
  questions: [
    {
      serviceTypes: ['30'],
      procedure: null,
      coverageLevel: '',
      insuranceType: '',
      diagnosisPointers: [],
      circumstances: [],
      references: [],
      dates: [],
    },
  ],
};

test('an inquiry before a visit is the golden one, to the byte', () => {
  const child = namedParty({ role: '03', kind: '1', name: 'Tester', first: 'Child' });
  const ofChild = { ...inquiry, dependent: { ...child, dates: [], diagnoses: [] } };
  const written = Buffer.from(writeEligibilityInquiries(envelope, [inquiry, ofChild])).toString();
  const golden = new URL('../fixtures/x12/270/before-a-visit.edi', import.meta.url);
  expect(written).toBe(readFileSync(golden, 'latin1'));
});

test('two people in one transaction are asked about one by one', () => {
  const { findings, received } = readEligibilityInquiries(
    fixtureBytes('270/two-people-in-one-transaction'),
  );
  expect(findings).toEqual([]);
  expect(received).toMatchObject([
    {
      heading: { reference: 'FAKEQ2' },
      provider: { specialty: { code: '207Q00000X' }, references: [{ id: 'FAKETAX' }] },
      subscriber: { id: 'FAKEMEMBER1', dates: [{ qualifier: '291', from: visit, to: visit }] },
      dependent: null,
      traces: [{ number: 'FAKETRACE1', originDetail: 'FRONT DESK' }],
      questions: [{ serviceTypes: ['30'], procedure: null }],
      other: [],
    },
    {
      subscriber: { id: 'FAKEMEMBER4' },
      dependent: { first: 'CHILD', sex: '', diagnoses: [{ qualifier: 'BK', code: 'J069' }] },
      questions: [
        { serviceTypes: ['98', 'UC'] },
        {
          serviceTypes: [],
          procedure: { code: '99213', modifiers: ['25'] },
          circumstances: [{ qualifier: 'ZZ', code: '11' }],
        },
      ],
      other: [],
    },
  ]);
});

test('another set is passed over with a finding', () => {
  const { findings, received } = readEligibilityInquiries(fixtureBytes('271/coverage-ended'));
  expect(received).toEqual([]);
  expect(findings).toMatchObject([{ code: 'transaction-not-270', row: 1, place: 'ST01' }]);
});

test('levels with wrong parents are nested by their order', () => {
  const text = Buffer.from(fixtureBytes('270/two-people-in-one-transaction')).toString();
  const { findings, received } = readEligibilityInquiries(
    Buffer.from(text.replace('HL*5*4*23', 'HL*5*3*23')),
  );
  expect(received[1]?.subscriber?.id).toBe('FAKEMEMBER4');
  expect(findings).toMatchObject([{ code: 'level-parent', severity: 'warning', place: 'HL02' }]);
});

test('a transaction without levels is not lost', () => {
  const text = Buffer.from(fixtureBytes('270/two-people-in-one-transaction')).toString();
  const { received } = readEligibilityInquiries(
    Buffer.from(text.replace(/^HL[\s\S]*(?=SE\*)/m, 'NM1*IL*1*TESTER~\n')),
  );
  expect(received).toMatchObject([
    { heading: { reference: 'FAKEQ2' }, subscriber: null, other: [{}] },
  ]);
});
