import { expect, test } from 'vitest';
import { type Books, openDesk } from './support/desk.ts';
import {
  accountsOf,
  claimOf,
  codesOf,
  fileAt,
  itemsOf,
  openItems,
  pcnOf,
  workOf,
} from './support/documents.ts';
import { balancesOf, claimBalances } from './support/ledger.ts';
import { type Answer, type Payment, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const visited = { 'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }) };
const era = (day: string, name = 'era') => `clinic/remittances/${day}/${name}.835`;

const paid: Answer = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] };
const takenBack: Answer = {
  pcn: pcnOf('E1'),
  status: '22',
  lines: [svc('99213', -14500, -10000, 'CO*45*-45.00')],
};
const corrected: Answer = {
  pcn: pcnOf('E1'),
  lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00')],
};

const settledAnew = {
  state: 'adjudicated',
  insurance_ar_cents: 0,
  patient_ar_cents: 2000,
  paid_insurance_cents: 8000,
  adjustments_cents: 4500,
  credit_cents: 0,
};

async function delivered(...payments: readonly (readonly [string, Payment])[]): Promise<Books> {
  const files = payments.map(([key, payment]) => [key, remit(payment)]);
  const desk = await openDesk({ ...visited, ...Object.fromEntries(files) });
  return desk.work('2026-04-04');
}

test('A reversal and its correction in one payment leave the correction', async () => {
  const books = await delivered(
    [era('2026-04-02'), { trace: 'T1', claims: [paid] }],
    [era('2026-04-03'), { trace: 'T2', claims: [takenBack, corrected], plb: ['WO:X*-20.00'] }],
  );
  expect(claimOf(books, 'E1')).toMatchObject(settledAnew);
  expect(workOf(books, 'E1')).toEqual([]);
});

test('A reversal and its correction in two files leave the correction', async () => {
  const books = await delivered(
    [era('2026-04-02'), { trace: 'T1', claims: [paid] }],
    [era('2026-04-03', 'a'), { trace: 'T2', claims: [takenBack], paid: '-100.00' }],
    [era('2026-04-04', 'b'), { trace: 'T3', claims: [corrected] }],
  );
  expect(claimOf(books, 'E1')).toMatchObject(settledAnew);
  expect(workOf(books, 'E1')).toEqual([]);
});

/** Whoever took all of its answer back still owes one. */
const takenAway = { queue: 'follow-up', category: 'taken-back-and-not-answered-again' };

test('A reversal before its original posts in full and is flagged until the original comes', async () => {
  const desk = await openDesk({
    ...visited,
    [era('2026-04-02')]: remit({ trace: 'T2', claims: [takenBack] }),
  });
  const before = await desk.work('2026-04-02');
  expect(claimBalances(before, 'E1')).toEqual({
    'AR:INS:FAKE1:1': 29000,
    'CASH:REMIT_CLEARING': -10000,
    'CONTRA:CONTRACTUAL': -4500,
    'REV:GROSS': -14500,
  });
  expect(itemsOf(before, 'E1')).toMatchObject([
    { queue: 'posting', reason: 'reversal-without-original' },
  ]);
  await desk.put({ [era('2026-04-03')]: remit({ trace: 'T1', claims: [paid] }) });
  const after = await desk.work('2026-04-03');
  expect(claimOf(after, 'E1').insurance_ar_cents).toBe(14500);
  expect(itemsOf(after, 'E1').filter((row) => row.state === 'open')).toMatchObject([takenAway]);
});

test('The reversal of a denial takes the denied cents and their item away', async () => {
  const denied = { pcn: pcnOf('E1'), status: '4', lines: [svc('99213', 14500, 0, 'CO*50*145.00')] };
  const undenied = { ...denied, status: '22', lines: [svc('99213', -14500, 0, 'CO*50*-145.00')] };
  const books = await delivered(
    [era('2026-04-02'), { trace: 'T1', claims: [denied] }],
    [era('2026-04-03'), { trace: 'T2', claims: [undenied, paid] }],
  );
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', denied_cents: 0 });
  const item = books.items.filter((row) => row.queue === 'denial');
  expect(item).toMatchObject([{ state: 'closed', amount_cents: 14500 }]);
});

test('A reversal for a claim that nobody knows waits in suspense with its sign', async () => {
  const stranger = { ...takenBack, pcn: 'NOBODY' };
  const books = await delivered([era('2026-04-02'), { claims: [stranger] }]);
  expect(balancesOf(books.ledger.filter((row) => row.event === 'suspense'))).toEqual({
    'CASH:REMIT_CLEARING': -10000,
    'LIAB:UNAPPLIED': 10000,
  });
  expect(openItems(books, 'unmatched-remittance')).toMatchObject([{ amount_cents: -10000 }]);
});

test('Two answers together never take more contractual than the contract allows', async () => {
  const again = { ...paid, lines: [svc('99213', 14500, 0, 'CO*45*45.00', 'OA*23*100.00')] };
  const books = await delivered(
    [era('2026-04-02'), { trace: 'T1', claims: [paid] }],
    [era('2026-04-03'), { trace: 'T2', claims: [again] }],
  );
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 10000,
    'CONTRA:CONTRACTUAL': 4600,
    'LIAB:CREDIT:INS': -100,
    'REV:GROSS': -14500,
  });
});

test('What the cap gave back returns when a reversal takes an answer away', async () => {
  const again = { ...paid, lines: [svc('99213', 14500, 0, 'CO*45*45.00', 'OA*23*100.00')] };
  const undone = {
    ...again,
    status: '22',
    lines: [svc('99213', -14500, 0, 'CO*45*-45.00', 'OA*23*-100.00')],
  };
  const books = await delivered(
    [era('2026-04-02'), { trace: 'T1', claims: [paid] }],
    [era('2026-04-03'), { trace: 'T2', claims: [again] }],
    [era('2026-04-04'), { trace: 'T3', claims: [undone] }],
  );
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 10000,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
  expect(claimOf(books, 'E1').state).toBe('closed');
});

const both = {
  'clinic/encounters/2026-04-01/day.csv': visits({
    encounter_id: 'E1',
    secondary_payer_id: 'FAKE2',
    secondary_member_id: 'M0002',
  }),
};
const first = remit({
  trace: 'T1',
  claims: [{ pcn: pcnOf('E1'), lines: [svc('99213', 14500, 7000, 'CO*45*45.00', 'PR*2*30.00')] }],
});
const second = remit({
  trace: 'S1',
  payer: 'FAKE2',
  originator: '1999999999',
  claims: [
    {
      pcn: pcnOf('E1'),
      status: '2',
      lines: [svc('99213', 14500, 2000, 'OA*23*115.00', 'PR*2*10.00')],
    },
  ],
});

test('A secondary answer before the primary’s waits in suspense and is applied after it', async () => {
  const desk = await openDesk({ ...both, [era('2026-04-02')]: second });
  const before = await desk.work('2026-04-02');
  expect(accountsOf(before, era('2026-04-02'))).toBe('done 1=0+1+0');
  expect(balancesOf(before.ledger)).toMatchObject({ 'LIAB:UNAPPLIED': -2000 });
  expect(openItems(before, 'unmatched-remittance')).toMatchObject([{ amount_cents: 2000 }]);
  expect(before.aging.filter((row) => row.basis === 'service')).toMatchObject([
    { payer: 'FAKE1', total: 14500, unapplied: 0 },
    { payer: 'FAKE2', total: 0, unapplied: 2000 },
  ]);
  await desk.put({ [era('2026-04-03')]: first });
  const after = await desk.work('2026-04-03');
  expect(accountsOf(after, era('2026-04-02'))).toBe('done 1=1+0+0');
  expect(openItems(after, 'unmatched-remittance')).toEqual([]);
  expect(claimOf(after, 'E1')).toMatchObject({
    insurance_ar_cents: 0,
    patient_ar_cents: 1000,
    paid_insurance_cents: 9000,
    allowed_cents: 10000,
    state: 'adjudicated',
  });
  expect(balancesOf(after.ledger)).toEqual({
    'AR:PAT': 1000,
    'CASH:REMIT_CLEARING': 9000,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
});

test('Both answers on one day, whatever their order, end the same', async () => {
  const ahead = await openDesk({
    ...both,
    [era('2026-04-02', 'a')]: second,
    [era('2026-04-02', 'b')]: first,
  });
  const behind = await openDesk({
    ...both,
    [era('2026-04-02', 'a')]: first,
    [era('2026-04-02', 'b')]: second,
  });
  const one = balancesOf((await ahead.work('2026-04-02')).ledger);
  expect(one).toEqual(balancesOf((await behind.work('2026-04-02')).ledger));
  expect(one).toMatchObject({ 'AR:PAT': 1000 });
});

test('The secondary’s denial stays owed by the secondary', async () => {
  const denied = remit({
    trace: 'S1',
    payer: 'FAKE2',
    originator: '1999999999',
    claims: [
      {
        pcn: pcnOf('E1'),
        status: '2',
        lines: [svc('99213', 14500, 0, 'OA*23*115.00', 'CO*50*30.00')],
      },
    ],
  });
  const desk = await openDesk({ ...both, [era('2026-04-02')]: first, [era('2026-04-03')]: denied });
  const books = await desk.work('2026-04-03');
  expect(claimBalances(books, 'E1')).toMatchObject({ 'AR:INS:FAKE2:2': 3000 });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'adjudicated', denied_cents: 3000 });
});

test('A 22 of the secondary payer mirrors the secondary’s entries', async () => {
  const undone = remit({
    trace: 'S2',
    payer: 'FAKE2',
    originator: '1999999999',
    claims: [
      {
        pcn: pcnOf('E1'),
        status: '22',
        lines: [svc('99213', -14500, -2000, 'OA*23*-115.00', 'PR*2*-10.00')],
      },
    ],
  });
  const desk = await openDesk({
    ...both,
    [era('2026-04-02')]: first,
    [era('2026-04-03')]: second,
    [era('2026-04-04')]: undone,
  });
  const books = await desk.work('2026-04-04');
  expect(claimBalances(books, 'E1')).toEqual({
    'AR:INS:FAKE2:2': 3000,
    'CASH:REMIT_CLEARING': 7000,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
});

test('Money for an unknown claim waits in suspense and is applied on the day its visit comes', async () => {
  const desk = await openDesk({ [era('2026-04-01')]: remit({ claims: [paid] }) });
  const before = await desk.work('2026-04-01');
  expect(accountsOf(before, era('2026-04-01'))).toBe('done 1=0+1+0');
  expect(openItems(before, 'unmatched-remittance')).toMatchObject([
    { amount_cents: 10000, claim_id: null, opened_on: '2026-04-01', due_on: '2026-04-02' },
  ]);
  await desk.put({ 'clinic/encounters/2026-04-02/day.csv': visits({ encounter_id: 'E1' }) });
  const after = await desk.work('2026-04-02');
  expect(accountsOf(after, era('2026-04-01'))).toBe('done 1=1+0+0');
  expect(openItems(after, 'unmatched-remittance')).toEqual([]);
  expect(claimOf(after, 'E1')).toMatchObject({ state: 'closed', submitted_on: null });
  expect(balancesOf(after.ledger)).toEqual({
    'CASH:REMIT_CLEARING': 10000,
    'CONTRA:CONTRACTUAL': 4500,
    'REV:GROSS': -14500,
  });
  expect(codesOf(after, era('2026-04-01'))).toEqual([]);
});

test('A claim that was answered before it was sent is not sent any more', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-02/day.csv': visits({ encounter_id: 'E1' }),
    [era('2026-04-01')]: remit({
      claims: [{ ...paid, lines: [svc('99213', 14500, 9000, 'CO*45*45.00', 'PI*B4*10.00')] }],
    }),
  });
  const books = await desk.work('2026-04-02');
  expect(claimOf(books, 'E1').submitted_on).toBeNull();
  expect(itemsOf(books, 'E1').map((row) => row.queue)).toContain('posting');
});

test('Suspended money is applied though its file has gone or says something else now', async () => {
  const desk = await openDesk({ [era('2026-04-01')]: remit({ claims: [paid] }) });
  await desk.work('2026-04-01');
  const other = { pcn: 'SOMEBODYELSE', lines: [svc('99213', 14500, 2500, 'PR*1*120.00')] };
  await desk.put({
    [era('2026-04-01')]: remit({ trace: 'T9', claims: [other, other] }),
    'clinic/encounters/2026-04-02/day.csv': visits({ encounter_id: 'E1' }),
  });
  const books = await desk.work('2026-04-02');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', paid_insurance_cents: 10000 });
  expect(books.files.filter((row) => row.key === era('2026-04-01'))).toHaveLength(2);
});

test('Provider adjustments go where they belong, and the cash is what was paid', async () => {
  const books = await delivered([
    era('2026-04-02'),
    {
      claims: [paid],
      plb: ['WO:ICN1*10.00', '72:X*5.00', 'FB:X*-3.00', 'L6:X*-2.00', 'CT:X*-50.00', 'CS:X*1.00'],
    },
  ]);
  expect(balancesOf(books.ledger)).toMatchObject({
    'CASH:REMIT_CLEARING': 10000 - 1000 - 500 + 300 + 200 + 5000 - 100,
    'INC:CAPITATION': -5000,
    'INC:INTEREST': -200,
    'LIAB:RECOUP:FAKE1': 1500,
    'PLB:CS': 100,
    'PLB:FB': -300,
  });
  const plb = books.ledger.filter((row) => row.event === 'provider-adjustment');
  expect(plb.every((row) => /^remit_[0-9a-f]+#P[1-6]$/.test(row.source))).toBe(true);
  expect(openItems(books, 'posting').map((row) => row.reason)).toHaveLength(2);
  expect(fileAt(books, era('2026-04-02'))).toMatchObject({ rows: 1, posted: 1 });
});

/** The second payer's answer to the 30.00 that the first left to it. */
async function secondSaid(paidCents: number, ...cas: readonly string[]): Promise<Books> {
  const answer = {
    pcn: pcnOf('E1'),
    status: '2',
    lines: [svc('99213', 14500, paidCents, 'OA*23*115.00', ...cas)],
  };
  const payment = { trace: 'S1', payer: 'FAKE2', originator: '1999999999', claims: [answer] };
  const desk = await openDesk({
    ...both,
    [era('2026-04-02')]: first,
    [era('2026-04-03')]: remit(payment),
  });
  return desk.work('2026-04-03');
}

test('What a QMB patient may not be billed is written to its own account', async () => {
  const books = await secondSaid(2000, 'CO*303*10.00');
  expect(claimBalances(books, 'E1')).toMatchObject({ 'CONTRA:QMB': 1000 });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', patient_ar_cents: 0 });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('What the second payer leaves over stays with it and with a person', async () => {
  const books = await secondSaid(2000, 'CO*45*10.00');
  expect(claimBalances(books, 'E1')).toMatchObject({
    'AR:INS:FAKE2:2': 1000,
    'CONTRA:CONTRACTUAL': 4500,
  });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'adjudicated', denied_cents: 0 });
  expect(workOf(books, 'E1')).toEqual(['posting 0']);
});

test('A second payer that repeats the first’s adjustments posts nothing of them', async () => {
  const answer = {
    pcn: pcnOf('E1'),
    status: '2',
    lines: [svc('99213', 14500, 3000, 'CO*45*45.00', 'OA*23*70.00')],
  };
  const desk = await openDesk({
    ...both,
    [era('2026-04-02')]: first,
    [era('2026-04-03')]: remit({
      trace: 'S1',
      payer: 'FAKE2',
      originator: '1999999999',
      claims: [answer],
    }),
  });
  const books = await desk.work('2026-04-03');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', adjustments_cents: 4500 });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('Further measurings of one day are numbered, and a credit is released again', async () => {
  const over = (sign: number): Answer => ({
    pcn: pcnOf('E1'),
    status: sign < 0 ? '22' : '1',
    charge: sign * 14500,
    lines: [
      svc('99213', sign * 14500, sign * 14500),
      svc('A9999', 0, sign * 500, `OA*94*${sign * -5}`),
    ],
  });
  const desk = await openDesk({
    ...visited,
    [era('2026-04-02', 'a')]: remit({ trace: 'T1', claims: [over(1)] }),
  });
  expect(claimOf(await desk.work('2026-04-02'), 'E1').credit_cents).toBe(500);
  await desk.put({ [era('2026-04-02', 'b')]: remit({ trace: 'T2', claims: [over(-1)] }) });
  const books = await desk.work('2026-04-02');
  expect(claimOf(books, 'E1')).toMatchObject({ credit_cents: 0, insurance_ar_cents: 14500 });
  const measured = books.ledger.filter((row) => row.event === 'credit');
  expect(new Set(measured.map((row) => row.entry.split('.').at(-1)))).toEqual(new Set(['0', '1']));
  expect(new Set(measured.map((row) => row.line))).toEqual(new Set([0]));
  expect(itemsOf(books, 'E1')).toMatchObject([takenAway]);
});

test('Answers to an unpriced claim together take no more contractual than its charge', async () => {
  const twice: Answer = { pcn: pcnOf('E1'), lines: [svc('99499', 14500, 1000, 'CO*45*135.00')] };
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', procedure: '99499' }),
    [era('2026-04-02')]: remit({ trace: 'T1', claims: [twice] }),
    [era('2026-04-03')]: remit({ trace: 'T2', claims: [twice] }),
  });
  const books = await desk.work('2026-04-03');
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 2000,
    'CONTRA:CONTRACTUAL': 14500,
    'LIAB:CREDIT:INS': -2000,
    'REV:GROSS': -14500,
  });
});
