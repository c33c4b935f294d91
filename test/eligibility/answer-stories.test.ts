import { describe, expect, test } from 'vitest';
import { readEligibilityAnswers } from '../../shared/eligibility/read-answer.ts';
import { writeEligibilityAnswers } from '../../shared/eligibility/write-answer.ts';
import { fixtureBytes, fixturesOf } from '../x12/fixture.ts';
import { envelope } from '../x12/sample-values.ts';

function story(name: string) {
  const { findings, received } = readEligibilityAnswers(fixtureBytes(`271/${name}`));
  const [answer, ...others] = received;
  if (answer === undefined) throw new Error('no answer');
  return { answer, findings, others, received };
}

describe('every story', () => {
  test.each(fixturesOf('271'))('%s is told whole', (name) => {
    const { findings, received } = story(name);
    const odd = name === 'odd-segments';
    expect(findings.length > 0).toBe(odd);
    expect(received.some(({ other }) => other.length > 0)).toBe(odd);
  });

  test.each(fixturesOf('271'))('%s reads the same when written again', (name) => {
    const { received } = story(name);
    const again = readEligibilityAnswers(writeEligibilityAnswers(envelope, received));
    const numbers = expect.any(String);
    expect(again.received).toEqual(
      received.map((answer) => ({ ...answer, transactionNumber: numbers, other: [] })),
    );
  });
});

test('coverage is active, and each share of the patient has its number', () => {
  const { answer, others } = story('active-with-copay-and-deductible');
  expect(others).toEqual([]);
  expect(answer).toMatchObject({
    complete: true,
    interchangeNumber: '000000042',
    heading: { purpose: '11', reference: 'FAKEQ1', madeOn: '2026-03-02', madeAt: '0930' },
    payer: {
      id: 'FP01',
      contacts: [{ ways: [{ kind: 'TE', to: '5555550111' }, { kind: 'UR' }] }],
      rejections: [],
    },
    provider: { role: '1P', id: '1999999984' },
    subscriber: {
      name: 'TESTER',
      middle: 'Q',
      id: 'FAKEMEMBER1',
      references: [{ qualifier: '6P', id: 'FAKEGROUP', description: 'FAKE EMPLOYER' }],
      membership: { change: '001', changeReason: '25' },
      dates: [{ qualifier: '346', from: '2026-01-01' }],
    },
    dependent: null,
    traces: [{ kind: '2', number: 'FAKETRACE1' }],
  });
  expect(answer.benefits).toMatchObject([
    { information: '1', serviceTypes: ['30'], insuranceType: 'HM', planName: 'FAKE GOLD PLAN' },
    {
      information: 'B',
      serviceTypes: ['98', 'UC'],
      timePeriod: '27',
      amountCents: 2500,
      inNetwork: 'Y',
      messages: ['PRIMARY CARE OFFICE VISIT'],
    },
    { information: 'C', timePeriod: '23', amountCents: 150_000 },
    { information: 'C', timePeriod: '29', amountCents: 61_250 },
    { information: 'A', percent: '.2', amountCents: null, authorizationRequired: 'N' },
    { information: 'G', coverageLevel: 'FAM', amountCents: 600_000 },
    {
      information: 'F',
      quantityUnit: 'VS',
      quantity: '20',
      deliveries: [{ unit: 'VS', quantity: '20', periodUnit: '21', periods: '1' }],
      dates: [{ qualifier: '292', from: '2026-01-01', to: '2026-12-31' }],
    },
  ]);
});

test('coverage that ended says when', () => {
  const { answer } = story('coverage-ended');
  expect(answer.subscriber?.dates).toEqual([
    { qualifier: '346', from: '2025-01-01', to: '2025-01-01' },
    { qualifier: '347', from: '2025-12-31', to: '2025-12-31' },
  ]);
  expect(answer.benefits).toMatchObject([{ information: '6', serviceTypes: ['30'] }]);
});

test('a member who is not found is a rejection of the subscriber', () => {
  const { answer } = story('member-not-found');
  expect(answer.subscriber?.rejections).toEqual([{ valid: 'N', reason: '75', followUp: 'C' }]);
  expect(answer.benefits).toEqual([]);
});

test('a payer that is down answers for nobody', () => {
  const { answer } = story('payer-is-down');
  expect(answer).toMatchObject({
    payer: { rejections: [{ valid: 'Y', reason: '42', followUp: 'P' }] },
    provider: null,
    subscriber: null,
  });
});

test('a dependent is told below the subscriber, with the other payer', () => {
  const { answer, others } = story('dependent-with-other-payer');
  expect(others).toEqual([]);
  expect(answer).toMatchObject({
    subscriber: { name: 'PARENT', id: 'FAKEMEMBER4' },
    dependent: { first: 'CHILD', birthDate: '2018-04-01', membership: { relationship: '19' } },
    traces: [{ number: 'FAKETRACE4' }, { kind: '1', number: 'FAKEPAYERTRACE' }],
  });
  expect(answer.benefits[1]).toMatchObject({
    information: 'R',
    insuranceType: 'MC',
    references: [{ qualifier: '1L', id: 'FAKESECOND' }],
    related: [
      { role: 'PR', id: 'FP02', address: { line1: '3 INVENTED WAY' }, contacts: [{}] },
      { role: 'P3', name: 'DOCTOR', address: null },
    ],
  });
});

test('several people in one transaction are told one by one', () => {
  const { received } = story('several-people');
  expect(
    received.map(({ benefits, dependent, subscriber, traces }) => [
      traces[0]?.number,
      subscriber?.id,
      dependent?.first,
      benefits[0]?.information,
    ]),
  ).toEqual([
    ['FAKETRACE5', 'FAKEMEMBER5', undefined, '1'],
    ['FAKETRACE6', 'FAKEMEMBER6', 'CHILD', '1'],
    ['FAKETRACE7', 'FAKEMEMBER6', 'OTHER', '6'],
  ]);
});

test('what can not be read is a finding, and its segment is kept', () => {
  const { answer, findings } = story('odd-segments');
  expect(findings).toEqual([
    { code: 'element-unreadable', severity: 'warning', row: 14, place: 'DTP03' },
    { code: 'element-unreadable', severity: 'warning', row: 15, place: 'EB07' },
  ]);
  expect(answer.other.map(({ elements }) => elements[0])).toEqual(['MPI', 'DTP', 'EB', 'ZZ9']);
  expect(answer.benefits).toMatchObject([{ information: 'B', amountCents: null }]);
});
