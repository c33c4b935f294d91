import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { cents, formatDollars } from '../../shared/values/money.ts';
import { standardDelimiters } from '../../shared/x12/delimiters.ts';
import { endScan, scan, startScan } from '../../shared/x12/scan.ts';
import {
  amount,
  date,
  isEmpty,
  parts,
  reads,
  type SegmentView,
  text,
} from '../../shared/x12/segment-view.ts';
import { amountText } from '../../shared/x12/write.ts';

/** What `read` finds in element 1 of a segment that holds `element`. */
function element<T>(content: string | Uint8Array, read: (view: SegmentView) => T): T {
  const found: T[] = [];
  const scanner = startScan(standardDelimiters);
  const visit = (view: SegmentView) => {
    found.push(read(view));
  };
  scan(
    scanner,
    Buffer.concat([Buffer.from('ZZZ*'), Buffer.from(content), Buffer.from('*2~')]),
    visit,
  );
  endScan(scanner, visit);
  const [only] = found;
  if (found.length !== 1 || only === undefined) throw new Error('not one segment');
  return only;
}

const amountOf = (content: string) =>
  element(content, (view) => ({ cents: amount(view, 1) })).cents;

describe('amounts', () => {
  test.each([
    ['0', 0],
    ['125', 12500],
    ['125.', 12500],
    ['125.5', 12550],
    ['125.50', 12550],
    ['.5', 50],
    ['-.5', -50],
    ['-0', 0],
    ['-67.81', -6781],
    [' 12.00 ', 1200],
    ['00012.34', 1234],
    ['12.3400', 1234],
    ['99999999.99', 9_999_999_999],
    ['9999999999', 999_999_999_900],
    ['', null],
    [' ', null],
    ['-', null],
    ['.', null],
    ['--5', null],
    ['+5', null],
    ['1.005', null],
    ['1e5', null],
    ['1,000', null],
    ['$5', null],
    ['1.2.3', null],
    ['5-', null],
    ['1 2', null],
    ['12345678901', null],
    ['123456789.12', null],
    ['NaN', null],
  ])('%j is %j cents', (content, expected) => {
    expect(amountOf(content)).toBe(expected);
  });

  test('are read as they are written', () => {
    fc.assert(
      fc.property(fc.integer({ min: -9_999_999_999, max: 9_999_999_999 }), (value) => {
        expect(amountOf(amountText(cents(value)))).toBe(value === 0 ? 0 : value);
        expect(amountOf(formatDollars(cents(value)))).toBe(value === 0 ? 0 : value);
      }),
    );
  });
});

describe('texts', () => {
  test('lose the blanks around them only', () => {
    expect(element('  A B  ', (view) => text(view, 1))).toBe('A B');
  });

  test('are UTF-8 where they can be, else Latin-1', () => {
    expect(element('CAFÉ', (view) => text(view, 1))).toBe('CAFÉ');
    expect(element(Buffer.from('CAFÉ', 'latin1'), (view) => text(view, 1))).toBe('CAFÉ');
    expect(element('A LONGER NAME WITH É', (view) => text(view, 1))).toBe('A LONGER NAME WITH É');
  });

  test('are never mixed up with one another', () => {
    let compared = 0;
    fc.assert(
      fc.property(fc.array(fc.stringMatching(/^[A-Z0-9]{1,9}$/), { minLength: 50 }), (codes) => {
        for (const code of codes) expect(element(code, (view) => text(view, 1))).toBe(code);
        compared += codes.length;
      }),
      { numRuns: 20 },
    );
    expect(compared).toBeGreaterThan(1000);
  });

  test('absent are empty', () => {
    expect(element('A', (view) => [text(view, 7), isEmpty(view, 7), parts(view, 7)])).toEqual([
      '',
      true,
      [''],
    ]);
    expect(element('A', (view) => [amount(view, 7), date(view, 7), reads(view, 7, '')])).toEqual([
      null,
      null,
      true,
    ]);
  });
});

test('components are cut at their separator', () => {
  expect(element('HC:99213::25:', (view) => parts(view, 1))).toEqual(['HC', '99213', '', '25', '']);
});

test.each([
  ['20260228', '2026-02-28'],
  ['20260230', null],
  ['2026022', null],
  ['2026022X', null],
  ['0000000/', null],
  ['', null],
])('the date %j is %j', (content, expected) => {
  for (let i = 0; i < 2; i += 1) {
    expect(element(content, (view) => ({ day: date(view, 1) })).day).toBe(expected);
  }
});
