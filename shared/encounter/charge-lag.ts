/** How long a charge took from the end of the visit to us. */
import { type CalendarDate, calendarDate, daysBetween, parseInstant } from '../values/dates.ts';

/** Days from the visit's end, as a calendar day where the practice is, to the day its charge arrived; null when the end is unknown. */
export function chargeLagDays(
  closedAt: string,
  arrivedOn: CalendarDate,
  timeZone: string,
): number | null {
  const closed = parseInstant(closedAt);
  return closed === undefined ? null : daysBetween(dayIn(timeZone, closed), arrivedOn);
}

const formats = new Map<string, Intl.DateTimeFormat>();

function dayIn(timeZone: string, time: number): CalendarDate {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  formats.set(timeZone, format);
  return calendarDate(format.format(time));
}
