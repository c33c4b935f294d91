import { describe, expect, test } from 'vitest';
import {
  diagnosisLookup,
  fiscalYearOf,
  isOrderFile,
  readOrderFile,
} from '../../shared/codes/icd10cm.ts';
import { calendarDate } from '../../shared/values/dates.ts';

function orderFile(...codes: [code: string, flag: 0 | 1][]): string {
  const lines = codes.map(([code, flag], index) => {
    const number = String(index + 1).padStart(5, '0');
    return `${number} ${code.padEnd(7)} ${flag} ${'Made-up 1 name'.padEnd(60)} Made-up 1 name`;
  });
  return `${lines.join('\r\n')}\r\n`;
}

describe('an order file', () => {
  const text = orderFile(['A00', 0], ['A000', 1], ['M17', 0], ['M1711', 1], ['S72001A', 1]);

  test('is told from other text', () => {
    expect(isOrderFile(text)).toBe(true);
    expect(isOrderFile('Add:         1 A000   Made-up name')).toBe(false);
    expect(isOrderFile('encounter_id,patient_id')).toBe(false);
  });

  test.each([
    ['icd10cm_order_2027.txt', 2027],
    ['icd10cm-order-2026.txt', 2026],
    ['Code Descriptions/icd10cm_order_2025.txt', 2025],
    ['icd10cm_order.txt', null],
    ['icd10cm_order_addenda_2027.txt', null],
  ])('%s is of fiscal year %s', (name, year) => {
    expect(fiscalYearOf(name)).toBe(year);
  });

  test('becomes a row a letter', () => {
    expect(readOrderFile(text, 2026)).toEqual([
      { fiscalYear: 2026, letter: 'A', billable: 'A000', headings: 'A00' },
      { fiscalYear: 2026, letter: 'M', billable: 'M1711', headings: 'M17' },
      { fiscalYear: 2026, letter: 'S', billable: 'S72001A', headings: '' },
    ]);
  });
});

describe('a diagnosis by its date of service', () => {
  const lookUp = diagnosisLookup([
    ...readOrderFile(orderFile(['I420', 1]), 2026),
    ...readOrderFile(orderFile(['I420', 0], ['I4200', 1]), 2027),
  ]);

  test.each([
    ['I420', '2025-09-30', 'no_data'],
    ['I420', '2025-10-01', 'billable'],
    ['I420', '2026-09-30', 'billable'],
    ['I4200', '2026-09-30', 'unknown'],
    ['I420', '2026-10-01', 'heading'],
    ['I4200', '2026-10-01', 'billable'],
    ['I4200', '2027-09-30', 'billable'],
    ['I4200', '2027-10-01', 'no_data'],
    ['X', '2026-10-01', 'unknown'],
    ['', '2026-10-01', 'unknown'],
  ])('%s on %s is %s', (code, on, kind) => {
    expect(lookUp(code, calendarDate(on))).toBe(kind);
  });
});
