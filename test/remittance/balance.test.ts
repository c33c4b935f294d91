import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  balanceClaim,
  balanced,
  balanceLine,
  balanceTransaction,
  notEvaluable,
  plus,
  worse,
} from '../../shared/remittance/balance.ts';
import { cents, zero } from '../../shared/values/money.ts';

const anyAmount = fc.integer({ min: -999_999_999, max: 999_999_999 }).map(cents);

test('an equation holds exactly when its parts come to what is stated', () => {
  fc.assert(
    fc.property(anyAmount, anyAmount, anyAmount, (charge, adjusted, error) => {
      const paid = cents(charge - adjusted + error);
      const balance = balanceLine(charge, adjusted, paid, 3);
      if (error === 0) expect(balance).toEqual(balanced);
      else {
        expect(balance).toEqual({
          outcome: 'unbalanced',
          level: 'line',
          differenceCents: error,
          ordinal: 3,
        });
      }
    }),
  );
  expect(balanceLine(cents(5), cents(2), cents(3), 1)).toEqual(balanced);
});

test('a reversal balances like the claim that it reverses', () => {
  fc.assert(
    fc.property(anyAmount, anyAmount, (charge, adjusted) => {
      const forward = balanceClaim(charge, adjusted, cents(charge - adjusted), 1);
      const back = balanceClaim(cents(-charge), cents(-adjusted), cents(adjusted - charge), 1);
      expect(forward).toEqual(balanced);
      expect(back).toEqual(forward);
    }),
  );
});

test('a PLB that is positive reduces the payment', () => {
  expect(balanceTransaction(cents(11000), cents(16000), cents(5000))).toEqual(balanced);
  expect(balanceTransaction(cents(16000), cents(16000), cents(5000))).toMatchObject({
    level: 'transaction',
    differenceCents: 5000,
  });
});

test.each([
  [null, zero, zero],
  [zero, null, zero],
  [zero, zero, null],
])('a term that can not be read makes no imbalance (%j, %j, %j)', (a, b, c) => {
  expect(balanceLine(a, b, c, 1)).toEqual(notEvaluable);
  expect(balanceClaim(a, b, c, 1)).toEqual(notEvaluable);
  expect(balanceTransaction(a, b, c)).toEqual(notEvaluable);
});

test('an imbalance outweighs what can not be evaluated; the first is told', () => {
  const first = balanceLine(cents(1), zero, zero, 1);
  const second = balanceLine(cents(2), zero, zero, 2);
  expect(worse(notEvaluable, first)).toBe(first);
  expect(worse(first, notEvaluable)).toBe(first);
  expect(worse(first, second)).toBe(first);
  expect(worse(balanced, notEvaluable)).toBe(notEvaluable);
  expect(plus(null, cents(1))).toBeNull();
});
