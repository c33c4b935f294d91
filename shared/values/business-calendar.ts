/** The days on which offices and payers work: Mondays to Fridays but for federal holidays (5 U.S.C. 6103). */
import { addDays, type CalendarDate, calendarDate, weekdayOf } from './dates.ts';

type Holiday =
  | { readonly name: string; readonly month: number; readonly day: number }
  /** `nth` from the month's beginning; −1 is its last one. Weekday 1 is Monday. */
  | {
      readonly name: string;
      readonly month: number;
      readonly weekday: number;
      readonly nth: number;
    };

const holidays: readonly Holiday[] = [
  { name: 'New Year’s Day', month: 1, day: 1 },
  { name: 'Birthday of Martin Luther King, Jr.', month: 1, weekday: 1, nth: 3 },
  { name: 'Washington’s Birthday', month: 2, weekday: 1, nth: 3 },
  { name: 'Memorial Day', month: 5, weekday: 1, nth: -1 },
  { name: 'Juneteenth', month: 6, day: 19 },
  { name: 'Independence Day', month: 7, day: 4 },
  { name: 'Labor Day', month: 9, weekday: 1, nth: 1 },
  { name: 'Columbus Day', month: 10, weekday: 1, nth: 2 },
  { name: 'Veterans Day', month: 11, day: 11 },
  { name: 'Thanksgiving Day', month: 11, weekday: 4, nth: 4 },
  { name: 'Christmas Day', month: 12, day: 25 },
];

function isOfficeDay(date: CalendarDate): boolean {
  return ![0, 6].includes(weekdayOf(date)) && !observedIn(date.slice(0, 4)).has(date);
}

/** The date itself, or the last office day before it. */
export function officeDayUpTo(date: CalendarDate): CalendarDate {
  let day = date;
  while (!isOfficeDay(day)) day = addDays(day, -1);
  return day;
}

/** The first office day after the date. */
export function officeDayAfter(date: CalendarDate): CalendarDate {
  let day = addDays(date, 1);
  while (!isOfficeDay(day)) day = addDays(day, 1);
  return day;
}

const known = new Map<string, ReadonlySet<CalendarDate>>();

/** Of our time only. Next year’s first day may be observed on this year’s last. */
function observedIn(year: string): ReadonlySet<CalendarDate> {
  const found = known.get(year);
  if (found !== undefined) return found;
  const days = holidays.map((holiday) => observed(dayOf(year, holiday)));
  const next = String(Number(year) + 1);
  const all = new Set([...days, observed(calendarDate(`${next}-01-01`))]);
  known.set(year, all);
  return all;
}

/** On a Saturday it is kept on Friday, on a Sunday on Monday. */
function observed(day: CalendarDate): CalendarDate {
  const weekday = weekdayOf(day);
  if (weekday === 6) return addDays(day, -1);
  return weekday === 0 ? addDays(day, 1) : day;
}

function dayOf(year: string, holiday: Holiday): CalendarDate {
  const month = `${year}-${String(holiday.month).padStart(2, '0')}`;
  if ('day' in holiday) return calendarDate(`${month}-${String(holiday.day).padStart(2, '0')}`);
  const { nth, weekday } = holiday;
  const from = calendarDate(nth > 0 ? `${month}-01` : `${month}-25`);
  const first = addDays(from, (weekday - weekdayOf(from) + 7) % 7);
  return nth > 0 ? addDays(first, (nth - 1) * 7) : first;
}
