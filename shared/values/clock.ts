/** Where the business date comes from; nothing else in the house reads a clock. */
import type { CalendarDate } from './dates.ts';

export type Clock = {
  /** The business date on which work is done now. */
  today(): CalendarDate;
  /** Milliseconds since 1970, for windows and tolerances of others; no business date follows from it. */
  now(): number;
};
