/** Money beside the claims: interest, balances carried forward, payments of nothing, checks that are split. */
import { expect, test } from 'vitest';
import { openDesk } from './support/desk.ts';
import { accountsOf, claimOf, codesOf, openItems, pcnOf, workOf } from './support/documents.ts';
import { balancesOf, claimBalances } from './support/ledger.ts';
import { type Answer, type Payment, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const day = '2026-04-02';
const file = (name: string) => `clinic/remittances/${day}/${name}`;

async function delivered(files: Readonly<Record<string, string>>) {
  const named = Object.entries(files).map(([name, content]) => [file(name), content]);
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits(
      { encounter_id: 'E1', secondary_payer_id: 'FAKE2', secondary_member_id: 'M0002' },
      { encounter_id: 'E2' },
      { encounter_id: 'E3' },
    ),
    ...Object.fromEntries(named),
  });
  return desk.work(day);
}

function paid(encounter: string, cents = 10000): Answer {
  const adjusted = `CO*45*${(14500 - cents) / 100}`;
  return { pcn: pcnOf(encounter), lines: [svc('99213', 14500, cents, adjusted)] };
}

const first: Payment = {
  trace: 'T1',
  claims: [{ pcn: pcnOf('E1'), lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*2*20.00')] }],
};
const second = (claims: readonly Answer[]): Payment => ({
  trace: 'S1',
  payer: 'FAKE2',
  originator: '1999999999',
  claims,
});

test('Interest of the second payer is income, and pays nothing of what it owes', async () => {
  const answer = {
    pcn: pcnOf('E1'),
    status: '2',
    lines: [svc('99213', 14500, 2050, 'OA*23*125.00', 'CO*225*-0.50')],
  };
  const books = await delivered({ 'a.835': remit(first), 'b.835': remit(second([answer])) });
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 10050,
    'CONTRA:CONTRACTUAL': 4500,
    'INC:INTEREST': -50,
    'REV:GROSS': -14500,
  });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', paid_insurance_cents: 10000 });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('An estimate or a forward of the first payer is no answer that lets the second’s post', async () => {
  const quiet = {
    pcn: pcnOf('E1'),
    status: '25',
    lines: [svc('99213', 14500, 0, 'CO*101*145.00')],
  };
  const answer = {
    pcn: pcnOf('E1'),
    status: '2',
    lines: [svc('99213', 14500, 2000, 'OA*23*125.00')],
  };
  const books = await delivered({
    'a.835': remit({ trace: 'T0', claims: [quiet] }),
    'b.835': remit(second([answer])),
  });
  expect(accountsOf(books, file('b.835'))).toBe('done 1=0+1+0');
  expect(balancesOf(books.ledger)).toMatchObject({ 'LIAB:UNAPPLIED': -2000 });
  expect(claimOf(books, 'E1').credit_cents).toBe(0);
});

test('Interest that is paid and taken back leaves no income', async () => {
  const books = await delivered({
    'a.835': remit({ trace: 'T1', claims: [paid('E2')], plb: ['L6:ICN1*-7.50'] }),
    'b.835': remit({ trace: 'T2', claims: [paid('E3')], plb: ['L6:ICN1*7.50'] }),
  });
  expect(balancesOf(books.ledger)).toMatchObject({ 'CASH:REMIT_CLEARING': 20000 });
  expect(balancesOf(books.ledger)).not.toHaveProperty('INC:INTEREST');
  expect(openItems(books, 'posting')).toEqual([]);
});

test('A balance that a payment of nothing carries forward is settled by the next one', async () => {
  const back: Answer = {
    pcn: pcnOf('E2'),
    status: '22',
    lines: [svc('99213', -14500, -10000, 'CO*45*-45.00')],
  };
  const books = await delivered({
    'a.835': remit({ trace: 'T1', claims: [paid('E2')] }),
    'b.835': remit({ trace: 'T2', claims: [back], plb: ['FB:T2*-100.00'] }),
    'c.835': remit({ trace: 'T3', claims: [paid('E3')], plb: ['FB:T2*100.00'] }),
  });
  expect(balancesOf(books.ledger)).not.toHaveProperty('PLB:FB');
  expect(balancesOf(books.ledger)).toMatchObject({ 'CASH:REMIT_CLEARING': 10000 });
  expect(claimOf(books, 'E2')).toMatchObject({ insurance_ar_cents: 14500, credit_cents: 0 });
});

test('A recoupment announced now and taken later stands against the payer until it is taken', async () => {
  const announced = remit({ trace: 'T1', claims: [paid('E2')], plb: ['WO:ICN9*-30.00'] });
  const books = await delivered({ 'a.835': announced });
  expect(balancesOf(books.ledger)).toMatchObject({
    'CASH:REMIT_CLEARING': 13000,
    'LIAB:RECOUP:FAKE1': -3000,
  });
  const later = await delivered({
    'a.835': announced,
    'b.835': remit({ trace: 'T2', claims: [paid('E3')], plb: ['WO:ICN9*30.00'] }),
  });
  expect(balancesOf(later.ledger)).not.toHaveProperty('LIAB:RECOUP:FAKE1');
});

test.each(['CS', 'IR', 'AP', 'ZZ'])(
  'A PLB of %s waits under its code for a person',
  async (code) => {
    const books = await delivered({
      'a.835': remit({ claims: [paid('E2')], plb: [`${code}:SAMPLE PAULA*10.00`] }),
    });
    expect(balancesOf(books.ledger)).toMatchObject({
      'CASH:REMIT_CLEARING': 9000,
      [`PLB:${code}`]: 1000,
    });
    expect(openItems(books, 'posting')).toMatchObject([
      { claim_id: null, reason: `provider-adjustment-unknown PLB ${code}` },
    ]);
  },
);

const silentDenial: Answer = { pcn: pcnOf('E2'), lines: [svc('99213', 14500, 0, 'CO*50*145.00')] };

/** BPR01 and BPR04 as a payer sends them that moves no money. */
function silent(text: string): string {
  return text.replace(/BPR\*I\*([\d.]+)\*C\*ACH\*CCP/, 'BPR*H*$1*C*NON*CCP');
}

test('A payment for information carries its denials and no cash', async () => {
  const books = await delivered({ 'a.835': silent(remit({ claims: [silentDenial] })) });
  expect(accountsOf(books, file('a.835'))).toBe('done 1=1+0+0');
  expect(claimOf(books, 'E2')).toMatchObject({ state: 'denied', denied_cents: 14500 });
  expect(balancesOf(books.ledger)).not.toHaveProperty('CASH:REMIT_CLEARING');
});

test('A payment for information that states an amount is held: that cash never comes', async () => {
  const books = await delivered({ 'a.835': silent(remit({ claims: [paid('E2')] })) });
  expect(accountsOf(books, file('a.835'))).toBe('quarantined 1=0+1+0');
  expect(codesOf(books, file('a.835'))).toEqual(['payment-without-money']);
  expect(claimOf(books, 'E2')).toMatchObject({ state: 'sent', insurance_ar_cents: 14500 });
  expect(openItems(books, 'quarantine')).toMatchObject([
    { reason: 'payment-without-money BPR02 100.00', amount_cents: 10000 },
  ]);
});

test('A claim whose payment is split over two checks is paid once, from both', async () => {
  const half = (cents: number, ...cas: string[]): Answer => ({
    pcn: pcnOf('E2'),
    lines: [svc('99213', 14500, cents, ...cas)],
  });
  const books = await delivered({
    'a.835': remit({ trace: 'T1', claims: [half(6000, 'CO*45*45.00', 'OA*23*40.00')] }),
    'b.835': remit({ trace: 'T2', claims: [half(4000, 'CO*45*45.00', 'OA*23*60.00')] }),
  });
  expect(claimBalances(books, 'E2')).toEqual({
    'CASH:REMIT_CLEARING': 10000,
    'CONTRA:CONTRACTUAL': 4600,
    'LIAB:CREDIT:INS': -100,
    'REV:GROSS': -14500,
  });
});

test('One trace number over two payments is matched by what the bank credited for both', async () => {
  const header =
    'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E2' }, { encounter_id: 'E3' }),
    [file('a.835')]: remit({ trace: 'T1', claims: [paid('E2')] }),
    [file('b.835')]: remit({ trace: 'T1', date: '2026-03-31', claims: [paid('E3')] }),
    [`clinic/payments/${day}/bank.csv`]: `${header}\nD1,${day},ach,200.00,,,,T1,deposit\n`,
  });
  const books = await desk.work(day);
  expect(balancesOf(books.ledger)).not.toHaveProperty('CASH:REMIT_CLEARING');
  expect(openItems(books, 'posting')).toEqual([]);
});

test('An estimate that was paid after all is paid: its cash is in the check', async () => {
  const answer = { ...paid('E2', 2500), status: '25' };
  const books = await delivered({ 'a.835': remit({ claims: [answer] }) });
  expect(accountsOf(books, file('a.835'))).toBe('done 1=1+0+0');
  expect(claimBalances(books, 'E2')).toEqual({
    'AR:INS:FAKE1:1': 12000,
    'CASH:REMIT_CLEARING': 2500,
    'REV:GROSS': -14500,
  });
  expect(claimOf(books, 'E2')).toMatchObject({ state: 'sent', adjustments_cents: 0 });
});

test('A deposit without a number and a check without one are not matched by that', async () => {
  const header =
    'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E2' }),
    [file('a.835')]: remit({ trace: '', claims: [paid('E2')] }),
    [`clinic/payments/${day}/bank.csv`]: `${header}\nD1,${day},ach,100.00,,,,,deposit\n`,
  });
  const books = await desk.work(day);
  expect(openItems(books, 'posting')).toMatchObject([{ reason: 'deposit-without-remittance' }]);
});
