/** From a scope's observations to a value a month, by the KPI's fold. */
import { type CalendarDate, daysBetween, lastDayOf, type Month } from '../values/dates.ts';
import { leastDays, windowDays } from './balance-kpis.ts';
import type { Kpi, KpiUnit } from './kpi.ts';
import { previousMonth } from './measuring-days.ts';
import { median, roundedRatio } from './ratio.ts';
import { type Cell, earlier, emptyCell } from './tally.ts';

export type Value = {
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
};

type Months = ReadonlyMap<Month, Cell>;

export function folded(
  kpi: Kpi,
  cells: readonly Months[],
  months: readonly Month[],
  asOf: CalendarDate,
): readonly Value[] {
  const all = merged(cells, kpi.fold === 'median');
  let since: CalendarDate | null = null;
  return months.map((month) => {
    const cell = all.get(month) ?? emptyCell();
    since = earlier(since, cell.since);
    return monthValue(kpi, cell, trailing(all, month), windowAt(since, month, asOf));
  });
}

function merged(cells: readonly Months[], keepsValues: boolean): Months {
  const all = new Map<Month, Cell>();
  for (const months of cells)
    for (const [month, cell] of months) {
      const sum = all.get(month) ?? emptyCell();
      all.set(month, sum);
      sum.numerator += cell.numerator;
      sum.denominator += cell.denominator;
      sum.since = earlier(sum.since, cell.since);
      if (keepsValues) for (const value of cell.values) sum.values.push(value);
    }
  return all;
}

function monthValue(kpi: Kpi, cell: Cell, before: number, days: number): Value {
  const { numerator, denominator } = cell;
  const decimals = decimalsOf(kpi.unit);
  switch (kpi.fold) {
    case 'ratio':
      return { numerator, denominator, value: roundedRatio(numerator, denominator, decimals) };
    case 'median':
      return { numerator, denominator, value: median(cell.values, decimals) };
    case 'sum':
      return { numerator, denominator: 1, value: numerator };
    case 'trailing':
      return {
        numerator,
        denominator: roundedRatio(before, trailingMonths, 6) ?? 0,
        value: roundedRatio(numerator, before, decimals, trailingMonths),
      };
    case 'daily':
      return {
        numerator,
        denominator: roundedRatio(denominator, days, 6) ?? 0,
        value: days < leastDays ? null : roundedRatio(numerator, denominator, decimals, days),
      };
  }
}

function decimalsOf(unit: KpiUnit): number {
  return { rate: 6, days: 2, cents: 0, count: 0 }[unit];
}

const trailingMonths = 3;

/** Σ of the denominators of the three months before. */
function trailing(all: Months, month: Month): number {
  let total = 0;
  for (let back = 1; back <= trailingMonths; back += 1)
    total += all.get(previousMonth(month, back))?.denominator ?? 0;
  return total;
}

/** Days of the window at a month's measuring day, the first charged day and the day itself included. */
function windowAt(since: CalendarDate | null, month: Month, asOf: CalendarDate): number {
  if (since === null) return 0;
  const last = lastDayOf(month);
  const days = daysBetween(since, last < asOf ? last : asOf) + 1;
  return Math.max(0, Math.min(windowDays, days));
}
