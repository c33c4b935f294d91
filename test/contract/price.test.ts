import { describe, expect, test } from 'vitest';
import { expectedLine } from '../../shared/contract/price.ts';
import type { ServiceLine } from '../../shared/encounter/encounter.ts';
import { referenceOf } from '../../shared/reference/in-force.ts';
import { readReference } from '../../shared/reference/read-reference.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { payerId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';

const header = 'payer_id,procedure,modifier,place,allowed,effective_from,effective_to';

function price(
  rows: readonly string[],
  changes: Partial<ServiceLine> = {},
  facility = false,
): number | null {
  const file = readReference(new TextEncoder().encode([header, ...rows].join('\n')), 'any.csv');
  const line: ServiceLine = {
    line: 1,
    serviceDate: calendarDate('2026-03-02'),
    serviceDateTo: calendarDate('2026-03-02'),
    procedure: '99213',
    modifiers: [],
    pointers: [1],
    units: 1,
    chargeCents: cents(50_000),
    ...changes,
  };
  const visit = { payerId: payerId('FAKE1'), lines: [line] };
  return expectedLine(referenceOf(file.rows), visit, line, facility);
}

const plain = 'FAKE1,99213,,,100.00,2026-01-01,';

describe('the expected amount of a line', () => {
  test('is the allowed amount times units, but never above the charge', () => {
    expect(price([plain])).toBe(10_000);
    expect(price([plain], { units: 2.5 })).toBe(25_000);
    expect(price([plain], { units: 2, chargeCents: cents(15_000) })).toBe(15_000);
    expect(price([plain], { units: 0 })).toBe(0);
  });

  test('is unknown without a rate of this payer and procedure', () => {
    expect(price([])).toBeNull();
    expect(price(['FAKE2,99213,,,100.00,2026-01-01,'])).toBeNull();
    expect(price([plain], { procedure: '99214' })).toBeNull();
  });

  test('never overflows', () => {
    const rows = ['FAKE1,99213,,,9999999999.99,2026-01-01,'];
    expect(price(rows, { units: 99_999_999.999 })).toBe(50_000);
  });
});

describe('the rate in force', () => {
  test.each([
    ['2026-01-31', 10_000],
    ['2026-02-01', 11_000],
    ['2026-02-28', 11_000],
    ['2026-03-01', null],
    ['2025-12-31', null],
  ])('on %s is %s', (date, expected) => {
    const rows = [
      'FAKE1,99213,,,110.00,2026-02-01,2026-02-28',
      'FAKE1,99213,,,100.00,2026-01-01,2026-01-31',
    ];
    expect(price(rows, { serviceDate: calendarDate(date) })).toBe(expected);
  });

  test('is the latest of several', () => {
    expect(price([plain, 'FAKE1,99213,,,90.00,2026-03-02,'])).toBe(9_000);
    expect(price([plain, 'FAKE1,99213,,,90.00,2026-03-03,'])).toBe(10_000);
  });

  test('is the later row of two with one key', () => {
    expect(price([plain, 'FAKE1,99213,,,80.00,2026-01-01,'])).toBe(8_000);
  });

  test('prefers the modifier, then the place, then the date', () => {
    const rows = [
      'FAKE1,99213,,,1.00,2026-01-03,',
      'FAKE1,99213,,facility,2.00,2026-01-02,',
      'FAKE1,99213,,nonfacility,3.00,2026-01-02,',
      'FAKE1,99213,25,,4.00,2026-01-01,',
      'FAKE1,99213,25,facility,5.00,2026-01-01,',
    ];
    expect(price(rows)).toBe(300);
    expect(price(rows, {}, true)).toBe(200);
    expect(price(rows, { modifiers: ['25'] })).toBe(400);
    expect(price(rows, { modifiers: ['25'] }, true)).toBe(500);
    expect(price(rows, { modifiers: ['RT', '25'] })).toBe(400);
    expect(price(rows, { modifiers: ['RT'] })).toBe(300);
  });

  test('of the other place is none', () => {
    expect(price(['FAKE1,99213,,facility,2.00,2026-01-01,'])).toBeNull();
  });
});

describe('a modifier that changes the price', () => {
  const own = 'FAKE1,99213,26,,40.00,2026-01-01,';

  test.each([
    '26',
    '50',
    '51',
    '52',
    '53',
    '54',
    '55',
    '62',
    '66',
    '78',
    '80',
    '81',
    '82',
    'AS',
    'TC',
  ])('%s needs a rate of its own', (modifier) => {
    expect(price([plain], { modifiers: [modifier] })).toBeNull();
    expect(price([plain, own.replace('26', modifier)], { modifiers: [modifier] })).toBe(4_000);
  });

  test('goes before a modifier that does not', () => {
    const rows = [plain, 'FAKE1,99213,25,,95.00,2026-01-01,'];
    expect(price(rows, { modifiers: ['25', '26'] })).toBeNull();
    expect(price([...rows, own], { modifiers: ['25', '26'] })).toBe(4_000);
  });

  test('is not priced by the rate of another one', () => {
    expect(price([plain, own], { modifiers: ['26', '52'] })).toBeNull();
  });
});
