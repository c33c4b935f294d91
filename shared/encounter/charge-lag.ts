/** How long a charge took from the end of the visit to us. */
import { type CalendarDate, dayIn, daysBetween, parseInstant } from '../values/dates.ts';

/** Days from the visit's end, as a calendar day where the practice is, to the day its charge arrived; null when the end is unknown. */
export function chargeLagDays(
  closedAt: string,
  arrivedOn: CalendarDate,
  timeZone: string,
): number | null {
  const closed = parseInstant(closedAt);
  const closedOn = closed === undefined ? undefined : dayIn(timeZone, closed);
  return closedOn === undefined ? null : daysBetween(closedOn, arrivedOn);
}
