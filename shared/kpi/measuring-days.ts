/** The days on which balances are measured: each month's last, and the as-of in its own month. */
import {
  addDays,
  type CalendarDate,
  firstDayOf,
  lastDayOf,
  type Month,
  monthOf,
  nextMonth,
} from '../values/dates.ts';

export type MeasuringDay = { readonly month: Month; readonly day: CalendarDate };

export function measuringDays(from: Month, asOf: CalendarDate): readonly MeasuringDay[] {
  const days: MeasuringDay[] = [];
  for (let month = from; month <= monthOf(asOf); month = nextMonth(month)) {
    const last = lastDayOf(month);
    days.push({ month, day: last < asOf ? last : asOf });
  }
  return days;
}

export function previousMonth(month: Month, back = 1): Month {
  let result = month;
  for (let left = back; left > 0; left -= 1) result = monthOf(addDays(firstDayOf(result), -1));
  return result;
}

/** The last so many months, that one included, in order. */
export function lastMonths(last: Month, count: number): readonly Month[] {
  return Array.from({ length: count }, (_, index) => previousMonth(last, count - 1 - index));
}
