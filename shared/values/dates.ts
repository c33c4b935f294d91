/** Calendar dates without a zone: service, check and business dates. The only file that may use Date. */
declare const brand: unique symbol;

/** `YYYY-MM-DD`, a day that exists. */
export type CalendarDate = string & { readonly [brand]: 'CalendarDate' };

/** `YYYY-MM`. */
export type Month = string & { readonly [brand]: 'Month' };

const DAY_MS = 86_400_000;

/** Dates that were read before: every stored row has a few, and there are few different ones. */
const known = new Set<string>();
const mostKnown = 100_000;

/** Reads `YYYY-MM-DD`; undefined when it has another form or names no day. */
export function parseDate(text: string): CalendarDate | undefined {
  if (known.has(text)) return text as CalendarDate;
  const date = readDate(text);
  if (date !== undefined && known.size < mostKnown) known.add(date);
  return date;
}

function readDate(text: string): CalendarDate | undefined {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(text)) return undefined;
  const time = Date.parse(`${text}T00:00:00Z`);
  if (Number.isNaN(time) || new Date(time).toISOString().slice(0, 10) !== text) return undefined;
  return text as CalendarDate;
}

/** A date that the program itself writes down; any other text is a bug and throws. */
export function calendarDate(text: string): CalendarDate {
  const date = parseDate(text);
  if (date === undefined) throw new Error('not a calendar date');
  return date;
}

/** Reads X12's `CCYYMMDD` (format D8). */
export function parseCompactDate(text: string): CalendarDate | undefined {
  if (!/^\d{8}$/.test(text)) return undefined;
  return parseDate(`${text.slice(0, 4)}-${text.slice(4, 6)}-${text.slice(6)}`);
}

/** Writes X12's `CCYYMMDD`. */
export function compactDate(date: CalendarDate): string {
  return date.replaceAll('-', '');
}

/** Days since 1970 of the dates that were asked for before. */
const dayNumbers = new Map<string, number>();

function dayNumber(date: CalendarDate): number {
  const seen = dayNumbers.get(date);
  if (seen !== undefined) return seen;
  const number = Date.parse(`${date}T00:00:00Z`) / DAY_MS;
  if (dayNumbers.size < mostKnown) dayNumbers.set(date, number);
  return number;
}

const dates = new Map<number, CalendarDate>();

function dateOf(day: number): CalendarDate {
  const seen = dates.get(day);
  if (seen !== undefined) return seen;
  const date = new Date(day * DAY_MS).toISOString().slice(0, 10) as CalendarDate;
  if (dates.size < mostKnown) dates.set(day, date);
  return date;
}

export function addDays(date: CalendarDate, days: number): CalendarDate {
  return dateOf(dayNumber(date) + days);
}

/** The same day of a later year; of 29 February the next that there is. */
export function addYears(date: CalendarDate, years: number): CalendarDate {
  const then = `${String(Number(date.slice(0, 4)) + years).padStart(4, '0')}${date.slice(4)}`;
  return parseDate(then) ?? addYears(addDays(date, 1), years);
}

/** Days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: CalendarDate, to: CalendarDate): number {
  return dayNumber(to) - dayNumber(from);
}

/** 0 is Sunday, 6 is Saturday. */
export function weekdayOf(date: CalendarDate): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay();
}

function isBusinessDay(date: CalendarDate): boolean {
  return ![0, 6].includes(weekdayOf(date));
}

/** The date `businessDays` Mondays to Fridays later. */
export function addBusinessDays(date: CalendarDate, businessDays: number): CalendarDate {
  let day = date;
  for (let left = businessDays; left > 0; ) {
    day = addDays(day, 1);
    if (isBusinessDay(day)) left -= 1;
  }
  return day;
}

export function monthOf(date: CalendarDate): Month {
  return date.slice(0, 7) as Month;
}

export function firstDayOf(month: Month): CalendarDate {
  return calendarDate(`${month}-01`);
}

export function nextMonth(month: Month): Month {
  return monthOf(addDays(calendarDate(`${month}-28`), 4));
}

export function lastDayOf(month: Month): CalendarDate {
  return addDays(firstDayOf(nextMonth(month)), -1);
}

/** Every day from `from` to `to`, both included. */
export function* daysFrom(from: CalendarDate, to: CalendarDate): Generator<CalendarDate> {
  for (let day = from; day <= to; day = addDays(day, 1)) yield day;
}

/** Milliseconds of an ISO 8601 timestamp with offset; undefined for any other form. */
export function parseInstant(text: string): number | undefined {
  const form = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,9})?)?(Z|[+-]\d{2}:\d{2})$/;
  if (!form.test(text) || parseDate(text.slice(0, 10)) === undefined) return undefined;
  const time = Date.parse(text);
  return Number.isNaN(time) ? undefined : time;
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** The calendar date that a clock in the zone shows at the time. */
export function dayIn(timeZone: string, time: number): CalendarDate | undefined {
  const format = formats.get(timeZone) ?? new Intl.DateTimeFormat('sv-SE', { timeZone });
  formats.set(timeZone, format);
  return parseDate(format.format(time));
}

/** The calendar date that the system's clock shows; read once, for the default of `--as-of`. */
export function systemToday(): CalendarDate {
  return new Date().toISOString().slice(0, 10) as CalendarDate;
}

/** Milliseconds since 1970 by the system's clock: how long ago a receiver was tried or a webhook signed, no business date. */
export function systemNow(): number {
  return Date.now();
}
