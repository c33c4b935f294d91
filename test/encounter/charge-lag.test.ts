import { expect, test } from 'vitest';
import { chargeLagDays } from '../../shared/encounter/charge-lag.ts';
import { calendarDate } from '../../shared/values/dates.ts';

test.each([
  ['2026-03-02T17:00:00-06:00', '2026-03-02', 0],
  ['2026-03-02T17:00:00-06:00', '2026-03-03', 1],
  ['2026-03-03T04:00:00Z', '2026-03-03', 1],
  ['2026-03-03T06:00:00Z', '2026-03-03', 0],
  ['2026-03-02T17:00:00-06:00', '2026-03-05', 3],
  ['', '2026-03-02', null],
])('a visit that ended %s and came %s lags %s days in Chicago', (closed, arrived, days) => {
  expect(chargeLagDays(closed, calendarDate(arrived), 'America/Chicago')).toBe(days);
});
