/** Medicare's arithmetic to the cent, in integers. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { feeCents, feeLookup, type PhysicianFee, writeFee } from '../../shared/codes/mpfs.ts';
import { calendarDate } from '../../shared/values/dates.ts';

const fee: PhysicianFee = {
  workUnits: 130,
  nonfacilityUnits: 133,
  facilityUnits: 56,
  malpracticeUnits: 10,
  multiple: '0',
  factor: 332_875,
};
const flat = { work: 1000, expense: 1000, malpractice: 1000 };

describe('a fee', () => {
  test.each([
    ['in an office', false, flat, 9087],
    ['in a facility', true, flat, 6524],
    ['in Alaska', false, { work: 1500, expense: 1081, malpractice: 592 }, 11474],
  ])('%s is (W·Wg + PE·PEg + MP·MPg)·CF', (_, facility, index, expected) => {
    // 2.73 × 33.2875 = 90.874875, 1.96 × 33.2875 = 65.2435, 3.44693 × 33.2875 = 114.7396…
    expect(feeCents(fee, index, facility)).toBe(expected);
  });

  test('is rounded half up to the cent', () => {
    const half = { ...fee, workUnits: 1, nonfacilityUnits: 0, malpracticeUnits: 0 };
    expect(feeCents({ ...half, factor: 5_000 }, flat, false)).toBe(1);
    expect(feeCents({ ...half, factor: 4_999 }, flat, false)).toBe(0);
  });

  test('has no amount in a place where it is not priced', () => {
    expect(feeCents({ ...fee, nonfacilityUnits: null }, flat, false)).toBeNull();
    expect(feeCents({ ...fee, nonfacilityUnits: null }, flat, true)).toBe(6524);
  });
});

const units = fc.integer({ min: 0, max: 99_999 });
const anyFee: fc.Arbitrary<PhysicianFee> = fc.record({
  workUnits: units,
  nonfacilityUnits: fc.option(units),
  facilityUnits: fc.option(units),
  malpracticeUnits: units,
  multiple: fc.constantFrom('', '0', '2', '3', '9'),
  factor: fc.integer({ min: 1, max: 999_999 }),
});

test('a fee reads back as it was written', () => {
  let places = 0;
  fc.assert(
    fc.property(anyFee, fc.constantFrom('', '26', 'TC', '53'), (one, modifier) => {
      const from = calendarDate('2026-01-01');
      const fees = `99212,,1,1,1,1,0,1 ${writeFee('99213', modifier, one)}`;
      const lookup = feeLookup([{ from, letter: '9', fees }]);
      expect(lookup.feeOf('99213', modifier, from)).toEqual(one);
      if (one.nonfacilityUnits === null) places += 1;
    }),
  );
  expect(places).toBeGreaterThan(0);
});
