/** When a visit's coverage is asked for: 24 to 48 hours ahead, on a day on which somebody can act. */
import type { Appointment } from '../appointment/appointment.ts';
import { officeDayUpTo } from '../values/business-calendar.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';

/** The last office day that ends at least 24 hours before any hour of the visit's day. */
export function verificationDay(visitOn: CalendarDate): CalendarDate {
  return officeDayUpTo(addDays(visitOn, -2));
}

/** Whether it is time to ask: from that day until the visit; a visit made later is asked about at once. */
export function isToVerify({ status, visitOn }: Appointment, today: CalendarDate): boolean {
  return status === 'scheduled' && verificationDay(visitOn) <= today && today <= visitOn;
}

/** The day before a visit, at whose end its answer should have been there. */
export function answerDue(visitOn: CalendarDate): CalendarDate {
  return addDays(visitOn, -1);
}
