import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { statuses } from '../acknowledgment/sample-answers.ts';
import { type Books, type Desk, openDesk } from './support/desk.ts';
import { accountsOf, claimOf, codesOf, itemsOf, pcnOf, workOf } from './support/documents.ts';
import { claimBalances } from './support/ledger.ts';
import { type Answer, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const columns = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';

function decisionFile(day: string, action: string, detail: unknown, id = 'D1'): [string, string] {
  const cell = typeof detail === 'string' ? detail : JSON.stringify(detail);
  const row = `${id},${day},ann,,${action},${pcnOf('E1')},,mended,"${cell.replaceAll('"', '""')}"`;
  return [fileKey(day), [columns, row, ''].join('\n')];
}

function fileKey(day: string): string {
  return `clinic/decisions/${day}/d.csv`;
}

async function decide(desk: Desk, day: string, action: string, detail: unknown): Promise<Books> {
  const [key, text] = decisionFile(day, action, detail, `D-${day}`);
  await desk.put({ [key]: text });
  return desk.work(day);
}

async function pay(desk: Desk, day: string, ...claims: readonly Answer[]): Promise<Books> {
  const era = remit({ trace: `T-${day}`, date: day, claims });
  await desk.put({ [`clinic/remittances/${day}/era.835`]: era });
  return desk.work(day);
}

async function sent(desk: Desk, day: string, number: number) {
  const name = `clinic-${day}-${String(number).padStart(9, '0')}.837`;
  const text = await desk.text(`outbound/clearinghouse/${name}`);
  return readProfessionalClaims(new TextEncoder().encode(text)).claims;
}

const denied = (answer: Partial<Answer> = {}): Answer => ({
  pcn: pcnOf('E1'),
  lines: [svc('99213', 14500, 0, 'CO*16*145.00')],
  ...answer,
});

const reversed: Answer = {
  pcn: pcnOf('E1'),
  status: '22',
  lines: [svc('99213', -14500, 0, 'CO*16*-145.00')],
};

/** A TA1 that refuses the first file. */
const refusedFile = [
  'ISA*00*          *00*          *ZZ*CLEARINGHOUSE  *ZZ*FAKESUBMITTER  *260402*1200*^*00501*000000009*0*P*:',
  'TA1*000000001*260401*1200*R*025',
  'IEA*0*000000009',
  '',
].join('~\n');

async function deniedClaim(): Promise<Desk> {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  await pay(desk, '2026-04-10', denied());
  return desk;
}

test('A held claim is corrected, sent as new, and was not clean', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', diagnosis_pointers: '7' }),
  });
  expect(claimOf(await desk.work('2026-04-01'), 'E1').state).toBe('held');
  const books = await decide(desk, '2026-04-02', 'correct', { diagnosis_pointers: ['1'] });
  expect(accountsOf(books, fileKey('2026-04-02'))).toBe('done 1=1+0+0');
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'sent',
    versions: 2,
    submitted_on: '2026-04-02',
    claim_id: pcnOf('E1'),
  });
  expect(workOf(books, 'E1')).toEqual([]);
  expect(await sent(desk, '2026-04-02', 1)).toMatchObject([
    {
      patientControlNumber: pcnOf('E1'),
      frequency: '1',
      originalControlNumber: '',
      lines: [{ pointers: [1], controlNumber: `${pcnOf('E1')}L1` }],
    },
  ]);
  const unclean = { id: 'clean-claim-rate', numerator: 0, denominator: 1 };
  expect(books.result.kpis).toContainEqual(expect.objectContaining(unclean));
});

test('A correction that is held keeps its item until the next one', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', diagnosis_pointers: '7' }),
  });
  await desk.work('2026-04-01');
  const held = await decide(desk, '2026-04-02', 'correct', { diagnosis_pointers: '9' });
  expect(claimOf(held, 'E1')).toMatchObject({ state: 'held', versions: 2, submitted_on: null });
  expect(workOf(held, 'E1')).toEqual(['scrub 14500']);
  const books = await decide(desk, '2026-04-03', 'correct', { diagnosis_pointers: '1' });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', versions: 3 });
});

test('A denied claim is replaced by the payer’s number, its denial waits for the answer', async () => {
  const desk = await deniedClaim();
  const corrected = await decide(desk, '2026-04-13', 'correct', { modifiers: ['25'] });
  expect(claimOf(corrected, 'E1')).toMatchObject({
    state: 'denied',
    versions: 2,
    submitted_on: '2026-04-01',
    denied_cents: 14500,
  });
  expect(workOf(corrected, 'E1')).toEqual([]);
  expect(await sent(desk, '2026-04-13', 2)).toMatchObject([
    { frequency: '7', originalControlNumber: 'ICN1', lines: [{ modifiers: ['25'] }] },
  ]);
  const paid = await pay(desk, '2026-04-24', reversed, {
    pcn: pcnOf('E1'),
    lines: [svc('99213:25', 14500, 10000, 'CO*45*45.00')],
  });
  expect(claimOf(paid, 'E1')).toMatchObject({ state: 'closed', paid_insurance_cents: 10000 });
  expect(claimBalances(paid, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 10000,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
});

test('Denied again it is somebody’s work again; without a reversal the old denial counts no more', async () => {
  const desk = await deniedClaim();
  await decide(desk, '2026-04-13', 'correct', { member_id: 'M0002' });
  const again = await pay(desk, '2026-04-24', denied());
  expect(workOf(again, 'E1')).toEqual(['denial 14500']);
  await decide(desk, '2026-04-27', 'correct', { member_id: 'M0003' });
  const short = await pay(desk, '2026-05-08', {
    pcn: pcnOf('E1'),
    lines: [svc('99213', 14500, 8000, 'CO*45*65.00')],
  });
  expect(claimOf(short, 'E1')).toMatchObject({ versions: 3, denied_cents: 0 });
  expect(workOf(short, 'E1')).toEqual(['underpayment 2000']);
});

test('A dearer correction reverses the charge and books it anew, at the contract’s price', async () => {
  const desk = await deniedClaim();
  const books = await decide(desk, '2026-04-13', 'correct', {
    lines: [{ line: 1, procedure: '99214', charge: '180.00' }],
  });
  expect(claimOf(books, 'E1')).toMatchObject({
    charge_cents: 18000,
    expected_cents: 13000,
    insurance_ar_cents: 18000,
  });
  const booked = books.ledger.filter((row) => row.event === 'charge' && row.source !== 'E1');
  expect(booked.map((row) => [row.account, row.cents, row.source, row.effectiveDate])).toEqual([
    ['AR:INS:FAKE1:1', -14500, 'D-2026-04-13', '2026-03-02'],
    ['REV:GROSS', 14500, 'D-2026-04-13', '2026-03-02'],
    ['AR:INS:FAKE1:1', 18000, 'D-2026-04-13', '2026-03-02'],
    ['REV:GROSS', -18000, 'D-2026-04-13', '2026-03-02'],
  ]);
});

test('Sent to another payer it is a new claim there, and its AR goes with it', async () => {
  const desk = await deniedClaim();
  const books = await decide(desk, '2026-04-13', 'correct', { payer_id: 'FAKE2', member_id: 'M2' });
  expect(claimOf(books, 'E1')).toMatchObject({ payer_id: 'FAKE2', denied_cents: 0 });
  expect(claimBalances(books, 'E1')).toEqual({ 'AR:INS:FAKE2:1': 14500, 'REV:GROSS': -14500 });
  expect(await sent(desk, '2026-04-13', 2)).toMatchObject([
    { payerId: 'FAKE2', frequency: '1', originalControlNumber: '' },
  ]);
});

test('A reversal of the first answer mirrors it, whatever the correction changed since', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  const first = [svc('99213', 14500, 9500, 'CO*45*50.00')];
  await pay(desk, '2026-04-10', { pcn: pcnOf('E1'), lines: first });
  await decide(desk, '2026-04-13', 'correct', {
    lines: [{ line: 1, procedure: '99214', charge: '180.00' }],
  });
  const books = await pay(
    desk,
    '2026-04-24',
    { pcn: pcnOf('E1'), status: '22', lines: [svc('99213', -14500, -9500, 'CO*45*-50.00')] },
    { pcn: pcnOf('E1'), lines: [svc('99214', 18000, 13000, 'CO*45*50.00')] },
  );
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 13000,
    'CONTRA:CONTRACTUAL': 5000,
    'REV:GROSS': -18000,
  });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', versions: 2 });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('A cumulative export of the corrected visit is known', async () => {
  const desk = await deniedClaim();
  await decide(desk, '2026-04-13', 'correct', { member_id: 'M0002' });
  const export2 = 'clinic/encounters/2026-04-14/day.csv';
  await desk.put({ [export2]: visits({ encounter_id: 'E1', member_id: 'M0002' }) });
  const books = await desk.work('2026-04-14');
  expect(codesOf(books, export2)).toEqual(['encounter-known']);
});

const twice = 'clinic/encounters/2026-04-01/day.csv';
const oneVisit = { patient_id: 'P-1' };

test('A duplicate that is corrected into another visit is charged', async () => {
  const desk = await openDesk({
    [twice]: visits({ encounter_id: 'E0', ...oneVisit }, { encounter_id: 'E1', ...oneVisit }),
  });
  expect(claimBalances(await desk.work('2026-04-01'), 'E1')).toEqual({});
  const books = await decide(desk, '2026-04-02', 'correct', { service_date: '2026-03-03' });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', service_date: '2026-03-03' });
  expect(claimBalances(books, 'E1')).toEqual({ 'AR:INS:FAKE1:1': 14500, 'REV:GROSS': -14500 });
});

test('A correction into a visit that is charged already is refused', async () => {
  const other = { encounter_id: 'E1', ...oneVisit, service_date: '2026-03-03' };
  const desk = await openDesk({
    [twice]: visits({ encounter_id: 'E0', ...oneVisit }, { ...other, diagnosis_pointers: '7' }),
  });
  await desk.work('2026-04-01');
  const books = await decide(desk, '2026-04-02', 'correct', { service_date: '2026-03-02' });
  expect(codesOf(books, fileKey('2026-04-02'))).toEqual(['visit-of-another-claim']);
});

test('An overridden duplicate that is corrected is charged once', async () => {
  const desk = await openDesk({
    [twice]: visits(
      { encounter_id: 'E0', ...oneVisit },
      { encounter_id: 'E1', ...oneVisit, diagnosis_pointers: '7' },
    ),
  });
  await desk.work('2026-04-01');
  await decide(desk, '2026-04-02', 'override-rule', 'I01');
  const books = await decide(desk, '2026-04-03', 'correct', { diagnosis_pointers: '1' });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', charge_cents: 14500 });
  expect(claimBalances(books, 'E1')).toEqual({ 'AR:INS:FAKE1:1': 14500, 'REV:GROSS': -14500 });
});

test('A rejected claim is corrected as a new claim', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  await desk.put({ 'clinic/acknowledgments/2026-04-02/ta1.edi': refusedFile });
  const rejected = await desk.work('2026-04-02');
  expect(workOf(rejected, 'E1')).toEqual(['rejection 14500']);
  const books = await decide(desk, '2026-04-03', 'correct', { member_id: 'M0002' });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', versions: 2 });
  expect(workOf(books, 'E1')).toEqual([]);
  expect(await sent(desk, '2026-04-03', 2)).toMatchObject([{ frequency: '1', memberId: 'M0002' }]);
});

test('A paid claim that is voided is taken back from its payer, whose reversal leaves no credit', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  const lines = [svc('99213', 14500, 7000, 'CO*45*45.00', 'PR*1*30.00')];
  await pay(desk, '2026-04-10', { pcn: pcnOf('E1'), lines });
  const voided = await decide(desk, '2026-04-13', 'void', '');
  expect(claimOf(voided, 'E1')).toMatchObject({ state: 'voided', versions: 2 });
  expect(await sent(desk, '2026-04-13', 2)).toMatchObject([
    { patientControlNumber: pcnOf('E1'), frequency: '8', originalControlNumber: 'ICN1' },
  ]);
  expect(workOf(voided, 'E1')).toEqual(['credit-balance 0']);
  const turnedAway = await told(desk, '2026-04-14', 'A3:21');
  expect(workOf(turnedAway, 'E1')).toEqual(['credit-balance 0', 'rejection 14500']);
  expect(workOf(await told(desk, '2026-04-15', 'A2:20'), 'E1')).toEqual(['credit-balance 0']);
  const back = [svc('99213', -14500, -7000, 'CO*45*-45.00', 'PR*1*-30.00')];
  const books = await pay(desk, '2026-04-24', { pcn: pcnOf('E1'), status: '22', lines: back });
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'voided',
    credit_cents: 0,
    patient_ar_cents: 0,
  });
  expect(workOf(books, 'E1')).toEqual([]);
  await desk.work('2026-07-01');
  expect((await readdir(join(desk.out, 'outbound/clearinghouse'))).sort()).toEqual([
    'clinic-2026-04-01-000000001.837',
    'clinic-2026-04-13-000000002.837',
  ]);
});

test('Of a claim that was denied, turned away or never numbered there is nothing to take back', async () => {
  const desk = await deniedClaim();
  const denied = await decide(desk, '2026-04-13', 'void', '');
  expect(claimOf(denied, 'E1')).toMatchObject({ state: 'voided', versions: 1 });
  const unanswered = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await unanswered.work('2026-04-01');
  const books = await decide(unanswered, '2026-04-13', 'void', '');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'voided', versions: 1 });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('A claim that its payer has accepted under a number is voided before it is answered', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  await told(desk, '2026-04-02', 'A2:20', '0000000010001');
  await decide(desk, '2026-04-03', 'void', '');
  expect(await sent(desk, '2026-04-03', 2)).toMatchObject([
    { frequency: '8', originalControlNumber: 'FAKEICN1' },
  ]);
});

/** Of the batch of the second day unless told otherwise. */
async function told(desk: Desk, on: string, code: string, batch = '0000000020001') {
  const bytes = statuses('277CA', [{ pcn: pcnOf('E1'), codes: [code], on }], batch);
  await desk.put({ [`clinic/acknowledgments/${on}/a.edi`]: bytes });
  return desk.work(on);
}

test('A held or rejected claim that is given up stays what it is, and nobody waits for it any more', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1' },
      { encounter_id: 'E2', diagnosis_pointers: '7' },
    ),
    'clinic/acknowledgments/2026-04-02/ta1.edi': refusedFile,
  });
  const before = await desk.work('2026-04-02');
  expect([claimOf(before, 'E1').state, claimOf(before, 'E2').state]).toEqual(['rejected', 'held']);
  const rows = ['E1', 'E2'].map(
    (encounter, n) => `G${n},2026-04-03,ann,bob,write-off,${pcnOf(encounter)},145.00,timely,`,
  );
  await desk.put({ 'clinic/decisions/2026-04-03/given-up.csv': [columns, ...rows, ''].join('\n') });
  const books = await desk.work('2026-05-31');
  expect([claimOf(books, 'E1').state, claimOf(books, 'E2').state]).toEqual(['rejected', 'held']);
  for (const encounter of ['E1', 'E2']) {
    expect(claimOf(books, encounter).adjustments_cents).toBe(14500);
    expect(workOf(books, encounter)).toEqual([]);
  }
});

test('While the payer’s answer is awaited nothing is corrected', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  });
  await desk.work('2026-04-01');
  const books = await decide(desk, '2026-04-02', 'correct', { member_id: 'M0002' });
  expect(accountsOf(books, fileKey('2026-04-02'))).toBe('done 1=0+0+1');
  expect(codesOf(books, fileKey('2026-04-02'))).toEqual(['answer-awaited']);
  expect(claimOf(books, 'E1').versions).toBe(1);
});

test.each([
  ['the wrong form', { service_date: '13/13/2026' }, 'bad-date'],
  ['no such column', { colour: 'blue' }, 'column-unknown'],
  ['nothing', '', 'detail-missing'],
])('A correction that says %s is refused', async (_, detail, code) => {
  const desk = await deniedClaim();
  const books = await decide(desk, '2026-04-13', 'correct', detail);
  expect(codesOf(books, fileKey('2026-04-13'))).toEqual([code]);
  expect(claimOf(books, 'E1')).toMatchObject({ versions: 1, state: 'denied' });
});

test('An accepted denial is nobody’s work until another answer comes', async () => {
  const desk = await deniedClaim();
  const accepted = await decide(desk, '2026-04-13', 'accept', '');
  expect(accountsOf(accepted, fileKey('2026-04-13'))).toBe('done 1=1+0+0');
  expect(workOf(accepted, 'E1')).toEqual([]);
  expect(claimOf(accepted, 'E1')).toMatchObject({ denied_cents: 14500, state: 'denied' });
  const again = await pay(desk, '2026-04-24', reversed, denied());
  expect(workOf(again, 'E1')).toEqual(['denial 14500']);
});

test('An appeal has its own item until it is decided; what was won is followed up', async () => {
  const desk = await deniedClaim();
  const filed = await decide(desk, '2026-04-13', 'appeal-filed', '');
  expect(itemsOf(filed, 'E1')).toMatchObject([
    { queue: 'appeal', amount_cents: 0, deadline: '2026-10-07', reason: 'CO-16' },
  ]);
  const won = await decide(desk, '2026-05-04', 'appeal-decided', 'won');
  expect(itemsOf(won, 'E1')).toMatchObject([{ queue: 'follow-up', reason: 'appeal-won-unpaid' }]);
  const paid = await pay(desk, '2026-05-15', reversed, {
    pcn: pcnOf('E1'),
    lines: [svc('99213', 14500, 10000, 'CO*45*45.00')],
  });
  expect(workOf(paid, 'E1')).toEqual([]);
  expect(claimOf(paid, 'E1').state).toBe('closed');
});

test('A lost appeal leaves the denial open, and may be followed by another', async () => {
  const desk = await deniedClaim();
  await decide(desk, '2026-04-13', 'appeal-filed', '');
  const lost = await decide(desk, '2026-05-04', 'appeal-decided', 'lost');
  expect(workOf(lost, 'E1')).toEqual(['denial 14500']);
  const second = await decide(desk, '2026-05-05', 'appeal-filed', '');
  expect(workOf(second, 'E1')).toEqual(['appeal 0']);
});

test.each([
  ['appeal-decided', 'won', 'no-appeal-filed'],
  ['appeal-decided', 'perhaps', 'appeal-end-unknown'],
])('%s %s without an appeal is refused', async (action, detail, code) => {
  const desk = await deniedClaim();
  const books = await decide(desk, '2026-04-13', action, detail);
  expect(codesOf(books, fileKey('2026-04-13'))).toEqual([code]);
  expect(workOf(books, 'E1')).toEqual(['denial 14500']);
});
