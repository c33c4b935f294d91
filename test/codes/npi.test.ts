import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { isNpi } from '../../shared/codes/npi.ts';

const fakes = ['1999999992', '1999999984', '1999999976', '1000000004', '1234567893'];

describe('an NPI', () => {
  test.each(fakes)('%s is one', (npi) => {
    expect(isNpi(npi)).toBe(true);
  });

  test('with any one digit changed is none', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.constantFrom(...fakes), digit, digit, (npi, place, other) => {
        fc.pre(npi[place] !== String(other));
        expect(isNpi(npi.slice(0, place) + other + npi.slice(place + 1))).toBe(false);
      }),
    );
  });

  test.each(['', '123456789', '12345678930', '3234567893', ' 1234567893', '123456789x'])(
    '%j is none',
    (text) => {
      expect(isNpi(text)).toBe(false);
    },
  );
});
