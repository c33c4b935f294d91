/** Schedules run once a day, also when the day broke off and another run goes on with it. */
import { expect, test } from 'vitest';
import {
  readSchedulesDone,
  writeRunState,
  writeSchedulesDone,
} from '../../../infra/local/run-state.ts';
import { addDays, calendarDate } from '../../../shared/values/dates.ts';
import { testPorts } from '../../support/ports.ts';

const day = calendarDate('2026-01-27');

test('A day that broke off knows what it had behind it, and no other day does', async () => {
  const { records } = testPorts().ports;
  await writeSchedulesDone(records, day, new Set(['sweep', 'submit']));
  expect(await readSchedulesDone(records, day)).toEqual(new Set(['sweep', 'submit']));
  expect(await readSchedulesDone(records, addDays(day, 1))).toEqual(new Set());
});

test('A day that was worked to its end begins anew when it is worked again', async () => {
  const { records } = testPorts().ports;
  await writeSchedulesDone(records, day, new Set(['submit']));
  await writeRunState(records, { asOf: day, source: 'sample-clinic' });
  expect(await readSchedulesDone(records, day)).toEqual(new Set());
});
