/** The days on which the clinic sees patients and payers cut checks. */
import {
  addBusinessDays,
  addDays,
  type CalendarDate,
  calendarDate,
  daysBetween,
} from '../values/dates.ts';

const aMonday = calendarDate('2024-01-01');

/** The clinic is shut on these weekdays of 2026. */
const holidays: readonly string[] = [
  '2026-01-01',
  '2026-05-25',
  '2026-07-03',
  '2026-09-07',
  '2026-11-26',
  '2026-12-25',
];

/** 0 is Monday, 6 is Sunday. */
export function weekdayOf(date: CalendarDate): number {
  return ((daysBetween(aMonday, date) % 7) + 7) % 7;
}

export function isWorkingDay(date: CalendarDate): boolean {
  return weekdayOf(date) < 5 && !holidays.includes(date);
}

/** The date itself, or the Monday after a weekend. */
export function weekdayFrom(date: CalendarDate): CalendarDate {
  return weekdayOf(date) < 5 ? date : addBusinessDays(date, 1);
}

/** The first of these weekdays on or after the date. */
export function nextOf(weekdays: readonly number[], date: CalendarDate): CalendarDate {
  let day = date;
  while (!weekdays.includes(weekdayOf(day))) day = addDays(day, 1);
  return day;
}
