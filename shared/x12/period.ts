/** Days and spans of days in a DTP, the same in all guides. */
import { type CalendarDate, compactDate, parseCompactDate } from '../values/dates.ts';
import { type Reading, textIn, valueIn } from './reading.ts';
import { elementOf, type Segment } from './segment.ts';
import type { OutgoingSegment } from './write.ts';

/** Both days included; equal for one day. */
export type Period = { readonly from: CalendarDate; readonly to: CalendarDate };

/** A period with what it is (DTP01): 291 plan, 472 service, … */
export type NamedPeriod = Period & { readonly qualifier: string };

/** DTP02 and DTP03; null when they can not be read, and then kept. */
export function periodIn(reading: Reading, dtp: Segment | undefined): Period | null {
  const period = valueIn(reading, dtp, 3, parsePeriod);
  const format = dtp === undefined ? '' : elementOf(dtp, 2);
  if (period !== null && (format === 'D8' || format === 'RD8')) textIn(reading, dtp, 2);
  return period;
}

/** The segments that hold a readable period. */
export function periodsIn(reading: Reading, segments: readonly Segment[]): NamedPeriod[] {
  return segments.flatMap((segment) => {
    const period = periodIn(reading, segment);
    return period === null ? [] : [{ qualifier: textIn(reading, segment, 1), ...period }];
  });
}

export function periodSegment(qualifier: string, period: Period): OutgoingSegment {
  if (period.from !== period.to) return spanSegment(qualifier, period);
  return ['DTP', qualifier, 'D8', compactDate(period.from)];
}

/** For the dates that a guide wants as a span even when it is one day. */
export function spanSegment(qualifier: string, { from, to }: Period): OutgoingSegment {
  return ['DTP', qualifier, 'RD8', `${compactDate(from)}-${compactDate(to)}`];
}

export function periodSegments(periods: readonly NamedPeriod[]): OutgoingSegment[] {
  return periods.map((period) => periodSegment(period.qualifier, period));
}

function parsePeriod(text: string): Period | undefined {
  const [first = '', second = first, third] = text.split('-');
  const from = parseCompactDate(first);
  const to = parseCompactDate(second);
  return from === undefined || to === undefined || third !== undefined ? undefined : { from, to };
}
