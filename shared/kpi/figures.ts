/** Figures as people read them: 94.1 %, 33.0 days, $1.2M, Aug 2026. */
import type { CalendarDate, Month } from '../values/dates.ts';
import type { KpiUnit, Target } from './kpi.ts';

const none = '–';

export function figure(value: number | null, unit: KpiUnit): string {
  if (value === null) return none;
  switch (unit) {
    case 'rate':
      return `${(value * 100).toFixed(1)} %`;
    case 'days':
      return value.toFixed(1);
    case 'cents':
      return shortMoney(value);
    case 'count':
      return grouped(value);
  }
}

/** With its unit in words, for a sentence. */
export function figureInWords(value: number | null, unit: KpiUnit): string {
  return unit === 'days' ? `${figure(value, unit)} days` : figure(value, unit);
}

/** A change as a reader expects it: points of a rate, days, dollars. */
export function changeFigure(change: number, unit: KpiUnit): string {
  const sign = change < 0 ? '−' : '+';
  const size = Math.abs(change);
  const text = unit === 'rate' ? `${(size * 100).toFixed(1)} points` : figureInWords(size, unit);
  return /[1-9]/.test(text) ? `${sign}${text}` : 'unchanged';
}

const signs = { '>': 'over', '>=': 'at least', '<': 'under', '<=': 'at most' } as const;

export function targetInWords(target: Target, unit: KpiUnit): string {
  const value =
    unit === 'rate' ? `${Number((target.value * 100).toFixed(1))} %` : String(target.value);
  return `${signs[target.op]} ${value}`;
}

/** $1.2M, $340K, $980. */
export function shortMoney(amount: number): string {
  const dollars = Math.abs(amount) / 100;
  const sign = amount < 0 ? '−' : '';
  if (dollars >= 999_500) return `${sign}$${significant(dollars / 1_000_000)}M`;
  if (dollars >= 999.5) return `${sign}$${significant(dollars / 1000)}K`;
  return `${sign}$${Math.round(dollars)}`;
}

function significant(value: number): string {
  return value >= 99.95 ? String(Math.round(value)) : value.toFixed(1);
}

/** $12,345: for tables. */
export function wholeMoney(amount: number): string {
  return `${amount < 0 ? '−' : ''}$${grouped(Math.round(Math.abs(amount) / 100))}`;
}

export function grouped(value: number): string {
  return String(value).replace(/\B(?=(\d{3})+(?!\d))/g, ',');
}

const monthNames =
  'January February March April May June July August September October November December'.split(
    ' ',
  );

/** `March 2026`. */
export function monthInWords(month: Month): string {
  return `${monthName(month)} ${month.slice(0, 4)}`;
}

/** `Mar`. */
export function shortMonth(month: Month): string {
  return monthName(month).slice(0, 3);
}

function monthName(month: Month): string {
  return monthNames[Number(month.slice(5)) - 1] ?? month;
}

/** `March 31, 2026`. */
export function dayInWords(day: CalendarDate): string {
  return `${monthNames[Number(day.slice(5, 7)) - 1]} ${Number(day.slice(8))}, ${day.slice(0, 4)}`;
}
