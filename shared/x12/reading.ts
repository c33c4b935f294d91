/** Reads segments element by element and keeps account of it, so that what nobody asked for is kept. */
import { type CalendarDate, parseCompactDate } from '../values/dates.ts';
import { type Issue, issue } from '../values/issue.ts';
import { type Cents, parseDollars } from '../values/money.ts';
import { componentsOf, elementOf, idOf, repetitionsOf, type Segment } from './segment.ts';

/** A run of segments with the elements of them that were read, and what of them could not be. */
export type Reading = {
  readonly segments: readonly Segment[];
  readonly taken: Taken;
  readonly findings: Issue[];
};

/** By a segment's place in its file, counted from `first`: bit n of its number stands for its element n. */
type Taken = { readonly first: number; readonly bits: Int32Array };

/** Places where a value may be absent: an element of a segment that may be. */
type Maybe = Segment | undefined;

export function startReading(segments: readonly Segment[]): Reading {
  const first = segments[0]?.ordinal ?? 0;
  const last = segments.at(-1)?.ordinal ?? first;
  return { segments, taken: { first, bits: new Int32Array(last - first + 1) }, findings: [] };
}

/** A part of the run, in the same account. */
export function within(reading: Reading, segments: readonly Segment[]): Reading {
  return { ...reading, segments };
}

/** The segments with the id and, where given, one of the qualifiers in element 1. */
export function allOf(reading: Reading, id: string, ...qualifiers: readonly string[]): Segment[] {
  const found = reading.segments.filter((segment) => isOf(segment, id, qualifiers));
  if (qualifiers.length > 0) for (const segment of found) mark(reading, segment, 1);
  return found;
}

/** The first of them; the others are left to be read. */
export function firstOf(reading: Reading, id: string, ...qualifiers: readonly string[]): Maybe {
  const found = reading.segments.find((segment) => isOf(segment, id, qualifiers));
  if (found !== undefined && qualifiers.length > 0) mark(reading, found, 1);
  return found;
}

function isOf(segment: Segment, id: string, qualifiers: readonly string[]): boolean {
  if (idOf(segment) !== id) return false;
  return qualifiers.length === 0 || qualifiers.includes(elementOf(segment, 1));
}

export function textIn(reading: Reading, segment: Maybe, n: number): string {
  if (segment === undefined) return '';
  mark(reading, segment, n);
  return elementOf(segment, n);
}

/** An element that says what it always says counts as read; with anything else it is kept. */
export function expectIn(
  reading: Reading,
  segment: Maybe,
  n: number,
  ...texts: readonly string[]
): void {
  if (segment !== undefined && texts.includes(elementOf(segment, n))) mark(reading, segment, n);
}

/** At most `most` components; an element with more is read, and kept for what it also says. */
export function componentsIn(reading: Reading, segment: Maybe, n: number, most: number): string[] {
  if (segment === undefined) return [];
  const components = componentsOf(segment, n);
  if (components.slice(most).every((component) => component === '')) mark(reading, segment, n);
  return components.slice(0, most);
}

export function repetitionsIn(reading: Reading, segment: Maybe, n: number): string[] {
  if (segment === undefined) return [];
  mark(reading, segment, n);
  return repetitionsOf(segment, n);
}

/** A `CCYYMMDD`; null when absent or no day, and then kept. */
export function dateIn(reading: Reading, segment: Maybe, n: number): CalendarDate | null {
  return valueIn(reading, segment, n, parseCompactDate);
}

/** Dollars; null when absent or of another form, and then kept. */
export function amountIn(reading: Reading, segment: Maybe, n: number): Cents | null {
  return valueIn(reading, segment, n, parseAmount);
}

/** Any value that a text may hold: null when absent or unreadable; the latter is a finding. */
export function valueIn<T>(
  reading: Reading,
  segment: Maybe,
  n: number,
  parse: (text: string) => T | undefined,
): T | null {
  const text = segment === undefined ? '' : elementOf(segment, n);
  if (segment === undefined || text === '') return null;
  const value = parse(text);
  if (value === undefined) {
    const place = `${idOf(segment)}${String(n).padStart(2, '0')}`;
    reading.findings.push(issue('element-unreadable', 'warning', segment.ordinal, place));
    return null;
  }
  mark(reading, segment, n);
  return value;
}

/** Cents of what X12 may write for an amount: `12`, `12.5`, `.5`, `12.500`. */
export function parseAmount(text: string): Cents | undefined {
  const whole = text.replace(/^(-?)\./, '$10.');
  return parseDollars(whole.replace(/^(-?\d+\.\d{2})0+$/, '$1').replace(/\.$/, ''));
}

/** The segments of which something was not read. */
export function unread({ segments, taken }: Reading): Segment[] {
  return segments.filter((segment) => {
    const bits = taken.bits[segment.ordinal - taken.first] ?? 0;
    if (bits === 0) return true;
    return segment.elements.some((text, n) => n > 0 && text !== '' && !isTaken(bits, n));
  });
}

/** No guide knows a segment with more elements; what stands beyond is never read. */
const lastElement = 31;

function isTaken(bits: number, n: number): boolean {
  return n <= lastElement && ((bits >>> n) & 1) === 1;
}

function mark({ taken }: Reading, segment: Segment, n: number): void {
  const place = segment.ordinal - taken.first;
  if (n <= lastElement) taken.bits[place] = (taken.bits[place] ?? 0) | (1 << n);
}
