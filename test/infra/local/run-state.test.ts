/** A day's parts begin once, also when the day broke off and another run goes on with it. */
import { expect, test } from 'vitest';
import { readPartsBegun, writePartsBegun, writeRunState } from '../../../infra/local/run-state.ts';
import { addDays, calendarDate } from '../../../shared/values/dates.ts';
import { testPorts } from '../../support/ports.ts';

const day = calendarDate('2026-01-27');

test('A day that broke off knows what of it had begun, and no other day does', async () => {
  const { records } = testPorts().ports;
  await writePartsBegun(records, day, new Set(['sweep', 'submit']));
  expect(await readPartsBegun(records, day)).toEqual(new Set(['sweep', 'submit']));
  expect(await readPartsBegun(records, addDays(day, 1))).toEqual(new Set());
});

test('A day that was worked to its end begins anew when it is worked again', async () => {
  const { records } = testPorts().ports;
  await writePartsBegun(records, day, new Set(['submit']));
  await writeRunState(records, { asOf: day, source: 'sample-clinic' });
  expect(await readPartsBegun(records, day)).toEqual(new Set());
});
