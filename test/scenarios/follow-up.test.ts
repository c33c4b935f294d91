import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { readStatusInquiries } from '../../shared/status/read-inquiry.ts';
import { group, statuses } from '../acknowledgment/sample-answers.ts';
import { type Contents, type Desk, openDesk } from './support/desk.ts';
import { claimOf, codesOf, itemsOf, openItems, pcnOf } from './support/documents.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

/** Two claims, sent on 1 April as batch 1; FAKE1 is asked after 30 days without an answer. */
const visited = {
  'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }, { encounter_id: 'E2' }),
};
const told = (day: string, name = 'a') => `clinic/acknowledgments/${day}/${name}.edi`;
const accepted = {
  [told('2026-04-02')]: statuses('277CA', [
    { pcn: pcnOf('E1'), codes: ['A2:20'] },
    { pcn: pcnOf('E2'), codes: ['A2:20'] },
  ]),
};
const paid = (encounter: string, day: string) =>
  remit({
    date: day,
    claims: [{ pcn: pcnOf(encounter), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] }],
  });

async function sentNames(desk: Desk): Promise<readonly string[]> {
  return (await readdir(join(desk.out, 'outbound/clearinghouse'))).sort();
}

async function questions(desk: Desk, name: string) {
  const text = await desk.text(`outbound/clearinghouse/${name}`);
  const { findings, received } = readStatusInquiries(new TextEncoder().encode(text));
  expect(findings).toEqual([]);
  return received;
}

async function desk(contents: Contents = {}): Promise<Desk> {
  return openDesk({ ...visited, ...contents });
}

test('A file that nobody acknowledges is an item, which a late 999 closes', async () => {
  const clinic = await desk();
  expect(openItems(await clinic.work('2026-04-03'), 'follow-up')).toEqual([]);
  expect(openItems(await clinic.work('2026-04-06'), 'follow-up')).toMatchObject([
    { claim_id: null, reason: 'no-receipt 999 clinic-2026-04-01-000000001.837' },
  ]);
  await clinic.put({ [told('2026-04-07')]: group('A', ['A']) });
  expect(openItems(await clinic.work('2026-04-07'), 'follow-up')).toEqual([]);
});

test('A claim that its receiver passes over in silence alarms, the others of its file do not', async () => {
  const only = statuses('277CA', [{ pcn: pcnOf('E2'), codes: ['A2:20'] }]);
  const clinic = await desk({ [told('2026-04-02')]: only });
  const books = await clinic.work('2026-04-08');
  expect(openItems(books, 'follow-up')).toMatchObject([
    { claim_id: pcnOf('E1'), reason: 'no-acceptance 7-days', deadline: '2026-05-31' },
  ]);
});

test('A late payer is asked once, again after a pause, and its answer closes the item', async () => {
  const clinic = await desk(accepted);
  const before = await clinic.work('2026-04-30');
  expect(openItems(before, 'follow-up')).toEqual([]);
  const asked = await clinic.work('2026-05-01');
  expect(itemsOf(asked, 'E1')).toMatchObject([
    { queue: 'follow-up', reason: 'no-decision 30-days' },
  ]);
  expect(await sentNames(clinic)).toEqual([
    'clinic-2026-04-01-000000001.837',
    'clinic-2026-05-01-000000002.276',
  ]);
  const first = await questions(clinic, 'clinic-2026-05-01-000000002.276');
  expect(first.map((row) => row.patientControlNumber)).toEqual([pcnOf('E1'), pcnOf('E2')].sort());
  expect(first[0]).toMatchObject({ chargeCents: 14500, provider: { id: '1999999992' } });
  const { text } = clinic;
  const bytes = await text('outbound/clearinghouse/clinic-2026-05-01-000000002.276');
  await clinic.work('2026-05-01');
  expect(await text('outbound/clearinghouse/clinic-2026-05-01-000000002.276')).toBe(bytes);
  expect(await sentNames(clinic)).toHaveLength(2);
  const pended = statuses('277', [{ pcn: pcnOf('E1'), codes: ['P1:20'], on: '2026-05-03' }]);
  await clinic.put({ [told('2026-05-04')]: pended });
  const answered = await clinic.work('2026-05-04');
  expect(itemsOf(answered, 'E1')).toEqual([]);
  expect(itemsOf(answered, 'E2')).toHaveLength(1);
  await clinic.put({ 'clinic/remittances/2026-05-15/era.835': paid('E1', '2026-05-15') });
  await clinic.work('2026-05-15');
  const [again] = await questions(clinic, 'clinic-2026-05-15-000000003.276');
  expect(again).toMatchObject({ patientControlNumber: pcnOf('E2') });
  expect(again?.trace?.number).toBe(`${pcnOf('E2')}V1A2`);
  await clinic.put({ 'clinic/remittances/2026-05-16/era.835': paid('E2', '2026-05-16') });
  const settled = await clinic.work('2026-07-31');
  expect(openItems(settled, 'follow-up')).toEqual([]);
  expect(await sentNames(clinic)).toHaveLength(3);
  expect(JSON.stringify(settled.items)).not.toMatch(/SAMPLE|PAULA|M0001/i);
});

test('What a payer never had goes out again as new, by a person’s decision alone', async () => {
  const clinic = await desk(accepted);
  await clinic.work('2026-05-01');
  await clinic.put({
    [told('2026-05-04')]: statuses('277', [
      { pcn: pcnOf('E1'), codes: ['A4:35'], on: '2026-05-03' },
    ]),
  });
  const lost = await clinic.work('2026-05-04');
  expect(itemsOf(lost, 'E1')).toMatchObject([
    { queue: 'follow-up', category: 'not-found', deadline: '2026-05-31' },
  ]);
  expect(itemsOf(lost, 'E1')[0]?.reason).toContain('resubmit-as-new');
  expect(claimOf(lost, 'E1').versions).toBe(1);
  const row = `D1,2026-05-05,ann,,resubmit,${pcnOf('E1')},,lost,`;
  const head = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';
  const file = 'clinic/decisions/2026-05-05/d.csv';
  await clinic.put({ [file]: [head, row, ''].join('\n') });
  const books = await clinic.work('2026-05-05');
  expect(codesOf(books, file)).toEqual([]);
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'sent',
    versions: 2,
    submitted_on: '2026-04-01',
  });
  expect(itemsOf(books, 'E1')).toEqual([]);
  const text = await clinic.text('outbound/clearinghouse/clinic-2026-05-05-000000003.837');
  const { claims } = readProfessionalClaims(new TextEncoder().encode(text));
  expect(claims).toMatchObject([{ patientControlNumber: pcnOf('E1'), frequency: '1' }]);
  await clinic.put({ 'clinic/remittances/2026-05-20/era.835': paid('E1', '2026-05-20') });
  expect(claimOf(await clinic.work('2026-05-20'), 'E1').state).toBe('closed');
});

test('What is answered late to a question about an earlier version says nothing of the one that went out since', async () => {
  const clinic = await desk(accepted);
  await clinic.work('2026-05-01');
  const never = (trace: string, on: string) =>
    statuses('277', [{ pcn: pcnOf('E1'), trace, codes: ['A4:35'], on }]);
  await clinic.put({
    [told('2026-05-04')]: never(`${pcnOf('E1')}V1A1`, '2026-05-03'),
    'clinic/decisions/2026-05-05/d.csv': `decision_id,decided_on,by,action,target\nD1,2026-05-05,ann,resubmit,${pcnOf('E1')}\n`,
  });
  expect(itemsOf(await clinic.work('2026-05-05'), 'E1')).toEqual([]);
  await clinic.put({ [told('2026-05-06')]: never(`${pcnOf('E1')}V1A1`, '2026-05-06') });
  const late = await clinic.work('2026-05-06');
  expect(claimOf(late, 'E1')).toMatchObject({ state: 'sent', versions: 2 });
  const reasons = itemsOf(late, 'E1').map((row) => row.reason);
  expect(reasons).toEqual(['filing-within-30-days no-proof-of-filing']);
  await clinic.put({ [told('2026-05-07')]: never(`${pcnOf('E1')}V2A1`, '2026-05-07') });
  expect(itemsOf(await clinic.work('2026-05-07'), 'E1')).toMatchObject([{ category: 'not-found' }]);
});

test('An answer that names a claim by our question’s number alone is found', async () => {
  const clinic = await desk(accepted);
  await clinic.work('2026-05-01');
  const answer = statuses('277', [
    { pcn: pcnOf('E1'), trace: `${pcnOf('E1')}V1A1`, codes: ['A4:35'], on: '2026-05-03' },
  ]);
  const alone = Buffer.from(answer)
    .toString('latin1')
    .replace(/REF\*EJ\*[^~]*~\s*/, '')
    .replace(/SE\*(\d+)/, (_, n) => `SE*${Number(n) - 1}`);
  await clinic.put({ [told('2026-05-04')]: alone });
  expect(itemsOf(await clinic.work('2026-05-04'), 'E1')).toMatchObject([{ category: 'not-found' }]);
});

test('A held claim and an unanswered one alarm 30 and 15 days before the time to file is over', async () => {
  const clinic = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1' },
      { encounter_id: 'E2', diagnosis_pointers: '7' },
    ),
  });
  const reasons = async (day: string) => {
    const books = await clinic.work(day);
    return ['E1', 'E2'].map((id) =>
      itemsOf(books, id)
        .filter((row) => row.queue === 'follow-up')
        .map((row) => `${row.reason} ${row.deadline}`),
    );
  };
  expect(await reasons('2026-04-30')).toEqual([[], []]);
  expect(await reasons('2026-05-01')).toEqual([
    ['filing-within-30-days no-proof-of-filing no-decision 30-days 2026-05-31'],
    ['filing-within-30-days 2026-05-31'],
  ]);
  expect(await reasons('2026-05-16')).toEqual([
    ['filing-within-15-days no-proof-of-filing to-be-printed no-decision 30-days 2026-05-31'],
    ['filing-within-15-days 2026-05-31'],
  ]);
});

const papersOf = async (clinic: Desk) => readdir(join(clinic.out, 'paper/clinic')).catch(() => []);

test('Fifteen days before its time to file is over, a claim of which nobody says that it came is printed, once', async () => {
  const only = statuses('277CA', [{ pcn: pcnOf('E2'), codes: ['A2:20'] }]);
  const clinic = await desk({ [told('2026-04-02')]: only });
  await clinic.work('2026-05-15');
  expect(await papersOf(clinic)).toEqual([]);
  const near = await clinic.work('2026-05-16');
  expect(itemsOf(near, 'E1')[0]?.reason).toMatch(
    /^filing-within-15-days no-proof-of-filing to-be-printed/,
  );
  expect(claimOf(near, 'E1')).toMatchObject({ state: 'sent', versions: 1 });
  const printed = await clinic.work('2026-05-17');
  const [name, ...others] = await papersOf(clinic);
  expect(others).toEqual([]);
  const page = await clinic.text(`paper/clinic/${name}`);
  expect(page).toContain(pcnOf('E1'));
  expect(page).not.toContain(pcnOf('E2'));
  expect(claimOf(printed, 'E1')).toMatchObject({
    state: 'sent',
    versions: 2,
    submitted_on: '2026-04-01',
  });
  expect(claimOf(printed, 'E2')).toMatchObject({ state: 'accepted', versions: 1 });
  expect(itemsOf(printed, 'E1')).toMatchObject([
    {
      queue: 'follow-up',
      reason: 'filing-within-15-days printed-mail-it-with-a-receipt',
      deadline: '2026-05-31',
    },
  ]);
  await clinic.put({ 'clinic/remittances/2026-06-10/era.835': paid('E1', '2026-06-10') });
  const books = await clinic.work('2026-06-15');
  expect(await papersOf(clinic)).toEqual([name]);
  expect(claimOf(books, 'E1').state).toBe('closed');
  expect(itemsOf(books, 'E1')).toEqual([]);
});

test('A claim with a receipt is not printed, nor one whose receipt comes on the last day', async () => {
  const receipt = group('A', ['A']);
  const early = await desk({ [told('2026-04-02')]: receipt });
  expect(itemsOf(await early.work('2026-05-31'), 'E1')[0]?.reason).toMatch(
    /^filing-within-15-days receipt-kept/,
  );
  expect(await papersOf(early)).toEqual([]);
  const late = await desk({ [told('2026-05-17')]: receipt });
  const books = await late.work('2026-05-17');
  expect(itemsOf(books, 'E1')[0]?.reason).toMatch(/^filing-within-15-days receipt-kept/);
  await late.work('2026-05-31');
  expect(claimOf(books, 'E1').versions).toBe(1);
  expect(await papersOf(late)).toEqual([]);
});

test('A receipt that comes after the print says that nobody needs to mail it', async () => {
  const clinic = await desk({ [told('2026-05-20')]: group('A', ['A']) });
  const printed = await clinic.work('2026-05-18');
  expect(itemsOf(printed, 'E1')[0]?.reason).toContain('printed-mail-it-with-a-receipt');
  const books = await clinic.work('2026-05-20');
  expect(itemsOf(books, 'E1')[0]?.reason).toBe('filing-within-15-days receipt-kept');
});

test('What first goes out near the end has three business days to be acknowledged; then it is printed', async () => {
  const visit = visits({ encounter_id: 'E1' });
  const clinic = await openDesk({ 'clinic/encounters/2026-05-21/day.csv': visit });
  const waiting = await clinic.work('2026-05-26');
  expect(itemsOf(waiting, 'E1')[0]?.reason).toBe(
    'filing-within-15-days no-proof-of-filing to-be-printed',
  );
  expect(await papersOf(clinic)).toEqual([]);
  await clinic.work('2026-05-27');
  expect(await papersOf(clinic)).toHaveLength(1);
  const over = await openDesk({ 'clinic/encounters/2026-05-28/day.csv': visit });
  await over.work('2026-06-30');
  expect(await papersOf(over)).toEqual([]);
});

test('What a person sends again meanwhile is not printed beside it, nor what was turned away', async () => {
  const clinic = await desk({
    [told('2026-05-17')]: statuses('277CA', [{ pcn: pcnOf('E2'), codes: ['A3:21'] }]),
    'clinic/decisions/2026-05-17/d.csv': `decision_id,decided_on,by,action,target\nD1,2026-05-17,ann,resubmit,${pcnOf('E1')}\n`,
  });
  const books = await clinic.work('2026-05-18');
  expect(await papersOf(clinic)).toEqual([]);
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', versions: 2 });
  expect(claimOf(books, 'E2')).toMatchObject({ state: 'rejected', versions: 1 });
});
