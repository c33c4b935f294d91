/** SBR05 of a bill to Medicare as second payer: why it is not the first. */
import { expect, test } from 'vitest';
import { medicareSecondCode } from '../../shared/claim/medicare-second.ts';
import { writeProfessionalClaims } from '../../shared/claim/write-professional.ts';
import { addYears, calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import { batchOf, billable, encounter } from './sample-batch.ts';

const born = (birthDate: string) =>
  billable({
    ...encounter,
    patient: { ...encounter.patient, birthDate: calendarDate(birthDate) },
  });

function second(birthDate: string, firstCode: string, medicare = 'MB') {
  const claim = born(birthDate);
  const decision = {
    paidCents: cents(100),
    patientCents: cents(0),
    decidedOn: calendarDate('2026-02-01'),
    adjustments: [],
    lines: [],
  };
  const first = { payer: { ...claim.payer, claimFilingCode: firstCode }, decision };
  const own = { ...claim.payer, claimFilingCode: medicare };
  return { ...claim, payer: own, secondaryPayer: null, first };
}

test.each([
  ['a group plan, at 65 on the day of service', second('1961-01-15', 'CI'), '12'],
  ['a group plan, a day younger', second('1961-01-16', 'CI'), '43'],
  ['workers’ compensation', second('1980-01-01', 'WC'), '15'],
  ['no-fault', second('1980-01-01', 'AM'), '14'],
  ['liability', second('1980-01-01', 'LM'), '47'],
  ['anything, but the second is not Medicare', second('1940-01-01', 'CI', 'CI'), ''],
  ['nobody: Medicare is the first', born('1940-01-01'), ''],
])('After %s', (_, bill, code) => {
  expect(medicareSecondCode(bill)).toBe(code);
});

test('It stands in the file', () => {
  const text = Buffer.from(writeProfessionalClaims(batchOf([second('1961-01-15', 'CI')])));
  expect(text.toString()).toContain('SBR*S*18***12****MB~');
});

test('Years later, of 29 February too', () => {
  expect(addYears(calendarDate('1961-01-15'), 65)).toBe('2026-01-15');
  expect(addYears(calendarDate('1960-02-29'), 65)).toBe('2025-03-01');
  expect(addYears(calendarDate('1960-02-29'), 64)).toBe('2024-02-29');
});
