import { expect, test } from 'vitest';
import { isFacility, isPlaceOfService } from '../../shared/codes/place-of-service.ts';

const codes = Array.from({ length: 100 }, (_, code) => String(code).padStart(2, '0'));

test('a place is a facility, another place, or none', () => {
  expect(codes.filter(isPlaceOfService)).toHaveLength(52);
  expect(codes.filter(isFacility)).toEqual(
    '02 06 08 19 21 22 23 24 26 31 34 41 42 51 52 53 56 61'.split(' '),
  );
});

test.each(['98', '1', '011', '', 'constructor'])('%j is no place', (code) => {
  expect(isPlaceOfService(code)).toBe(false);
  expect(isFacility(code)).toBe(false);
});
