/** Dated rows: which of them count on a day. */
import type { CalendarDate } from '../values/dates.ts';

export type Dated = {
  readonly effectiveFrom: CalendarDate;
  /** Inclusive; null for open. */
  readonly effectiveTo: CalendarDate | null;
};

export function isInForce({ effectiveFrom, effectiveTo }: Dated, on: CalendarDate): boolean {
  return effectiveFrom <= on && (effectiveTo === null || on <= effectiveTo);
}

/** Of the rows in force, the one that began last. */
export function lastInForce<Row extends Dated>(rows: readonly Row[], on: CalendarDate): Row | null {
  const [last] = rows
    .filter((row) => isInForce(row, on))
    .sort((a, b) => (a.effectiveFrom < b.effectiveFrom ? 1 : -1));
  return last ?? null;
}
