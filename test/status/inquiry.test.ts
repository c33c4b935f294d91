import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readStatusInquiries } from '../../shared/status/read-inquiry.ts';
import type { StatusInquiry } from '../../shared/status/status-inquiry.ts';
import { writeStatusInquiries } from '../../shared/status/write-inquiry.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import { namedParty } from '../../shared/x12/party.ts';
import { fixtureBytes } from '../x12/fixture.ts';
import { envelope } from '../x12/sample-values.ts';
import { expectIdentity, expectNoCrash, expectNothingLost } from '../x12/set-promises.ts';
import { anyStatusInquiry } from './sample-status.ts';

const inquiries = {
  set: '276',
  any: anyStatusInquiry,
  write: writeStatusInquiries,
  read: readStatusInquiries,
};

describe('a 276', () => {
  test('that is written is what is read', () => {
    expectIdentity(inquiries);
  });
  test('with damaged bytes is read to an end', () => {
    expectNoCrash(inquiries);
  });
  test('keeps what no field tells', () => {
    expectNothingLost(inquiries, [
      ['BHT', '0010'],
      ['HL', '?', '?', '20'],
      ['HL', '?', '?', '21'],
      ['HL', '?', '?', '19'],
      ['HL', '?', '?', '22'],
      ['HL', '?', '?', '23'],
      ['HL', '?', '?', '99'],
      ['NM1'],
      ['DMG', 'D8'],
      ['TRN'],
      ['TRN'],
      ['REF', '1K'],
      ['REF', 'BLT'],
      ['REF', 'EJ'],
      ['REF', 'FJ'],
      ['REF'],
      ['AMT', 'T3'],
      ['AMT'],
      ['DTP', '472'],
      ['DTP'],
      ['SVC'],
      ['N3'],
    ]);
  });
});

test('an inquiry is the golden one, to the byte', () => {
  const inquiry: StatusInquiry = {
    heading: {
      purpose: '13',
      reference: 'FAKEQ1',
      madeOn: calendarDate('2026-03-02'),
      madeAt: '1800',
      kind: '',
    },
    payer: named('PR', 'Fake Plan', 'PI', 'FP01'),
    receiver: named('41', 'Fake Clinic', '46', 'FAKECLINIC'),
    provider: named('1P', 'Fake Clinic', 'XX', '1999999984'),
    subscriber: {
      ...named('IL', 'Tester', 'MI', 'FAKEMEMBER1'),
      kind: '1',
      first: 'Fake',
      birthDate: calendarDate('1980-02-29'),
      sex: 'F',
    },
    dependent: null,
    trace: { kind: '1', number: 'FAKETRACE1', origin: '', originDetail: '' },
    payerControlNumber: '',
    billType: '',
    patientControlNumber: 'FAKECLAIM1',
    references: [],
    chargeCents: cents(32_550),
    service: { from: calendarDate('2026-01-15'), to: calendarDate('2026-01-17') },
    lines: [],
  };
  const golden = new URL('../fixtures/x12/276/old-claim.edi', import.meta.url);
  const written = Buffer.from(writeStatusInquiries(envelope, [inquiry])).toString();
  expect(written).toBe(readFileSync(golden, 'latin1'));
});

test('each claim of a patient is an inquiry of its own', () => {
  const { findings, received } = readStatusInquiries(fixtureBytes('276/two-claims-of-a-patient'));
  expect(findings).toEqual([]);
  expect(received).toMatchObject([
    {
      receiver: { id: 'FAKECLINIC' },
      subscriber: { id: 'FAKEMEMBER1', birthDate: '1980-02-29' },
      trace: { number: 'FAKETRACE1' },
      payerControlNumber: 'FAKEICN1',
      patientControlNumber: 'FAKECLAIM1',
      chargeCents: 32_550,
      service: { from: '2026-01-15', to: '2026-01-17' },
      lines: [
        {
          procedure: { code: '99213', modifiers: ['25'] },
          chargeCents: 12_550,
          units: '1',
          controlNumber: 'FAKECLAIM1L1',
        },
      ],
      other: [],
    },
    {
      subscriber: { id: 'FAKEMEMBER1' },
      trace: { number: 'FAKETRACE2' },
      billType: '131',
      references: [{ qualifier: '6P', id: 'FAKEGROUP' }],
      lines: [],
      other: [],
    },
    {
      subscriber: { id: 'FAKEMEMBER2' },
      dependent: { first: 'CHILD', birthDate: '2018-04-01' },
      patientControlNumber: 'FAKECLAIM3',
      chargeCents: null,
      other: [],
    },
  ]);
});

function named(role: string, name: string, idQualifier: string, id: string) {
  return namedParty({ role, kind: '2', name, idQualifier, id });
}
