/** Credits of a claim, whatever was paid, taken back and refunded, by one insurer or two. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import type { Claim } from '../../shared/claim/claim.ts';
import {
  type Account,
  arInsurer,
  arPatient,
  creditInsurer,
  creditPatient,
  grossRevenue,
  remitClearing,
} from '../../shared/ledger/accounts.ts';
import type { Entry, EntryEvent, Posting } from '../../shared/ledger/entry.ts';
import { measureClaim } from '../../shared/ledger/measure-claim.ts';
import { patientPaymentPostings, refundPostings } from '../../shared/ledger/patient-payment.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { entryIdOf, payerId } from '../../shared/values/ids.ts';
import { cents, negate, sumOf, zero } from '../../shared/values/money.ts';
import { claimOf, encounter } from '../claim/sample-batch.ts';

const claim: Claim = claimOf(encounter);
const first = arInsurer(claim.encounter.payerId, 1);
const second = arInsurer(payerId('OTHER'), 2);

function entry(event: EntryEvent, postings: readonly Posting[]): Entry {
  return {
    entryId: entryIdOf('test', 0),
    practice: claim.practice,
    bookDate: calendarDate('2026-04-01'),
    effectiveDate: calendarDate('2026-04-01'),
    claimId: claim.claimId,
    event,
    source: 'test',
    postings,
  };
}

function moved(debit: Account, credit: Account, amount: number): readonly Posting[] {
  const amountCents = cents(amount);
  return [
    { line: 0, account: debit, amountCents },
    { line: 0, account: credit, amountCents: negate(amountCents) },
  ];
}

function measured(entries: readonly Entry[]): readonly Entry[] {
  const booked = measureClaim(claim, entries, zero, false);
  return booked.map(({ event, postings }) => entry(event, postings));
}

function balance(entries: readonly Entry[], account: Account): number {
  const rows = entries.flatMap((row) => row.postings).filter((row) => row.account === account);
  return sumOf(rows, (row) => row.amountCents);
}

const amount = fc.integer({ min: 1, max: 30_000 });
const anything = fc.oneof(
  fc.record({ move: fc.constant('pay'), ar: fc.constantFrom(first, second), amount }),
  fc.record({ move: fc.constant('take-back'), ar: fc.constantFrom(first, second), amount }),
  fc.record({ move: fc.constant('to-patient'), ar: fc.constant(first), amount }),
  fc.record({ move: fc.constant('patient-pays'), ar: fc.constant(arPatient), amount }),
  fc.record({
    move: fc.constantFrom('refund-insurer', 'refund-patient'),
    ar: fc.constant(first),
    amount,
  }),
  fc.record({ move: fc.constant('measure'), ar: fc.constant(first), amount }),
);

function entryOf(row: { move: string; ar: Account; amount: number }): Entry {
  switch (row.move) {
    case 'pay':
      return entry('remittance', moved(remitClearing, row.ar, row.amount));
    case 'take-back':
      return entry('reversal', moved(row.ar, remitClearing, row.amount));
    case 'to-patient':
      return entry('remittance', moved(arPatient, row.ar, row.amount));
    case 'patient-pays':
      return entry('patient-payment', patientPaymentPostings(cents(row.amount)));
    default: {
      const to = row.move === 'refund-patient' ? 'patient' : 'insurer';
      return entry('refund', refundPostings(to, cents(row.amount)));
    }
  }
}

test('after measuring nobody’s account is below zero, no credit is owed to us, and once is enough', () => {
  let refunds = 0;
  let credits = 0;
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 12 }), (moves) => {
      let entries: readonly Entry[] = [entry('charge', moved(first, grossRevenue, 14_500))];
      for (const row of moves)
        entries = [...entries, ...(row.move === 'measure' ? measured(entries) : [entryOf(row)])];
      entries = [...entries, ...measured(entries)];
      for (const account of [first, second, arPatient])
        expect(balance(entries, account)).toBeGreaterThanOrEqual(0);
      expect(balance(entries, creditInsurer)).toBeLessThanOrEqual(0);
      expect(balance(entries, creditPatient)).toBeLessThanOrEqual(0);
      expect(measured(entries)).toEqual([]);
      if (moves.some((row) => row.move.startsWith('refund'))) refunds += 1;
      if (balance(entries, creditInsurer) < 0) credits += 1;
    }),
    { numRuns: 300 },
  );
  expect(refunds).toBeGreaterThan(50);
  expect(credits).toBeGreaterThan(20);
});

test('measuring on the way or only at the end leaves the same balances', () => {
  let apart = 0;
  fc.assert(
    fc.property(fc.array(anything, { maxLength: 10 }), (moves) => {
      const start = entry('charge', moved(first, grossRevenue, 14_500));
      let stepwise: readonly Entry[] = [start];
      const posted: Entry[] = [start];
      for (const row of moves.filter((move) => move.move !== 'measure')) {
        posted.push(entryOf(row));
        stepwise = [...stepwise, entryOf(row)];
        stepwise = [...stepwise, ...measured(stepwise)];
      }
      const atOnce = [...posted, ...measured(posted)];
      const accounts = new Set(atOnce.flatMap((row) => row.postings).map((row) => row.account));
      for (const account of [...accounts, creditInsurer, creditPatient])
        expect([account, balance(stepwise, account)]).toEqual([account, balance(atOnce, account)]);
      if (stepwise.length > atOnce.length) apart += 1;
    }),
    { numRuns: 300 },
  );
  expect(apart).toBeGreaterThan(20);
});

test('a refund above the insurer’s credit is owed by the insurer again', () => {
  const entries = [
    entry('charge', moved(first, grossRevenue, 14_500)),
    entry('remittance', moved(remitClearing, first, 20_000)),
    entry('refund', refundPostings('insurer', cents(6000))),
  ];
  const after = [...entries, ...measured(entries)];
  expect(balance(after, first)).toBe(500);
  expect(balance(after, creditInsurer)).toBe(0);
});
