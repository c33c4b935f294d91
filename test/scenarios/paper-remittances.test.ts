import { expect, test } from 'vitest';
import { type Books, type Desk, openDesk } from './support/desk.ts';
import {
  accountsOf,
  claimOf,
  codesOf,
  fileAt,
  openItems,
  pcnOf,
  workOf,
} from './support/documents.ts';
import { claimBalances } from './support/ledger.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const columns =
  'payer_id,check_number,check_date,check_amount,patient_control_number,claim_status,line,charge,paid,group,carc,amount';
const key = 'clinic/remittances/2026-04-02/eob.csv';

function eob(...rows: readonly string[]): string {
  return [columns, ...rows, ''].join('\n');
}

const check = (number: string, amount: string) => `FAKE1,${number},2026-04-02,${amount}`;

/** E1 paid 80.00 with a share of 20.00 for the patient, on two rows. */
const e1 = (amount = '80.00') => [
  `${check('P1', amount)},${pcnOf('E1')},1,1,145.00,80.00,CO,45,45.00`,
  `${check('P1', amount)},${pcnOf('E1')},1,1,145.00,80.00,PR,3,20.00`,
];

async function openPractice(...encounters: readonly string[]): Promise<Desk> {
  return openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      ...encounters.map((encounter_id) => ({ encounter_id })),
    ),
  });
}

async function posted(...rows: readonly string[]): Promise<Books> {
  const desk = await openPractice('E1', 'E2');
  await desk.put({ [key]: eob(...rows) });
  return desk.work('2026-04-02');
}

test('A paper EOB posts like the 835 that says the same', async () => {
  const paper = await posted(...e1());
  expect(fileAt(paper, key)).toMatchObject({ kind: 'remittances-csv', issues: [] });
  expect(accountsOf(paper, key)).toBe('done 2=2+0+0');
  const desk = await openPractice('E1', 'E2');
  const lines = [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*3*20.00')];
  await desk.put({
    'clinic/remittances/2026-04-02/era.835': remit({ claims: [{ pcn: pcnOf('E1'), lines }] }),
  });
  const electronic = await desk.work('2026-04-02');
  expect(claimBalances(paper, 'E1')).toEqual(claimBalances(electronic, 'E1'));
  expect(claimOf(paper, 'E1')).toMatchObject({
    state: 'adjudicated',
    adjudicated_on: '2026-04-02',
    paid_insurance_cents: 8000,
    patient_ar_cents: 2000,
  });
});

test('Denials, lines without adjustment and claims without lines are told too', async () => {
  const books = await posted(
    `${check('P1', '95.00')},${pcnOf('E1')},1,1,145.00,0.00,CO,29,145.00`,
    `${check('P1', '95.00')},${pcnOf('E2')},1,,145.00,95.00,CO,45,45.00`,
    `${check('P1', '95.00')},${pcnOf('E2')},1,,145.00,95.00,PR,2,5.00`,
  );
  expect(accountsOf(books, key)).toBe('done 3=3+0+0');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'denied', denied_cents: 14500 });
  expect(workOf(books, 'E1')).toEqual(['denial 14500']);
  expect(claimBalances(books, 'E2')).toEqual({
    'AR:PAT': 500,
    'CASH:REMIT_CLEARING': 9500,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
});

test('A reversal and its correction on one check', async () => {
  const desk = await openPractice('E1');
  await desk.put({ [key]: eob(...e1()) });
  await desk.work('2026-04-02');
  const later = 'clinic/remittances/2026-04-09/eob.csv';
  const p2 = 'FAKE1,P2,2026-04-09,20.00';
  await desk.put({
    [later]: eob(
      `${p2},${pcnOf('E1')},22,1,-145.00,-80.00,CO,45,-45.00`,
      `${p2},${pcnOf('E1')},22,1,-145.00,-80.00,PR,3,-20.00`,
      `${p2},${pcnOf('E1')},1,1,145.00,100.00,CO,45,45.00`,
    ),
  });
  const books = await desk.work('2026-04-09');
  expect(accountsOf(books, later)).toBe('done 3=3+0+0');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', paid_insurance_cents: 10000 });
});

test.each([
  ['line', '80.00', ['1,1,145.00,80.00,CO,45,40.00'], '-25.00 CLP 1'],
  ['claim', '80.00', ['1,,145.00,80.00,,,', '1,1,145.00,100.00,CO,45,45.00'], '-20.00 CLP 1'],
  ['transaction', '90.00', ['1,1,145.00,80.00,CO,45,65.00'], '10.00'],
])(
  'A %s that does not balance holds its check whole, others post',
  async (level, paid, rows, by) => {
    const books = await posted(
      ...rows.map((row) => `${check('P1', paid)},${pcnOf('E1')},${row}`),
      `${check('P2', '100.00')},${pcnOf('E2')},1,1,145.00,100.00,CO,45,45.00`,
    );
    expect(accountsOf(books, key)).toBe(`done ${rows.length + 1}=1+${rows.length}+0`);
    expect(codesOf(books, key)).toEqual([`unbalanced-${level}`]);
    expect(openItems(books, 'quarantine').map((row) => row.reason)).toEqual([
      `unbalanced-${level} BPR02 ${paid} difference ${by}`,
    ]);
    expect(claimBalances(books, 'E1')).toEqual({ 'AR:INS:FAKE1:1': 14500, 'REV:GROSS': -14500 });
    expect(claimOf(books, 'E2').state).toBe('closed');
  },
);

test('A file of which nothing posts is quarantined with its rows', async () => {
  const books = await posted(`${check('P1', '1.00')},${pcnOf('E1')},1,1,145.00,80.00,CO,45,65.00`);
  expect(accountsOf(books, key)).toBe('quarantined 1=0+1+0');
});

test('A bad cell holds its check; a row that does not tell its check is rejected', async () => {
  const books = await posted(
    ...e1(),
    `${check('P2', '0.00')},${pcnOf('E2')},1,1,$145.00,0.00,CO,29,145.00`,
    `FAKE1,P3,soon,10.00,${pcnOf('E2')},1,1,145.00,10.00,CO,45,135.00`,
  );
  expect(accountsOf(books, key)).toBe('done 4=2+1+1');
  expect(codesOf(books, key)).toEqual(['bad-value', 'bad-date', 'row-unreadable']);
});

test('A check known from another file counts as posted, with other content it is held', async () => {
  const desk = await openPractice('E1', 'E2');
  const again = 'clinic/remittances/2026-04-03/again.csv';
  const other = 'clinic/remittances/2026-04-03/other.csv';
  await desk.put({
    [key]: eob(...e1()),
    [again]: eob(...e1().toReversed()),
    [other]: eob(`${check('P1', '80.00')},${pcnOf('E2')},1,1,145.00,80.00,CO,45,65.00`),
  });
  const books = await desk.work('2026-04-03');
  expect(accountsOf(books, again)).toBe('done 2=2+0+0');
  expect(codesOf(books, again)).toEqual(['remittance-known']);
  expect(accountsOf(books, other)).toBe('quarantined 1=0+1+0');
  expect(claimOf(books, 'E1').paid_insurance_cents).toBe(8000);
});

test('Rows of an unknown claim wait in suspense until it appears', async () => {
  const desk = await openPractice('E2');
  await desk.put({ [key]: eob(...e1()) });
  const waiting = await desk.work('2026-04-02');
  expect(accountsOf(waiting, key)).toBe('done 2=0+2+0');
  expect(openItems(waiting, 'unmatched-remittance')).toMatchObject([{ amount_cents: 8000 }]);
  await desk.put({ 'clinic/encounters/2026-04-03/day.csv': visits({ encounter_id: 'E1' }) });
  const applied = await desk.work('2026-04-03');
  expect(accountsOf(applied, key)).toBe('done 2=2+0+0');
  expect(openItems(applied, 'unmatched-remittance')).toEqual([]);
  expect(claimOf(applied, 'E1')).toMatchObject({ paid_insurance_cents: 8000 });
});

test('A file without a needed column is quarantined', async () => {
  const desk = await openPractice('E1');
  await desk.put({ [key]: eob(...e1()).replace('charge', 'billed') });
  const books = await desk.work('2026-04-02');
  expect(accountsOf(books, key)).toBe('quarantined 0=0+0+0');
  expect(codesOf(books, key)).toContain('column-missing');
});

test('More claims than a chunk holds all post', async () => {
  const ids = Array.from({ length: 230 }, (_, n) => `E${n + 1}`);
  const desk = await openPractice(...ids);
  const amount = `${ids.length}00.00`;
  await desk.put({
    [key]: eob(
      ...ids.map((id) => `${check('P1', amount)},${pcnOf(id)},1,1,145.00,100.00,CO,45,45.00`),
    ),
  });
  const books = await desk.work('2026-04-02');
  expect(accountsOf(books, key)).toBe('done 230=230+0+0');
  expect(books.claims.every((claim) => claim.state === 'closed')).toBe(true);
});
