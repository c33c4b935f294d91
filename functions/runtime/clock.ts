/** The system's clock as a business date; only on AWS does a worker ask it. */
import type { Clock } from '../../shared/values/clock.ts';
import { calendarDate, systemNow, systemToday } from '../../shared/values/dates.ts';

/** A nightly run at 21:00 in the west is already tomorrow in UTC: the stage's zone decides. */
export function systemClock(timeZone: string): Clock {
  if (timeZone === 'UTC') return { today: systemToday, now: systemNow };
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
  });
  return {
    now: systemNow,
    today: () => {
      const parts = Object.fromEntries(
        format.formatToParts().map((part) => [part.type, part.value]),
      );
      return calendarDate(`${parts['year']}-${parts['month']}-${parts['day']}`);
    },
  };
}
