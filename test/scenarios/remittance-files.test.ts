import { expect, test } from 'vitest';
import { fixtureBytes } from '../x12/fixture.ts';
import { openDesk } from './support/desk.ts';
import { accountsOf, claimOf, codesOf, fileAt, openItems, pcnOf } from './support/documents.ts';
import { balancesOf } from './support/ledger.ts';
import { type Answer, type Payment, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const day = '2026-04-02';
const visited = {
  'clinic/encounters/2026-04-01/day.csv': visits(
    { encounter_id: 'E1' },
    { encounter_id: 'E2' },
    { encounter_id: 'E3' },
  ),
};
const file = (name: string) => `clinic/remittances/${day}/${name}`;

function paid(encounter: string, cents = 10000): Answer {
  return {
    pcn: pcnOf(encounter),
    lines: [svc('99213', 14500, cents, `CO*45*${(14500 - cents) / 100}`)],
  };
}

async function delivered(files: Readonly<Record<string, string>>) {
  const named = Object.entries(files).map(([name, content]) => [file(name), content]);
  return (await openDesk({ ...visited, ...Object.fromEntries(named) })).work(day);
}

const shortLine = { ...paid('E1'), lines: [svc('99213', 14500, 10000, 'CO*45*40.00')] };
const shortClaim = { ...paid('E1'), charge: 14600 };

test.each([
  ['line', { claims: [shortLine] }, '100.00', '-5.00'],
  ['claim', { claims: [shortClaim] }, '100.00', '-1.00'],
  ['transaction', { claims: [paid('E1')], paid: '120.00' }, '120.00', '20.00'],
] as const)(
  'An ST that does not balance by %s is held whole, the other posts',
  async (level, wrong, bpr, difference) => {
    const books = await delivered({
      'era.835': remit({ trace: 'T1', ...wrong }, { trace: 'T2', claims: [paid('E2')] }),
    });
    expect(accountsOf(books, file('era.835'))).toBe('done 2=1+1+0');
    expect(claimOf(books, 'E1')).toMatchObject({ state: 'sent', insurance_ar_cents: 14500 });
    expect(claimOf(books, 'E2').state).toBe('closed');
    const [item, ...others] = openItems(books, 'quarantine');
    expect(others).toEqual([]);
    expect(item?.amount_cents).toBe(Number(bpr) * 100);
    expect(item?.reason).toContain(`BPR02 ${bpr}`);
    expect(item?.reason).toContain(`difference ${difference}`);
    expect(codesOf(books, file('era.835'))).toContain(`unbalanced-${level}`);
    expect(balancesOf(books.ledger)).toMatchObject({ 'CASH:REMIT_CLEARING': 10000 });
  },
);

test('An ST out by a claim and in all is held with both differences', async () => {
  const books = await delivered({ 'era.835': remit({ claims: [shortClaim], paid: '120.00' }) });
  expect(openItems(books, 'quarantine').map(({ reason }) => reason)).toEqual([
    'unbalanced-claim BPR02 120.00 difference -1.00 CLP 1, ST difference 20.00',
  ]);
});

test('A file of which no ST posts is quarantined and keeps its rows as held', async () => {
  const books = await delivered({
    'era.835': remit({ claims: [paid('E1'), paid('E2')], paid: '1.00' }),
  });
  expect(accountsOf(books, file('era.835'))).toBe('quarantined 2=0+2+0');
});

const other = new TextDecoder().decode(fixtureBytes('999/of-another-group'));
const status = new TextDecoder().decode(fixtureBytes('277ca/of-another-batch'));
const refused = new TextDecoder().decode(fixtureBytes('ta1/refused'));
const ours = remit({ claims: [paid('E1')] });

test.each([
  ['a payment behind an acknowledgment', `${other}${ours}`, 'transaction-not-acknowledgment', '0'],
  ['an acknowledgment behind a payment', `${ours}${other}`, 'transaction-not-835', '1'],
  ['a status behind a payment', `${ours}${status}`, 'transaction-not-835', '1'],
  ['a payment behind a status', `${status}${ours}`, 'transaction-not-acknowledgment', '0'],
  ['a refused file behind a payment', `${ours}${refused}`, 'acknowledgment-outside', '1'],
  ['a refused file before a payment', `${refused}${ours}`, 'acknowledgment-outside', '1'],
])('Of two answers in one file, %s gets a person', async (_, content, reason, posted) => {
  const books = await delivered({ 'mixed.835': content });
  expect(accountsOf(books, file('mixed.835'))).toContain(`done 1=${posted}+`);
  expect(openItems(books, 'quarantine')).toMatchObject([{ category: 'file', reason }]);
});

test('A payment whose ST is lost gets a person, the one before it posts', async () => {
  const both = remit({ trace: 'T1', claims: [paid('E1')] }, { trace: 'T2', claims: [paid('E2')] });
  const books = await delivered({ 'era.835': both.replace('ST*835*0002~\n', '') });
  expect(accountsOf(books, file('era.835'))).toBe('done 1=1+0+0');
  expect(claimOf(books, 'E2').state).toBe('sent');
  expect(openItems(books, 'quarantine')).toMatchObject([{ reason: 'segment-outside' }]);
});

test('A remark behind the last IEA asks nobody', async () => {
  const books = await delivered({ 'era.835': `${ours}END OF FILE\n` });
  expect(accountsOf(books, file('era.835'))).toBe('done 1=1+0+0');
  expect(codesOf(books, file('era.835'))).toContain('segment-outside');
  expect(openItems(books, 'quarantine')).toEqual([]);
});

test('An ST without its SE is held whole', async () => {
  const books = await delivered({ 'era.835': remit({ claims: [paid('E1')], end: false }) });
  expect(accountsOf(books, file('era.835'))).toBe('quarantined 1=0+1+0');
  expect(claimOf(books, 'E1').state).toBe('sent');
});

test.each(['ABC', '1E2', '1,000.00', ''])('A BPR02 of “%s” holds its ST', async (bpr) => {
  const books = await delivered({ 'era.835': remit({ claims: [paid('E1')], paid: bpr }) });
  expect(accountsOf(books, file('era.835'))).toBe('quarantined 1=0+1+0');
  expect(openItems(books, 'quarantine')).toMatchObject([{ amount_cents: 0 }]);
});

test.each([
  ['npi', { npi: '1000000004' }],
  ['tax id', { taxId: '999999999' }],
])('A payment to another %s is quarantined', async (_, payee) => {
  const books = await delivered({ 'era.835': remit({ claims: [paid('E1')], ...payee }) });
  expect(accountsOf(books, file('era.835'))).toBe('quarantined 1=0+1+0');
  expect(codesOf(books, file('era.835'))).toEqual(['payee-mismatch']);
  expect(openItems(books, 'quarantine')).toMatchObject([{ amount_cents: 10000 }]);
});

test.each(['123456789', '12-3456789'])('The tax id %s is ours', async (taxId) => {
  const books = await delivered({ 'era.835': remit({ claims: [paid('E1')], taxId }) });
  expect(claimOf(books, 'E1').state).toBe('closed');
});

const one: Payment = { trace: 'T1', claims: [paid('E1')] };
const two: Payment = { trace: 'T2', claims: [paid('E2')] };

test('A remittance split by ST after it came whole is known and posts nothing again', async () => {
  const books = await delivered({
    'a-whole.835': remit(one, two),
    'b-first.835': remit(one),
    'c-second.835': remit(two),
  });
  for (const name of ['b-first.835', 'c-second.835']) {
    expect(accountsOf(books, file(name))).toBe('done 1=1+0+0');
    expect(codesOf(books, file(name))).toEqual(['remittance-known']);
  }
  expect(balancesOf(books.ledger)).toMatchObject({ 'CASH:REMIT_CLEARING': 20000 });
});

test('The same payment under another name and other control numbers is known', async () => {
  const resent = remit(one)
    .replace('000000001*0*P', '000000077*0*P')
    .replace('~\nIEA*1*000000001', '~\nIEA*1*000000077');
  const books = await delivered({ 'a.835': remit(one), 'b.835': resent });
  expect(codesOf(books, file('b.835'))).toEqual(['remittance-known']);
  expect(balancesOf(books.ledger)).toMatchObject({ 'CASH:REMIT_CLEARING': 10000 });
});

test('The same identity with another body is held for a person', async () => {
  const other = { trace: 'T1', claims: [paid('E2')] };
  const books = await delivered({ 'a.835': remit(one), 'b.835': remit(other) });
  const held = books.files.filter((row) => row.kind === '835' && row.held > 0);
  expect(held).toMatchObject([{ status: 'quarantined', rows: 1, posted: 0, held: 1 }]);
  expect(openItems(books, 'quarantine')).toMatchObject([{ amount_cents: 10000 }]);
  expect(balancesOf(books.ledger)).toMatchObject({ 'CASH:REMIT_CLEARING': 10000 });
});

test('Two payments of nothing with equal numbers are two payments', async () => {
  const denied = (encounter: string): Payment => ({
    trace: 'NONE',
    claims: [
      { pcn: pcnOf(encounter), status: '4', lines: [svc('99213', 14500, 0, 'CO*50*145.00')] },
    ],
  });
  const books = await delivered({
    'a.835': remit(denied('E1')),
    'b.835': remit(denied('E2')),
    'c.835': remit(denied('E1')).replaceAll('~\n', '~'),
  });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'denied', denied_cents: 14500 });
  expect(claimOf(books, 'E2')).toMatchObject({ state: 'denied', denied_cents: 14500 });
  expect(codesOf(books, file('c.835'))).toEqual(['remittance-known']);
});

test('A payment without claims books its provider adjustments', async () => {
  const books = await delivered({ 'era.835': remit({ claims: [], plb: ['CT:X*-500.00'] }) });
  expect(accountsOf(books, file('era.835'))).toBe('done 0=0+0+0');
  expect(balancesOf(books.ledger)).toMatchObject({
    'CASH:REMIT_CLEARING': 50000,
    'INC:CAPITATION': -50000,
  });
});

const takenBack: Payment = {
  trace: 'T2',
  claims: [{ ...paid('E1'), status: '22', lines: [svc('99213', -14500, -10000, 'CO*45*-45.00')] }],
};
const recouped: Payment = { trace: 'T3', claims: [paid('E2')], plb: ['WO:ICN1*10.00'] };

test('A positive recoupment asks a person unless its reversal has posted', async () => {
  const books = await delivered({ 'a.835': remit(one), 'b.835': remit(recouped) });
  expect(openItems(books, 'posting')).toMatchObject([
    { amount_cents: 0, claim_id: null, reason: 'recoupment-without-reversal PLB WO' },
  ]);
});

test.each([
  ['before', ['b-back.835', 'c-recouped.835']],
  ['after', ['c-back.835', 'b-recouped.835']],
])('A reversal that comes %s the recoupment explains it', async (_, [back = '', wo = '']) => {
  const books = await delivered({
    'a.835': remit(one),
    [back]: remit(takenBack),
    [wo]: remit(recouped),
  });
  expect(openItems(books, 'posting')).toEqual([]);
  expect(balancesOf(books.ledger)).toMatchObject({ 'LIAB:RECOUP:FAKE1': 1000 });
});

test('Bytes that are no 835 after all leave no rows', async () => {
  const books = await delivered({ 'era.835': 'ISA*00*cut' });
  expect(fileAt(books, file('era.835'))).toMatchObject({ status: 'quarantined', rows: 0 });
});

test('A CLP whose amount can not be read holds its ST', async () => {
  const broken = remit(one).replace('*145.00*100.00*0*12', '*145.00*ten*0*12');
  const books = await delivered({ 'era.835': broken });
  expect(accountsOf(books, file('era.835'))).toBe('quarantined 1=0+1+0');
});

test('Several CLPs of one claim in one payment all post', async () => {
  const half: Answer = {
    pcn: pcnOf('E1'),
    lines: [svc('99213', 14500, 5000, 'CO*45*45.00', 'OA*23*50.00')],
  };
  const rest: Answer = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 5000, 'OA*23*95.00')] };
  const books = await delivered({ 'era.835': remit({ claims: [half, rest] }) });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', paid_insurance_cents: 10000 });
});

test('A provider adjustment that can not be read and that the payment needs holds its ST', async () => {
  const books = await delivered({
    'era.835': remit({ ...one, plb: ['FB:X*ten'], paid: '90.00' }),
  });
  expect(accountsOf(books, file('era.835'))).toBe('quarantined 1=0+1+0');
  expect(balancesOf(books.ledger)['CASH:REMIT_CLEARING']).toBeUndefined();
});
