/** Coming visits: asked about in time, each question once. */
import { expect, test } from 'vitest';
import { group, ta1 } from '../acknowledgment/sample-answers.ts';
import { appointmentFile } from '../support/appointment-file.ts';
import { openDesk } from './support/desk.ts';
import { accountsOf, codesOf, openItems } from './support/documents.ts';
import { asked, inquiryFiles } from './support/outbound.ts';

const day = 'clinic/appointments/2026-03-02/day.csv';

test('A Thursday’s visit is asked about on Tuesday, a Monday’s on Friday, each once', async () => {
  const desk = await openDesk({
    [day]: appointmentFile([
      { appointment_id: 'THU', visit_on: '2026-03-05' },
      { appointment_id: 'MON', visit_on: '2026-03-09', patient_id: 'P-2', member_id: 'M2' },
    ]),
  });
  await desk.work('2026-03-02');
  expect(await inquiryFiles(desk)).toEqual([]);
  await desk.work('2026-03-03');
  expect(await inquiryFiles(desk)).toEqual(['clearinghouse/clinic-2026-03-03-500000001.270']);
  const [thursday] = await asked(desk);
  expect(thursday?.subscriber).toMatchObject({ name: 'Sample', first: 'Paula', id: 'M0001' });
  expect(thursday?.subscriber?.dates).toEqual([
    { qualifier: '291', from: '2026-03-05', to: '2026-03-05' },
  ]);
  await desk.work('2026-03-03');
  await desk.work('2026-03-10');
  expect(await inquiryFiles(desk)).toEqual([
    'clearinghouse/clinic-2026-03-03-500000001.270',
    'clearinghouse/clinic-2026-03-06-500000002.270',
  ]);
  const traces = (await asked(desk)).map(({ traces: [own] }) => own?.number);
  expect(new Set(traces).size).toBe(2);
});

test('The day after a holiday is asked about before it', async () => {
  const desk = await openDesk({
    [day]: appointmentFile([{ visit_on: '2026-05-27' }]),
  });
  await desk.work('2026-05-26');
  expect(await inquiryFiles(desk)).toEqual(['clearinghouse/clinic-2026-05-22-500000001.270']);
});

test('A visit made for tomorrow is asked about at once, one for a paper payer not at all', async () => {
  const payers = 'payer_id,name,claim_filing_code,filing_limit_days,appeal_limit_days,electronic\n';
  const desk = await openDesk({
    'clinic/reference/2026-03-01/paper.csv': `${payers}PAPER,Paper Mutual,CI,90,180,no\n`,
    'clinic/appointments/2026-03-07/saturday.csv': appointmentFile([
      { visit_on: '2026-03-08' },
      { appointment_id: 'A-2', payer_id: 'PAPER', visit_on: '2026-03-08' },
      { appointment_id: 'A-3', payer_id: 'NOBODY', visit_on: '2026-03-08' },
    ]),
  });
  await desk.work('2026-03-07');
  expect(await asked(desk)).toHaveLength(1);
});

test('A later row replaces: what was cancelled is not asked about, what was moved is asked about anew', async () => {
  const desk = await openDesk({
    [day]: appointmentFile([{}, { appointment_id: 'A-2', visit_on: '2026-03-05' }]),
    'clinic/appointments/2026-03-03/day.csv': appointmentFile([
      { status: 'cancelled' },
      { appointment_id: 'A-2', visit_on: '2026-03-05' },
    ]),
    'clinic/appointments/2026-03-04/day.csv': appointmentFile([
      { status: 'cancelled' },
      { appointment_id: 'A-2', visit_on: '2026-03-06' },
    ]),
  });
  const books = await desk.work('2026-03-04');
  const days = (await asked(desk)).map((one) => one.subscriber?.dates[0]?.from);
  expect(days).toEqual(['2026-03-05', '2026-03-06']);
  expect(accountsOf(books, 'clinic/appointments/2026-03-03/day.csv')).toBe('done 2=2+0+0');
  expect(codesOf(books, 'clinic/appointments/2026-03-03/day.csv')).toEqual(['appointment-known']);
});

test('An older export that comes late changes nothing', async () => {
  const desk = await openDesk({
    'clinic/appointments/2026-03-03/day.csv': appointmentFile([{ status: 'cancelled' }]),
  });
  await desk.work('2026-03-03');
  await desk.put({ [day]: appointmentFile([{}]) });
  const books = await desk.work('2026-03-04');
  expect(await asked(desk)).toEqual([]);
  expect(codesOf(books, day)).toEqual(['appointment-superseded']);
});

test('A bad row is refused with its place, the others are taken', async () => {
  const desk = await openDesk({
    [day]: appointmentFile([
      { appointment_id: '' },
      { visit_on: '' },
      { visit_on: '2026-02-30' },
      { visit_on: '', visit_at: '2026-03-06T01:30:00Z' },
      { appointment_id: 'A-5', visit_on: '', visit_at: 'noon' },
      { appointment_id: 'A-6', status: 'maybe' },
      { appointment_id: 'A-7', relationship: 'cousin' },
      { appointment_id: 'A-8', visit_on: '20260-03-05' },
    ]),
  });
  const books = await desk.work('2026-03-03');
  expect(accountsOf(books, day)).toBe('done 8=1+0+7');
  expect(new Set(codesOf(books, day))).toEqual(new Set(['value-missing', 'bad-value']));
  const days = (await asked(desk)).map((one) => one.subscriber?.dates[0]?.from);
  expect(days).toEqual(['2026-03-05']);
});

test('A receiver’s word on a file of questions says nothing of claims; a refusal is a person’s', async () => {
  const told = 'clinic/acknowledgments/2026-03-03';
  const desk = await openDesk({ [day]: appointmentFile([{}]) });
  await desk.work('2026-03-03');
  await desk.put({
    [`${told}/taken.ta1`]: ta1('A', '500000001'),
    [`${told}/taken.999`]: group('A', ['A'], '500000001', 'HS'),
    [`${told}/of-claims.999`]: group('A', ['A'], '500000001', 'HC'),
    [`${told}/refused.999`]: group('R', ['R'], '500000001', 'HS'),
  });
  const books = await desk.work('2026-03-03');
  const accounts = ['taken.ta1', 'taken.999', 'of-claims.999', 'refused.999'].map((name) =>
    accountsOf(books, `${told}/${name}`),
  );
  expect(accounts).toEqual(['done 1=1+0+0', 'done 1=1+0+0', 'done 1=0+1+0', 'done 1=0+1+0']);
  expect(openItems(books, 'rejection').map((row) => row.reason)).toEqual(['questions-refused 999']);
});
