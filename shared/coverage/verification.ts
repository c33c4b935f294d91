/** When a visit's coverage is asked for, and on which days the visit is looked at. */
import type { Appointment } from '../appointment/appointment.ts';
import { officeDayAfter, officeDayUpTo } from '../values/business-calendar.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';

/** The last office day that ends at least 24 hours before any hour of the visit's day. */
export function verificationDay(visitOn: CalendarDate): CalendarDate {
  return officeDayUpTo(addDays(visitOn, -2));
}

/** Whether it is time to ask: from that day until the visit; a visit made later is asked about at once. */
export function isToVerify({ status, visitOn }: Appointment, today: CalendarDate): boolean {
  return status === 'scheduled' && verificationDay(visitOn) <= today && today <= visitOn;
}

/** The day before a visit, by which its answer should be there. */
export function answerDue(visitOn: CalendarDate): CalendarDate {
  return addDays(visitOn, -1);
}

/** An authorization takes a payer days, sometimes weeks. */
const authorizationDays = 14;

/** From when on somebody should see to a missing authorization. */
export function authorizationDay(visitOn: CalendarDate): CalendarDate {
  return addDays(visitOn, -authorizationDays);
}

/** A kept visit should be charged within 24 hours, on a day on which somebody enters charges. */
export function chargeDue(visitOn: CalendarDate): CalendarDate {
  return officeDayAfter(visitOn);
}

/** What is not settled so long after a visit is left to its work items; what was heard of so late, to the past. */
const openDays = 30;

export function lastLook(visitOn: CalendarDate): CalendarDate {
  return addDays(visitOn, openDays);
}

/** The next day after today on which something may become due for the visit; null when it is over. */
export function nextLook(visitOn: CalendarDate, today: CalendarDate): CalendarDate | null {
  const days = [
    authorizationDay(visitOn),
    verificationDay(visitOn),
    answerDue(visitOn),
    visitOn,
    chargeDue(visitOn),
    lastLook(visitOn),
  ];
  return days.filter((day) => day > today).toSorted()[0] ?? null;
}
