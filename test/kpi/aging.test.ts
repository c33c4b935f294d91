import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type AgingRow, agingRows } from '../../shared/kpi/aging.ts';
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import { computeKpis } from '../../shared/kpi/compute.ts';
import { ageBuckets } from '../../shared/kpi/open-amounts.ts';
import { arInsurer, arPatient, contractual, creditPatient } from '../../shared/ledger/accounts.ts';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import { acme, answered, entry, type Leg, practice, umbra, usual, visit } from './claim-stories.ts';
import { syntheticYear } from './synthetic-year.ts';

const day = calendarDate;

function row(claims: readonly ClaimFacts[], asOf: string, payer: string, basis: string): AgingRow {
  const found = agingRows(claims, day(asOf)).find(
    (one) => one.payer === payer && one.basis === basis,
  );
  if (found === undefined) throw new Error('no such row');
  return found;
}

test('day 120 is in the fourth bucket, day 121 in the last', () => {
  const claim = visit('a', '2026-01-01');
  const on = (age: number) => row([claim], addDays(day('2026-01-01'), age), acme, 'service');
  expect(on(30).d0_30).toBe(20_000);
  expect(on(31).d31_60).toBe(20_000);
  expect(on(90).d61_90).toBe(20_000);
  expect(on(120).d91_120).toBe(20_000);
  expect(on(121).d121_up).toBe(20_000);
});

test('a claim that was not sent yet is unbilled, and a service to come has age 0', () => {
  const unsent = visit('a', '2026-01-01', { submittedOn: null });
  expect(row([unsent], '2026-12-31', acme, 'service')).toMatchObject({
    unbilled: 20_000,
    total: 20_000,
    d121_up: 0,
  });
  const early = visit('b', '2026-03-10', {
    submittedOn: day('2026-03-01'),
    movements: entry('charge', '2026-03-10', [[1, arInsurer(acme, 1), 20_000]], '2026-03-01'),
  });
  expect(row([early], '2026-03-02', acme, 'service').d0_30).toBe(20_000);
});

test('the patient owes from the check date on the responsibility basis, from service otherwise', () => {
  const claim = answered(visit('a', '2026-01-01'), '2026-05-01', usual);
  expect(row([claim], '2026-05-10', 'patient', 'responsibility').d0_30).toBe(3_000);
  expect(row([claim], '2026-05-10', 'patient', 'service').d121_up).toBe(3_000);
});

test('the second payer has a row of its own', () => {
  const claim = visit('a', '2026-01-01', {
    movements: [
      ...entry('charge', '2026-01-01', [[1, arInsurer(acme, 1), 20_000]]),
      ...entry('remittance', '2026-02-01', [
        [1, arInsurer(acme, 1), -20_000],
        [1, arInsurer(umbra, 2), 4_000],
      ]),
    ],
  });
  expect(row([claim], '2026-02-10', umbra, 'responsibility').d0_30).toBe(4_000);
  expect(row([claim], '2026-02-10', umbra, 'submission').d31_60).toBe(4_000);
});

test('a credit on one line pays the oldest other line first', () => {
  const claim = visit('a', '2026-01-01', {
    lines: [
      line(1, '2026-01-01', 5_000),
      line(2, '2026-02-15', 5_000),
      line(3, '2026-02-20', 5_000),
    ],
    movements: entry('charge', '2026-02-20', [
      [1, arInsurer(acme, 1), 5_000],
      [2, arInsurer(acme, 1), 5_000],
      [3, arInsurer(acme, 1), -7_000],
    ]),
  });
  expect(row([claim], '2026-02-25', acme, 'service')).toMatchObject({
    d0_30: 3_000,
    d31_60: 0,
    total: 3_000,
  });
});

test('credits and money in suspense stand apart', () => {
  const claim = visit('a', '2026-01-01', {
    movements: entry('credit', '2026-01-01', [
      [0, arPatient, 700],
      [0, creditPatient, -700],
    ]),
  });
  const rows = agingRows([claim], day('2026-01-31'), [
    { practice, payer: umbra, amountCents: cents(900) },
  ]);
  expect(rows.filter((one) => one.basis === 'service')).toMatchObject([
    { payer: umbra, unapplied: 900, total: 0 },
    { payer: 'patient', credit: 700, total: 700 },
  ]);
});

function line(number: number, served: string, chargeCents: number) {
  return {
    line: number,
    serviceDate: day(served),
    procedure: '99213',
    chargeCents: cents(chargeCents),
    expectedCents: null,
  };
}

const accounts = [arInsurer(acme, 1), arInsurer(umbra, 2), arPatient, contractual];
const leg = fc.tuple(
  fc.integer({ min: 0, max: 3 }),
  fc.constantFrom(...accounts),
  fc.integer({ min: -9_000, max: 15_000 }),
);
const claims = fc.array(
  fc.record({
    sent: fc.boolean(),
    served: fc.integer({ min: 0, max: 300 }),
    entries: fc.array(fc.tuple(fc.integer({ min: 0, max: 300 }), fc.array(leg, { maxLength: 4 })), {
      maxLength: 4,
    }),
  }),
  { minLength: 1, maxLength: 4 },
);

test('buckets and unbilled add up to the debit balances of AR, at any day and on every basis', () => {
  let open = 0;
  fc.assert(
    fc.property(claims, fc.integer({ min: 0, max: 400 }), (told, age) => {
      const start = day('2026-01-01');
      const asOf = addDays(start, age);
      const facts = told.map(({ sent, served, entries }, index) => {
        const service = addDays(start, served);
        return visit(`p${index}`, service, {
          submittedOn: sent ? service : null,
          lines: [1, 2, 3].map((number) => line(number, addDays(service, number), 5_000)),
          movements: entries.flatMap(([on, legs]) => entry('charge', addDays(start, on), legs)),
        });
      });
      const debit = sum(told.map(({ entries }) => debitBalance(entries, age)));
      open += debit;
      const rows = agingRows(facts, asOf);
      for (const basis of ['service', 'submission', 'responsibility']) {
        const mine = rows.filter((one) => one.basis === basis);
        expect(sum(mine.map((one) => one.total))).toBe(debit);
        const parts = mine.flatMap((one) => [one.unbilled, ...ageBuckets.map((name) => one[name])]);
        expect(sum(parts)).toBe(debit);
        expect(parts.every((part) => part >= 0)).toBe(true);
      }
    }),
  );
  expect(open).toBeGreaterThan(0);
});

/** Straight from the postings: per AR account what is left in debit. */
function debitBalance(entries: readonly [number, readonly Leg[]][], age: number): number {
  const legs = entries.filter(([on]) => on <= age).flatMap(([, rows]) => rows);
  return sum(
    accounts
      .filter((account) => account.startsWith('AR:'))
      .map((account) =>
        Math.max(0, sum(legs.filter((one) => one[1] === account).map((one) => one[2]))),
      ),
  );
}

function sum(amounts: readonly number[]): number {
  return amounts.reduce((total, amount) => total + amount, 0);
}

test('KPIs of balances and the aging document tell the same money', () => {
  const asOf = day('2026-12-31');
  const facts = syntheticYear(800);
  const aging = agingRows(facts, asOf).filter((one) => one.basis === 'service');
  const rows = computeKpis({ asOf, claims: facts, remittances: [], workItems: [] });
  const kpi = (id: string) =>
    rows.find(
      (one) =>
        one.id === id && one.practice === '*' && one.payer === '*' && one.month === '2026-12',
    );
  const total = sum(aging.map((one) => one.total));
  expect(total).toBeGreaterThan(0);
  expect(kpi('days-in-ar')?.numerator).toBe(total);
  expect(kpi('ar-over-90-rate')?.numerator).toBe(
    sum(aging.map((one) => one.d91_120 + one.d121_up)),
  );
  expect(kpi('ar-over-90-rate')?.denominator).toBe(total - sum(aging.map((one) => one.unbilled)));
});
