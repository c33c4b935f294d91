import { expect, test } from 'vitest';
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import { computeKpis, type KpiRow } from '../../shared/kpi/compute.ts';
import { bank, creditPatient } from '../../shared/ledger/accounts.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import { acme, answered, entry, patientPaid, umbra, usual, visit } from './claim-stories.ts';

function kpi(
  id: string,
  month: string,
  claims: readonly ClaimFacts[],
  asOf = '2026-12-31',
  payer = '*',
): KpiRow {
  const rows = computeKpis({
    asOf: calendarDate(asOf),
    claims,
    remittances: [],
    workItems: [],
  });
  const found = rows.filter(
    (row) => row.id === id && row.month === month && row.payer === payer && row.practice !== '*',
  );
  expect(found).toHaveLength(1);
  const [row] = found;
  if (row === undefined) throw new Error('no row');
  return row;
}

const day = calendarDate;

test('three clean claims of four are 75 %, below the target', () => {
  const claims = ['a', 'b', 'c'].map((name) => visit(name, '2026-03-02'));
  const dirty = visit('d', '2026-03-02', {
    firstScrub: { on: day('2026-03-02'), clean: false, stoppedBy: ['C09'] },
  });
  expect(kpi('clean-claim-rate', '2026-03', [...claims, dirty])).toMatchObject({
    numerator: 3,
    denominator: 4,
    value: 0.75,
    status: 'missed',
    claims: 3,
  });
});

test('a rate of one third is rounded half up to six decimals', () => {
  const claims = ['a', 'b'].map((name) => answered(visit(name, '2026-03-02'), '2026-03-20', usual));
  const denied = answered(visit('c', '2026-03-02'), '2026-03-21', { denied: 20_000 });
  expect(kpi('denial-rate', '2026-03', [...claims, denied]).value).toBe(0.333333);
  expect(kpi('first-pass-paid-rate', '2026-03', [...claims, denied]).value).toBe(0.666667);
});

test('a claim that is all deductible was answered with nothing paid, but is not denied', () => {
  const deductible = answered(visit('a', '2026-03-02'), '2026-03-20', {
    patient: 15_000,
    contractual: 5_000,
  });
  expect(kpi('denial-rate', '2026-03', [deductible]).numerator).toBe(0);
  expect(kpi('first-pass-resolution-rate', '2026-03', [deductible]).value).toBe(1);
});

test('a bill to the second payer is no second try with the first; a replacement beside it is', () => {
  const claim = answered(visit('a', '2026-03-02'), '2026-03-20', { paid: 20_000 });
  const billed = { ...claim, versions: 2, laterBills: 1 };
  const replaced = { ...billed, versions: 3 };
  expect(kpi('first-pass-resolution-rate', '2026-03', [billed]).value).toBe(1);
  expect(kpi('first-pass-resolution-rate', '2026-03', [replaced]).value).toBe(0);
});

test('a forward, an estimate, a reversal and a second payer are no first answer', () => {
  let claim = visit('a', '2026-03-02');
  for (const status of ['23', '25', '22']) claim = answered(claim, '2026-03-10', { status });
  claim = answered(claim, '2026-03-11', { secondary: umbra, denied: 1_000 });
  expect(kpi('denial-rate', '2026-03', [claim])).toMatchObject({ denominator: 0, value: null });
  const later = answered(claim, '2026-04-02', { denied: 20_000 });
  expect(kpi('denial-rate', '2026-04', [later]).value).toBe(1);
});

test('denials are set against the average of the three months before', () => {
  const claims = [
    ...['a', 'b', 'c', 'd'].map((name) => visit(name, '2026-01-05')),
    visit('e', '2026-02-05'),
    answered(visit('f', '2026-03-05'), '2026-04-10', { denied: 20_000 }),
  ];
  const row = kpi('initial-denial-rate', '2026-04', claims);
  expect(row).toMatchObject({ numerator: 1, denominator: 2, value: 0.5 });
});

test('net collection counts payments less refunds and recoupments against charges less contractual', () => {
  const paid = patientPaid(
    answered(visit('a', '2026-03-02'), '2026-03-20', usual),
    '2026-04-05',
    3_500,
  );
  const refunded: ClaimFacts = {
    ...paid,
    movements: [
      ...paid.movements,
      ...entry('refund', '2026-04-20', [
        [0, creditPatient, 500],
        [0, bank, -500],
      ]),
    ],
  };
  expect(kpi('net-collection-rate', '2026-03', [refunded])).toMatchObject({
    numerator: 15_000,
    denominator: 15_000,
    value: 1,
    status: 'met',
  });
  const taken = answered(refunded, '2026-05-02', { ...usual, status: '22' });
  expect(kpi('net-collection-rate', '2026-03', [taken])).toMatchObject({
    numerator: 3_000,
    denominator: 20_000,
  });
  expect(kpi('collections', '2026-04', [taken]).value).toBe(3_000);
  expect(kpi('collections', '2026-05', [taken]).value).toBe(-12_000);
});

test('net collection has no status until 120 days after the month', () => {
  const claim = answered(visit('a', '2026-03-02'), '2026-03-20', usual);
  expect(kpi('net-collection-rate', '2026-03', [claim], '2026-07-28').status).toBe('none');
  expect(kpi('net-collection-rate', '2026-03', [claim], '2026-07-29').status).toBe('missed');
});

test('days in AR: open AR over the average daily charge since the first charge', () => {
  const claims = [visit('a', '2026-03-02'), visit('b', '2026-03-20')];
  expect(kpi('days-in-ar', '2026-03', claims)).toMatchObject({
    numerator: 40_000,
    value: 30,
    status: 'met',
  });
  expect(kpi('days-in-ar', '2026-03', claims, '2026-03-30')).toMatchObject({ value: null });
  const paid = answered(visit('a', '2026-03-02'), '2026-04-10', {
    paid: 15_000,
    contractual: 5_000,
  });
  expect(kpi('days-in-ar', '2026-03', [paid]).numerator).toBe(20_000);
  expect(kpi('days-in-ar', '2026-04', [paid]).numerator).toBe(0);
});

test('days in AR look back 90 service days, the as-of included', () => {
  const old = visit('a', '2026-01-01');
  const edge = visit('b', '2026-04-02');
  const row = kpi('days-in-ar', '2026-06', [old, edge, visit('c', '2026-06-30')]);
  expect(row.value).toBe(135);
  expect(kpi('days-in-ar', '2026-07', [old, edge], '2026-07-01').value).toBeNull();
});

test('DSO values open claims at what the contract will bring', () => {
  const row = kpi('dso', '2026-03', [visit('a', '2026-03-01'), visit('b', '2026-03-20')]);
  expect(row).toMatchObject({ numerator: 30_000, value: 31 });
});

test('a payer has rows of its own and adds to all', () => {
  const claims = [
    answered(visit('a', '2026-03-02'), '2026-03-20', usual),
    answered(visit('b', '2026-03-02', { payerId: umbra }), '2026-03-21', { denied: 20_000 }),
  ];
  expect(kpi('denial-rate', '2026-03', claims, '2026-12-31', umbra).value).toBe(1);
  expect(kpi('denial-rate', '2026-03', claims, '2026-12-31', acme).value).toBe(0);
  expect(kpi('denial-rate', '2026-03', claims).value).toBe(0.5);
});

test('turnaround is the median, days to pay the mean', () => {
  const claims = ['2026-03-04', '2026-03-06', '2026-03-31'].map((check, index) =>
    answered(visit(`v${index}`, '2026-03-02'), check, usual),
  );
  expect(kpi('payer-turnaround-days', '2026-03', claims).value).toBe(4);
  expect(kpi('days-to-pay', '2026-03', claims).value).toBe(11.67);
});

test('a denial is overturned when the payer pays afterwards, not when another one does', () => {
  const denied = answered(visit('a', '2026-03-02'), '2026-03-20', { denied: 20_000 });
  expect(kpi('denial-overturn-rate', '2026-03', [denied]).value).toBe(0);
  const other = answered(denied, '2026-04-20', { secondary: umbra, paid: 1_000 });
  expect(kpi('denial-overturn-rate', '2026-03', [other]).value).toBe(0);
  const won = answered(denied, '2026-04-20', usual);
  expect(kpi('denial-overturn-rate', '2026-03', [won]).value).toBe(1);
});

test('underpaid lines are counted among priced lines that were allowed', () => {
  const short = answered(visit('a', '2026-03-02'), '2026-03-20', {
    paid: 10_000,
    contractual: 5_000,
    underpaid: 5_000,
  });
  const fair = answered(visit('b', '2026-03-02'), '2026-03-20', usual);
  expect(kpi('underpayment-rate', '2026-03', [short, fair]).value).toBe(0.5);
  expect(kpi('underpayment-cents', '2026-03', [short, fair])).toMatchObject({
    value: 5_000,
    denominator: 1,
    claims: 1,
  });
});

test('a charge of two days later is late, and without an arrival day nothing is due', () => {
  const late = visit('a', '2026-03-02', { takenOn: day('2026-03-04') });
  expect(kpi('charge-lag-24h-rate', '2026-03', [late, visit('b', '2026-03-02')]).value).toBe(0.5);
  const unknown = visit('a', '2026-03-02', { arrivalKnown: false });
  expect(kpi('charge-lag-24h-rate', '2026-03', [unknown]).value).toBeNull();
});

test('AR over 90 days leaves unbilled claims out', () => {
  const claims = [
    visit('a', '2026-01-01'),
    visit('b', '2026-04-30', { chargeCents: cents(60_000) }),
    visit('c', '2026-01-01', { submittedOn: null }),
  ];
  expect(kpi('ar-over-90-rate', '2026-04', claims).value).toBe(0.25);
  expect(kpi('ar-over-120-rate', '2026-04', claims).value).toBe(0);
  expect(kpi('ar-over-120-rate', '2026-05', claims).value).toBe(0.25);
});

test('work is on time or late once it is due, and unowned while it is open', () => {
  const item = {
    practice: visit('a', '2026-03-02').practice,
    payerId: null,
    claimId: null,
    queue: 'denial',
    owner: '',
    openedOn: day('2026-03-02'),
    dueOn: day('2026-03-05'),
    closedOn: null,
  };
  const rows = computeKpis({
    asOf: day('2026-04-30'),
    claims: [],
    remittances: [],
    workItems: [item, { ...item, owner: 'front-desk', closedOn: day('2026-03-05') }],
  });
  const one = (id: string, month: string) =>
    rows.find((row) => row.id === id && row.month === month && row.practice === '*');
  expect(one('sla-attainment-rate', '2026-03')?.value).toBe(0.5);
  expect(one('unowned-items', '2026-04')).toMatchObject({ value: 1, status: 'missed' });
});

test('dollars held are charge times days since the claim was taken, until it goes out', () => {
  const waits = visit('a', '2026-03-02', { submittedOn: null });
  const late = visit('b', '2026-03-22', { submittedOn: calendarDate('2026-04-02') });
  const sent = visit('c', '2026-03-22');
  const held = kpi('dollar-days-held', '2026-03', [waits, late, sent]);
  expect(held.value).toBe(20_000 * 29 + 20_000 * 9);
  expect(held.claims).toBe(2);
  expect(kpi('dollar-days-held', '2026-04', [waits, late, sent]).value).toBe(20_000 * 59);
});
