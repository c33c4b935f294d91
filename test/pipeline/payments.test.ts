/** What patients paid, what the bank credited and what was given back, from the file to the documents. */
import { expect, test } from 'vitest';
import { type Books, type Contents, openDesk } from '../scenarios/support/desk.ts';
import {
  accountsOf,
  claimOf,
  codesOf,
  openItems,
  pcnOf,
  workOf,
} from '../scenarios/support/documents.ts';
import { balancesOf, claimBalances } from '../scenarios/support/ledger.ts';
import { type Answer, remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';

const header =
  'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';

function csv(...rows: readonly string[]): string {
  return [header, ...rows, ''].join('\r\n');
}

const at = (day: string, name = 'payments') => `clinic/payments/${day}/${name}.csv`;
const visited = { 'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }) };

/** 99213 for 145.00: 80.00 paid, 20.00 for the patient. */
const shared: Answer = {
  pcn: pcnOf('E1'),
  lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00')],
};
const answered = {
  ...visited,
  'clinic/remittances/2026-04-02/era.835': remit({ trace: 'T1', claims: [shared] }),
};

async function worked(contents: Contents, day: string): Promise<Books> {
  return (await openDesk(contents)).work(day);
}

test('A patient pays the share and the claim closes', async () => {
  const books = await worked(
    { ...answered, [at('2026-04-03')]: csv('P1,2026-04-02,card,20.00,P-E1,E1,,,patient') },
    '2026-04-03',
  );
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'closed',
    patient_ar_cents: 0,
    paid_patient_cents: 2000,
    paid_insurance_cents: 8000,
  });
  expect(accountsOf(books, at('2026-04-03'))).toBe('done 1=1+0+0');
  const rows = books.ledger.filter((row) => row.event === 'patient-payment');
  expect(rows).toMatchObject([
    { account: 'CASH:PATIENT', cents: 2000, line: 0, source: 'P1', claim: pcnOf('E1') },
    { account: 'AR:PAT', cents: -2000, effectiveDate: '2026-04-02', bookDate: '2026-04-03' },
  ]);
});

test('A co-pay before any share is a credit until the payer answers', async () => {
  const desk = await openDesk({
    ...visited,
    [at('2026-04-01')]: csv('P1,2026-04-01,card,20.00,,E1,,,patient'),
  });
  const before = await desk.work('2026-04-01');
  expect(claimOf(before, 'E1')).toMatchObject({ patient_ar_cents: 0, credit_cents: 2000 });
  expect(workOf(before, 'E1')).toEqual(['credit-balance 0']);
  await desk.put({
    'clinic/remittances/2026-04-02/era.835': remit({ trace: 'T1', claims: [shared] }),
  });
  const after = await desk.work('2026-04-02');
  expect(claimOf(after, 'E1')).toMatchObject({ state: 'closed', credit_cents: 0 });
  expect(workOf(after, 'E1')).toEqual([]);
});

test('A payment before its encounter waits in suspense and applies when the encounter comes', async () => {
  const desk = await openDesk({
    [at('2026-04-01')]: csv(
      'P1,2026-04-01,card,20.00,,E1,,,patient',
      'P2,2026-04-01,card,5.00,,,,,patient',
    ),
  });
  const before = await desk.work('2026-04-01');
  expect(accountsOf(before, at('2026-04-01'))).toBe('done 2=0+2+0');
  expect(balancesOf(before.ledger)).toEqual({ 'CASH:PATIENT': 2500, 'LIAB:UNAPPLIED': -2500 });
  expect(openItems(before, 'patient-balance').map((row) => row.reason)).toEqual(
    expect.arrayContaining(['encounter-unknown', 'encounter-missing']),
  );
  expect(before.aging.find((row) => row.basis === 'service')).toMatchObject({
    payer: 'patient',
    unapplied: 2500,
    total: 0,
  });
  await desk.put({ 'clinic/encounters/2026-04-02/day.csv': visits({ encounter_id: 'E1' }) });
  const after = await desk.work('2026-04-02');
  expect(accountsOf(after, at('2026-04-01'))).toBe('done 2=1+1+0');
  expect(openItems(after, 'patient-balance').map((row) => row.reason)).toEqual([
    'encounter-missing',
  ]);
  expect(claimOf(after, 'E1')).toMatchObject({ paid_patient_cents: 2000, credit_cents: 2000 });
  const direct = await worked(
    { ...visited, [at('2026-04-02')]: csv('P1,2026-04-01,card,20.00,,E1,,,patient') },
    '2026-04-02',
  );
  const withoutSuspense = Object.entries(claimBalances(after, 'E1')).filter(
    ([account]) => account !== 'LIAB:UNAPPLIED',
  );
  expect({ ...Object.fromEntries(withoutSuspense), 'CASH:PATIENT': 2000 }).toEqual(
    claimBalances(direct, 'E1'),
  );
});

test('A payment id twice is one; with other content it waits for a person', async () => {
  const row = 'P1,2026-04-02,card,20.00,,E1,,,patient';
  const books = await worked(
    {
      ...answered,
      [at('2026-04-02')]: csv(row, row),
      [at('2026-04-03')]: csv(row, 'P1,2026-04-02,card,21.00,,E1,,,patient'),
    },
    '2026-04-03',
  );
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', paid_patient_cents: 2000 });
  expect(accountsOf(books, at('2026-04-02'))).toBe('done 2=2+0+0');
  expect(accountsOf(books, at('2026-04-03'))).toBe('done 2=1+1+0');
  expect(codesOf(books, at('2026-04-03'))).toEqual(['payment-known', 'payment-differs']);
  expect(openItems(books, 'posting')).toMatchObject([{ reason: 'payment-differs' }]);
});

test('A bad row is refused with an issue and the others go on', async () => {
  const books = await worked(
    {
      ...answered,
      [at('2026-04-03')]: csv(
        'P1,2026-04-02,card,0.00,,E1,,,patient',
        'P2,2026-04-02,card,-1.00,,E1,,,patient',
        'P3,02.04.2026,card,1.00,,E1,,,patient',
        'P4,2026-04-02,card,1.00,,E1,,,gift',
        'P5,2026-04-02,card,20.00,,E1,,,patient',
      ),
    },
    '2026-04-03',
  );
  expect(accountsOf(books, at('2026-04-03'))).toBe('done 5=1+0+4');
  expect(codesOf(books, at('2026-04-03'))).toEqual([
    'bad-value',
    'bad-value',
    'bad-date',
    'bad-value',
  ]);
  expect(claimOf(books, 'E1').state).toBe('closed');
});

test('A deposit clears its remittance, whichever comes first', async () => {
  const deposit = csv('D1,2026-04-04,ach,80.00,,,,T1,deposit');
  const later = await worked({ ...answered, [at('2026-04-04')]: deposit }, '2026-04-04');
  expect(accountsOf(later, at('2026-04-04'))).toBe('done 1=1+0+0');
  expect(balancesOf(later.ledger)).toMatchObject({ 'CASH:BANK': 8000 });
  expect(balancesOf(later.ledger)).not.toHaveProperty('CASH:REMIT_CLEARING');

  const desk = await openDesk({
    ...visited,
    [at('2026-04-01')]: csv('D1,2026-04-01,ach,80.00,,,,T1,deposit'),
  });
  const before = await desk.work('2026-04-01');
  expect(accountsOf(before, at('2026-04-01'))).toBe('done 1=0+1+0');
  expect(openItems(before, 'posting')).toMatchObject([{ reason: 'deposit-without-remittance' }]);
  await desk.put({
    'clinic/remittances/2026-04-02/era.835': remit({ trace: 'T1', claims: [shared] }),
  });
  const after = await desk.work('2026-04-02');
  expect(accountsOf(after, at('2026-04-01'))).toBe('done 1=1+0+0');
  expect(openItems(after, 'posting')).toEqual([]);
});

test('A deposit of another amount is booked and the difference is somebody’s work', async () => {
  const desk = await openDesk({
    ...answered,
    [at('2026-04-03')]: csv('D1,2026-04-03,ach,75.00,,,,T1,deposit'),
  });
  const short = await desk.work('2026-04-03');
  expect(accountsOf(short, at('2026-04-03'))).toBe('done 1=0+1+0');
  expect(openItems(short, 'posting')).toMatchObject([{ reason: 'deposit-differs -5.00' }]);
  expect(balancesOf(short.ledger)).toMatchObject({ 'CASH:BANK': 7500 });
  await desk.put({ [at('2026-04-04')]: csv('D2,2026-04-04,ach,5.00,,,,T1,deposit') });
  const whole = await desk.work('2026-04-04');
  expect(accountsOf(whole, at('2026-04-03'))).toBe('done 1=1+0+0');
  expect(openItems(whole, 'posting')).toEqual([]);
});

test('A refund takes the credit down, and above the credit the patient owes again', async () => {
  const desk = await openDesk({
    ...answered,
    [at('2026-04-03')]: csv('P1,2026-04-03,card,50.00,,E1,,,patient'),
  });
  const over = await desk.work('2026-04-03');
  expect(claimOf(over, 'E1')).toMatchObject({ patient_ar_cents: 0, credit_cents: 3000 });
  await desk.put({ [at('2026-04-04')]: csv('R1,2026-04-04,check,30.00,,E1,,,refund') });
  const even = await desk.work('2026-04-04');
  expect(claimOf(even, 'E1')).toMatchObject({ state: 'closed', credit_cents: 0 });
  expect(workOf(even, 'E1')).toEqual([]);
  await desk.put({ [at('2026-04-05')]: csv('R2,2026-04-05,check,1.00,,E1,,,refund') });
  const above = await desk.work('2026-04-05');
  expect(claimOf(above, 'E1')).toMatchObject({ patient_ar_cents: 100, credit_cents: 0 });
  expect(balancesOf(above.ledger)).toMatchObject({ 'CASH:BANK': -3100 });
});

test('A refund to the insurer comes out of the insurer’s credit, also before its encounter', async () => {
  const twice: Answer = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] };
  const desk = await openDesk({
    'clinic/remittances/2026-04-01/a.835': remit({ trace: 'T1', claims: [twice] }),
    'clinic/remittances/2026-04-01/b.835': remit({ trace: 'T2', claims: [twice] }),
    [at('2026-04-01')]: csv('R1,2026-04-01,check,101.00,,E1,FAKE1,,refund'),
  });
  const before = await desk.work('2026-04-01');
  expect(accountsOf(before, at('2026-04-01'))).toBe('done 1=0+1+0');
  expect(openItems(before, 'credit-balance')).toMatchObject([{ reason: 'encounter-unknown' }]);
  await desk.put({ 'clinic/encounters/2026-04-02/day.csv': visits({ encounter_id: 'E1' }) });
  const after = await desk.work('2026-04-02');
  expect(accountsOf(after, at('2026-04-01'))).toBe('done 1=1+0+0');
  expect(claimOf(after, 'E1')).toMatchObject({ insurance_ar_cents: 0, credit_cents: 0 });
  expect(openItems(after, 'credit-balance')).toEqual([]);
});
