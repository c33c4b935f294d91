/** What has to be there before a visit, and the charge that has to follow it. */
import { expect, test } from 'vitest';
import { type AppointmentChanges, appointmentFile } from '../support/appointment-file.ts';
import { coverageAnswer, left } from './support/coverage-answer.ts';
import { type Books, type Desk, openDesk } from './support/desk.ts';
import { claimOf, openItems } from './support/documents.ts';
import { asked } from './support/outbound.ts';
import { visits } from './support/visits.ts';

const required = 'payer_id,procedure\nFAKE1,70553\n';
const head = 'payer_id,member_id,number,procedure,valid_from,valid_to,units\n';

function scan(changes: AppointmentChanges = {}): AppointmentChanges {
  return { procedures: '99213 70553', ...changes };
}

async function scanDesk(appointments: readonly AppointmentChanges[], granted = ''): Promise<Desk> {
  return openDesk({
    'clinic/reference/auth_required.csv': required,
    ...(granted === '' ? {} : { 'clinic/reference/authorizations.csv': `${head}${granted}` }),
    'clinic/appointments/2026-02-26/day.csv': appointmentFile(appointments),
  });
}

function needed(books: Books): readonly string[] {
  return openItems(books, 'authorization').map((row) => row.reason);
}

test.each([
  ['missing', '', 'missing 70553'],
  ['of another patient', 'FAKE1,M0002,A1,70553,2026-01-01,2026-12-31,1', 'missing 70553'],
  ['of another service', 'FAKE1,M0001,A1,70551,2026-01-01,2026-12-31,1', 'missing 70553'],
  ['over', 'FAKE1,M0001,A1,70553,2026-01-01,2026-03-04,1', 'expired 70553'],
  ['not yet valid', 'FAKE1,M0001,A1,70553,2026-03-06,2026-12-31,1', 'not-yet-valid 70553'],
  ['too small', 'FAKE1,M0001,A1,70553,2026-01-01,2026-12-31,0', 'used-up 70553'],
])('An authorization that is %s is somebody’s a week ahead', async (_, granted, reason) => {
  const desk = await scanDesk([scan()], granted);
  const books = await desk.work('2026-02-26');
  expect(openItems(books, 'authorization')).toMatchObject([
    { reason, category: reason.split(' ')[0], deadline: '2026-03-04', due_on: '2026-02-27' },
  ]);
});

test('Services that need none, or are authorized, leave nothing to do; nor does a number with the visit', async () => {
  const desk = await scanDesk(
    [
      { appointment_id: 'NONE' },
      scan({ appointment_id: 'GRANTED' }),
      scan({
        appointment_id: 'NAMED',
        patient_id: 'P-2',
        member_id: 'M0002',
        prior_authorization: 'X9',
      }),
    ],
    'FAKE1,M0001,A1,70553,2026-01-01,2026-12-31,1\n',
  );
  expect(needed(await desk.work('2026-02-26'))).toEqual([]);
});

test('It closes when the payer grants one; granted after the service it comes too late', async () => {
  const desk = await scanDesk([
    scan({ appointment_id: 'EARLY' }),
    scan({ appointment_id: 'LATE', patient_id: 'P-2', member_id: 'M0002' }),
  ]);
  expect(needed(await desk.work('2026-02-27'))).toEqual(['missing 70553', 'missing 70553']);
  const granted = (member: string) =>
    `${head}FAKE1,${member},A-${member},70553,2026-01-01,2026-12-31,2\n`;
  await desk.put({
    'clinic/reference/2026-03-02/one.csv': granted('M0001'),
    'clinic/reference/2026-03-09/two.csv': granted('M0002'),
  });
  expect(needed(await desk.work('2026-03-02'))).toEqual(['missing 70553']);
  expect(needed(await desk.work('2026-03-06'))).toEqual(['after-service, missing 70553']);
  expect(needed(await desk.work('2026-03-09'))).toEqual([]);
  const rows: readonly { appointment_id: string; authorization: string }[] = JSON.parse(
    await desk.text('visits.json'),
  );
  const found = rows.map((row) => `${row.appointment_id} ${row.authorization}`);
  expect(found.sort()).toEqual(['EARLY in-time', 'LATE late']);
  expect(await kpi(desk, 'authorization-before-service-rate')).toBe('1/2');
});

test('Units that a claim has taken are gone for the next visit, and for the next claim', async () => {
  const desk = await scanDesk(
    [scan({ visit_on: '2026-03-05' }), scan({ appointment_id: 'A-2', visit_on: '2026-03-12' })],
    'FAKE1,M0001,A1,70553,2026-01-01,2026-12-31,1\n',
  );
  expect(needed(await desk.work('2026-03-04'))).toEqual(['used-up 70553']);
  const charged = (encounter: string, day: string) =>
    visits({
      encounter_id: encounter,
      patient_id: 'P-1',
      service_date: day,
      procedure: '70553',
      charge: '900.00',
    });
  await desk.put({
    'clinic/encounters/2026-03-05/a.csv': charged('E1', '2026-03-05'),
    'clinic/encounters/2026-03-13/b.csv': charged('E2', '2026-03-12'),
  });
  const first = await desk.work('2026-03-06');
  expect(claimOf(first, 'E1').state).toBe('sent');
  expect(needed(await desk.work('2026-03-10'))).toEqual(['used-up 70553']);
  const second = await desk.work('2026-03-13');
  expect(needed(second)).toEqual([]);
  expect(claimOf(second, 'E2').scrub).toContainEqual({ rule: 'C10', outcome: 'fail' });
  await desk.put({
    'clinic/decisions/2026-03-14/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD1,2026-03-14,ann,,void,${claimOf(second, 'E1').claim_id},,charged twice,\n`,
  });
  expect(claimOf(await desk.work('2026-03-14'), 'E2').state).toBe('sent');
});

test('Of visits that share an authorization the later one is told before either has taken place', async () => {
  const desk = await scanDesk(
    [
      scan({ visit_on: '2026-03-05' }),
      scan({ appointment_id: 'A-2', visit_on: '2026-03-12' }),
      scan({
        appointment_id: 'A-3',
        visit_on: '2026-03-13',
        member_id: 'M0002',
        patient_id: 'P-2',
      }),
    ],
    'FAKE1,M0001,A1,70553,2026-01-01,2026-12-31,1\nFAKE1,M0002,A2,70553,2026-01-01,2026-12-31,1\n',
  );
  const told = await desk.work('2026-02-27');
  expect(openItems(told, 'authorization')).toMatchObject([
    { reason: 'used-up 70553', deadline: '2026-03-11' },
  ]);
  await desk.put({
    'clinic/appointments/2026-03-02/day.csv': appointmentFile([
      scan({ visit_on: '2026-03-05', status: 'cancelled' }),
    ]),
  });
  expect(needed(await desk.work('2026-03-02'))).toEqual([]);
  await desk.put({
    'clinic/appointments/2026-03-03/day.csv': appointmentFile([
      scan({ appointment_id: 'A-4', visit_on: '2026-03-04' }),
    ]),
  });
  expect(needed(await desk.work('2026-03-03'))).toEqual(['used-up 70553']);
  await desk.put({
    'clinic/reference/2026-03-04/more.csv': `${head}FAKE1,M0001,A3,70553,2026-03-01,2026-12-31,1\n`,
  });
  expect(needed(await desk.work('2026-03-04'))).toEqual([]);
});

test('A claim that is corrected to another member gives back what it took of the first one’s', async () => {
  const desk = await scanDesk([], 'FAKE1,M0001,A1,70553,2026-01-01,2026-12-31,1\n');
  const scanned = { patient_id: 'P-1', procedure: '70553', charge: '900.00' };
  await desk.put({
    'clinic/encounters/2026-03-05/a.csv': visits({
      ...scanned,
      encounter_id: 'E1',
      service_date: '2026-03-05',
      rendering_npi: '1999999990',
    }),
  });
  const held = claimOf(await desk.work('2026-03-05'), 'E1');
  expect(held.state).toBe('held');
  const detail =
    '"{""member_id"":""M0009"",""prior_authorization"":""X9"",""rendering_npi"":""1999999984""}"';
  await desk.put({
    'clinic/decisions/2026-03-06/d.csv': `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD1,2026-03-06,ann,,correct,${held.claim_id},,wrong member,${detail}\n`,
    'clinic/encounters/2026-03-13/b.csv': visits({
      ...scanned,
      encounter_id: 'E2',
      service_date: '2026-03-12',
    }),
  });
  const books = await desk.work('2026-03-13');
  expect(claimOf(books, 'E1').versions).toBe(2);
  expect(claimOf(books, 'E2').state).toBe('sent');
});

const kept = (changes: AppointmentChanges = {}) => ({
  status: 'kept',
  visit_on: '2026-03-06',
  ...changes,
});

test('A kept visit without a charge is somebody’s on the next office day, until its encounter comes', async () => {
  const desk = await openDesk({
    'clinic/appointments/2026-03-06/day.csv': appointmentFile([
      kept({ appointment_id: 'FORGOTTEN' }),
      kept({ appointment_id: 'CHARGED', patient_id: 'P-2' }),
      kept({ appointment_id: 'MISSED', patient_id: 'P-3', status: 'no-show' }),
      kept({ appointment_id: 'OPEN', patient_id: 'P-4', status: 'scheduled' }),
    ]),
    'clinic/encounters/2026-03-06/day.csv': visits({
      encounter_id: 'E2',
      patient_id: 'P-2',
      service_date: '2026-03-06',
      rendering_npi: '1999999976',
    }),
  });
  const weekend = await desk.work('2026-03-08');
  expect(openItems(weekend, 'charge-entry')).toEqual([]);
  const monday = await desk.work('2026-03-09');
  expect(openItems(monday, 'charge-entry')).toMatchObject([
    { category: 'visit-without-encounter', claim_id: null, due_on: '2026-03-10' },
  ]);
  await desk.put({
    'clinic/encounters/2026-03-10/late.csv': visits({
      encounter_id: 'E1',
      patient_id: 'P-1',
      service_date: '2026-03-06',
    }),
  });
  expect(openItems(await desk.work('2026-03-10'), 'charge-entry')).toEqual([]);
});

test('An encounter that charges nothing is no charge, and two visits want two', async () => {
  const desk = await openDesk({
    'clinic/appointments/2026-03-06/day.csv': appointmentFile([
      kept({ appointment_id: 'FREE' }),
      kept({ appointment_id: 'TWICE-A', patient_id: 'P-2' }),
      kept({ appointment_id: 'TWICE-B', patient_id: 'P-2', rendering_npi: '1999999976' }),
    ]),
    'clinic/encounters/2026-03-06/day.csv': visits(
      { encounter_id: 'E1', patient_id: 'P-1', service_date: '2026-03-06', charge: '0.00' },
      { encounter_id: 'E2', patient_id: 'P-2', service_date: '2026-03-06' },
    ),
  });
  const books = await desk.work('2026-03-09');
  const open = openItems(books, 'charge-entry').map((row) => row.category);
  expect(open.sort()).toEqual(['encounter-without-charge', 'visit-without-encounter']);
});

test('Visits of long ago in a first export are no work', async () => {
  const desk = await openDesk({
    'clinic/appointments/2026-06-01/all.csv': appointmentFile([kept()]),
  });
  const books = await desk.work('2026-06-02');
  expect(books.items).toEqual([]);
});

test('Coverage that somebody verified by telephone counts when its item is closed in time', async () => {
  const payers = 'payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic\n';
  const desk = await openDesk({
    'clinic/reference/2026-03-01/paper.csv': `${payers}PAPER,Paper Mutual,CI,90,180,no\n`,
    'clinic/appointments/2026-03-02/day.csv': appointmentFile([
      { appointment_id: 'CALLED', payer_id: 'PAPER' },
      { appointment_id: 'TOO-LATE', payer_id: 'PAPER', patient_id: 'P-2', member_id: 'M2' },
      { appointment_id: 'NEVER', payer_id: 'PAPER', patient_id: 'P-3', member_id: 'M3' },
    ]),
  });
  const items = openItems(await desk.work('2026-03-04'), 'eligibility');
  expect(items.map((row) => row.reason)).toEqual(Array(3).fill('verify-by-hand'));
  const [first = '', second = ''] = items.map((row) => row.id);
  const closing = (on: string, item: string) =>
    `decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\nD-${on},${on},ann,,close,${item},,verified by telephone,\n`;
  await desk.put({ 'clinic/decisions/2026-03-04/d.csv': closing('2026-03-04', first) });
  await desk.work('2026-03-04');
  await desk.put({ 'clinic/decisions/2026-03-05/d.csv': closing('2026-03-05', second) });
  await desk.work('2026-03-05');
  expect(await kpi(desk, 'verification-on-time-rate')).toBe('1/3');
});

test('What is left of the deductible is told, and coverage that was known in time counts', async () => {
  const desk = await openDesk({
    'clinic/appointments/2026-03-02/day.csv': appointmentFile([
      { appointment_id: 'KNOWN' },
      { appointment_id: 'UNCLEAR', patient_id: 'P-2', member_id: 'M0002' },
      { appointment_id: 'CANCELLED', patient_id: 'P-3', status: 'cancelled' },
      {
        appointment_id: 'TODAY',
        member_id: 'M0004',
        visit_on: '2026-03-02',
        made_on: '2026-03-02',
      },
      { appointment_id: 'LATER', patient_id: 'P-5', visit_on: '2026-04-20' },
    ]),
  });
  await desk.work('2026-03-03');
  const questions = await asked(desk);
  const question = (member: string) => questions.find((row) => row.subscriber?.id === member);
  const amounts = [{}, left('C', 45_000), left('G', 120_000), { insuranceType: 'QM' }];
  await desk.put({
    'clinic/eligibility/2026-03-04/a.271': coverageAnswer(
      [question('M0001'), { benefits: amounts }],
      [question('M0002'), { rejected: ['42'] }],
    ),
  });
  await desk.work('2026-03-06');
  const rows: readonly Record<string, unknown>[] = JSON.parse(await desk.text('visits.json'));
  expect(rows.find((row) => row['appointment_id'] === 'KNOWN')).toMatchObject({
    coverage: 'in-force',
    deductible_left_cents: 45_000,
    out_of_pocket_left_cents: 120_000,
    qmb: true,
    verification: 'in-time',
    authorization: 'not-due',
  });
  expect(await kpi(desk, 'verification-on-time-rate')).toBe('1/2');
});

async function kpi(desk: Desk, id: string): Promise<string> {
  const rows: readonly {
    id: string;
    practice: string;
    payer: string;
    month: string;
    numerator: number;
    denominator: number;
  }[] = JSON.parse(await desk.text('kpis.json'));
  const own = rows.find(
    (row) =>
      row.id === id && row.practice === 'clinic' && row.payer === '*' && row.month === '2026-03',
  );
  return `${own?.numerator}/${own?.denominator}`;
}
