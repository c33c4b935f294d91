/** PPRRVU and GPCI files: told by content, mapped by their headers, kept without descriptions. */
import { describe, expect, test } from 'vitest';
import { referenceOf } from '../../shared/reference/in-force.ts';
import { readReference } from '../../shared/reference/read-reference.ts';
import { referenceRowSchema } from '../../shared/reference/reference-row.ts';
import { sniffReference } from '../../shared/reference/sniff.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { indices, julyPreamble, relativeValues } from '../contract/fee-files.ts';

const july = calendarDate('2026-07-01');
const name = 'PPRRVU2026_Jul_nonQPP.csv';

describe('a relative value file', () => {
  const rows = [
    { code: '99213', work: '1.30', nonfacility: '1.33', facility: '0.56', malpractice: '0.10' },
    { code: '70000', mod: '26', work: '.17' },
    { code: '70000', mod: 'TC', work: '0' },
    { code: 'G0001', status: 'R', multiple: '2', factor: '33.4009' },
  ];

  test('is told by its header, whatever stands above it', () => {
    expect(sniffReference(relativeValues(rows))).toBe('pprrvu');
    expect(sniffReference(new TextEncoder().encode('HCPCS,MOD,allowed'))).not.toBe('pprrvu');
  });

  test('becomes a row for each first character, reads back as stored, and keeps no description', () => {
    const file = readReference(relativeValues(rows), name);
    expect(file).toMatchObject({ kind: 'pprrvu', fatal: false, issues: [], rejected: 0 });
    expect(file.rows.map((row) => row.key)).toEqual([
      '2026-07-01|9',
      '2026-07-01|7',
      '2026-07-01|G',
    ]);
    for (const row of file.rows) {
      expect(referenceRowSchema.parse(JSON.parse(JSON.stringify(row)))).toEqual(row);
      expect(JSON.stringify(row)).not.toContain('MADE UP');
    }
  });

  test.each([[false], [true]])('is mapped by its joined header, columns swapped: %s', (swapped) => {
    const file = readReference(relativeValues(rows, julyPreamble, swapped), name);
    const { fees } = referenceOf(file.rows);
    expect(fees.feeOf('99213', '', july)).toEqual({
      workUnits: 130,
      nonfacilityUnits: 133,
      facilityUnits: 56,
      malpracticeUnits: 10,
      multiple: '0',
      factor: 300_000,
    });
    expect(fees.feeOf('70000', '26', july)?.workUnits).toBe(17);
    expect(fees.feeOf('70000', '', july)).toBeNull();
    expect(fees.feeOf('G0001', '', july)?.factor).toBe(334_009);
    expect(fees.multipleOf('G0001', july)).toBe('2');
  });

  test.each(['B', 'C', 'I', 'J', 'N', 'P', 'T', 'X'])('status %s has no price', (status) => {
    const file = readReference(relativeValues([{ code: '99213', status }, ...rows.slice(1)]), name);
    expect(file.rejected).toBe(0);
    const { fees } = referenceOf(file.rows);
    expect(fees.feeOf('99213', '', july)).toBeNull();
    expect(fees.multipleOf('99213', july)).toBe('');
  });

  test('a place where the service is not done has no price', () => {
    const file = readReference(relativeValues([{ code: '99213', nonfacilityNa: 'NA' }]), name);
    expect(referenceOf(file.rows).fees.feeOf('99213', '', july)).toMatchObject({
      nonfacilityUnits: null,
      facilityUnits: 100,
    });
  });

  test('a bad number leaves its row out and the others in', () => {
    const file = readReference(
      relativeValues([{ code: '99213', work: 'x' }, ...rows.slice(1)]),
      name,
    );
    expect(file).toMatchObject({ fatal: false, rejected: 1 });
    expect(file.issues).toMatchObject([{ code: 'bad-value', row: 1, place: 'work' }]);
    expect(file.rows).toHaveLength(2);
  });

  test('without a column of its own is of no use', () => {
    const text = new TextDecoder().decode(relativeValues(rows)).replace('FACTOR', 'OTHER');
    const file = readReference(new TextEncoder().encode(text), name);
    expect(file).toMatchObject({
      fatal: true,
      issues: [{ code: 'column-missing', place: 'factor' }],
      rows: [],
    });
  });
});

describe('a release', () => {
  const of = (preamble: string, file = 'fees.csv') =>
    readReference(relativeValues([{ code: '99213' }], preamble), file);

  test.each([
    [
      '2026 National Physician Fee Schedule Relative Value File January Release',
      'x.csv',
      '2026-01-01',
    ],
    [
      '2025 National Physician Fee Schedule Relative Value File October Release',
      'x.csv',
      '2025-10-01',
    ],
    ['2024 National Physician Fee Schedule Relative Value File', 'x.csv', '2024-01-01'],
    ['no preamble', 'PPRRVU2026_Apr_QPP.csv', '2026-04-01'],
    ['no preamble', 'PPRRVU24_JUL.csv', '2024-07-01'],
  ])('%s (%s) counts from %s', (preamble, file, from) => {
    expect(of(preamble, file).rows.map((row) => row.row)).toMatchObject([{ from }]);
  });

  test('that nothing names is refused', () => {
    expect(of('no preamble')).toMatchObject({
      fatal: true,
      issues: [{ code: 'release-unknown', severity: 'fatal' }],
    });
  });

  test('counts to the next one or the end of its year, and never before its first day', () => {
    const january = relativeValues(
      [{ code: '99213', work: '1.00' }],
      julyPreamble.replace('July', 'January'),
    );
    const later = relativeValues([{ code: '99213', work: '2.00' }]);
    const rows = [january, later].flatMap((file) => readReference(file, name).rows);
    const work = (on: string) =>
      referenceOf(rows).fees.feeOf('99213', '', calendarDate(on))?.workUnits ?? null;
    expect(['2025-12-31', '2026-01-01', '2026-06-30'].map(work)).toEqual([null, 100, 100]);
    expect(['2026-07-01', '2026-12-31', '2027-01-01'].map(work)).toEqual([200, 200, null]);
  });
});

describe('a file of indices', () => {
  test('becomes one row a year; stars and footnotes fall away', () => {
    const file = readReference(indices(2026, '2103,ZZ,7,LOST ZERO**,1.000,1.000*,0.740'), 'g.csv');
    expect(file).toMatchObject({ kind: 'gpci', fatal: false, issues: [], rejected: 0 });
    expect(file.rows.map((row) => row.key)).toEqual(['2026']);
    const { fees } = referenceOf(file.rows);
    expect(fees.indexOf('9990205', july)).toEqual({ work: 1500, expense: 1065, malpractice: 551 });
    expect(fees.indexOf('0210307', july)).toEqual({ work: 1000, expense: 1000, malpractice: 740 });
    expect(fees.indexOf('9990205', calendarDate('2025-07-01'))).toBeNull();
    expect(fees.indexOf('1234567', july)).toBeNull();
  });

  test('takes the work index with the floor where a year has both', () => {
    const text = new TextDecoder().decode(
      indices(2024, '99903,ZZ,09,BOTH,0.900,1.000,1.000,1.100'),
    );
    const both = text.replace(
      '2024 PW GPCI (with 1.0 Floor)***',
      '2024 PW GPCI (without 1.0 Floor),2024 PW GPCI (with 1.0 Floor)',
    );
    const file = readReference(new TextEncoder().encode(both), 'g.csv');
    const index = referenceOf(file.rows).fees.indexOf('9990309', calendarDate('2024-03-01'));
    expect(index).toEqual({ work: 1000, expense: 1000, malpractice: 1100 });
  });
});
