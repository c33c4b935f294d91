/** One segment where it lies in the bytes. The view is used again for the next segment: keep what you read, not it. */
import { type CalendarDate, parseCompactDate } from '../values/dates.ts';
import { type Cents, cents } from '../values/money.ts';
import { type Page, textAt, wideText } from './byte-text.ts';
import type { Delimiters } from './delimiters.ts';
import type { Segment } from './segment.ts';

export type SegmentView = {
  bytes: Buffer;
  /** Element n lies from `starts[n]` to before `starts[n + 1] - 1`; element 0 is the segment's id. */
  readonly starts: Int32Array;
  /** The number of the last element. */
  last: number;
  /** The id as a number, see `tagOf`. */
  tag: number;
  /** Where the segment lies in `bytes`, and its terminator. */
  at: number;
  end: number;
  /** The first line break inside the segment, -1 without one. */
  wrappedAt: number;
  /** Whether a byte is not ASCII. */
  wide: boolean;
  readonly page: Page;
  delimiters: Delimiters;
  /** Bytes of the segment in its file, its terminator included. */
  from: number;
  to: number;
  /** 1-based place of the segment in its file. */
  ordinal: number;
};

const blank = 0x20;
const longestAmount = 10;

/** A segment id of two or three letters as a number, so that ids are compared without making strings. */
export function tagOf(id: string): number {
  if (id.length < 2 || id.length > 3) return 0;
  return (id.charCodeAt(0) << 16) | (id.charCodeAt(1) << 8) | (id.charCodeAt(2) || 0);
}

/** Where the element begins in the view's bytes. */
export function startOf(view: SegmentView, n: number): number {
  return n > view.last ? 0 : (view.starts[n] ?? 0);
}

/** Where it ends: its separator's place. */
export function stopOf(view: SegmentView, n: number): number {
  return n > view.last ? 0 : (view.starts[n + 1] ?? 1) - 1;
}

/** Whether the element is absent or blank. */
export function isEmpty(view: SegmentView, n: number): boolean {
  const to = stopOf(view, n);
  for (let at = startOf(view, n); at < to; at += 1) if (view.bytes[at] !== blank) return false;
  return true;
}

/** Whether an element after `n` says anything. */
export function saysBeyond(view: SegmentView, n: number): boolean {
  for (let next = n + 1; next <= view.last; next += 1) if (!isEmpty(view, next)) return true;
  return false;
}

/** Whether the element reads exactly `code`. */
export function reads(view: SegmentView, n: number, code: string): boolean {
  const from = startOf(view, n);
  if (stopOf(view, n) - from !== code.length) return false;
  for (let i = 0; i < code.length; i += 1) {
    if (view.bytes[from + i] !== code.charCodeAt(i)) return false;
  }
  return true;
}

/** An element of at most three bytes as a number, see `codeOf`; -1 for a longer one. */
export function code(view: SegmentView, n: number): number {
  if (n > view.last) return 0;
  const { bytes, starts } = view;
  const from = starts[n] ?? 0;
  const to = (starts[n + 1] ?? 1) - 1;
  if (to - from > 3) return -1;
  let key = 0;
  for (let at = from; at < to; at += 1) key = (key << 8) | (bytes[at] ?? 0);
  return key;
}

export function codeOf(text: string): number {
  let key = 0;
  for (let at = 0; at < text.length; at += 1) key = (key << 8) | text.charCodeAt(at);
  return key;
}

/** The element without blanks around it; empty when absent. */
export function text(view: SegmentView, n: number): string {
  if (n > view.last) return '';
  const { starts } = view;
  return viewText(view, starts[n] ?? 0, (starts[n + 1] ?? 1) - 1);
}

function viewText({ bytes, page, wide }: SegmentView, from: number, to: number): string {
  return wide ? wideText(bytes, from, to) : textAt(page, bytes, from, to);
}

/** The element's components; `['']` when absent. */
export function parts(view: SegmentView, n: number): string[] {
  const { bytes } = view;
  const separator = view.delimiters.component.charCodeAt(0);
  const to = stopOf(view, n);
  const found: string[] = [];
  let start = startOf(view, n);
  for (let at = start; at < to; at += 1) {
    if (bytes[at] !== separator) continue;
    found.push(viewText(view, start, at));
    start = at + 1;
  }
  found.push(viewText(view, start, to));
  return found;
}

/** Cents of a decimal number of at most 10 digits (element 782); null when absent or of any other form. */
export function amount(view: SegmentView, n: number): Cents | null {
  if (n > view.last) return null;
  const { bytes, starts } = view;
  const from = starts[n] ?? 0;
  const to = (starts[n + 1] ?? 1) - 1;
  const negative = bytes[from] === 0x2d;
  const short = shortAmount(bytes, negative ? from + 1 : from, to);
  if (short < 0) return longAmount(bytes, from, to);
  return cents(negative ? 0 - short : short);
}

/** Nearly all amounts: up to seven digits, then none, one or two decimals. -1 for any other. */
function shortAmount(bytes: Buffer, from: number, to: number): number {
  const most = Math.min(from + 7, to);
  let value = 0;
  let at = from;
  for (; at < most; at += 1) {
    const digit = (bytes[at] ?? 0) - 0x30;
    if (digit < 0 || digit > 9) break;
    value = value * 10 + digit;
  }
  if (at === from) return -1;
  if (at === to) return value * 100;
  return bytes[at] === 0x2e ? withDecimals(bytes, at + 1, to, value) : -1;
}

function withDecimals(bytes: Buffer, from: number, to: number, dollars: number): number {
  const length = to - from;
  if (length !== 1 && length !== 2) return -1;
  const tenths = (bytes[from] ?? 0) - 0x30;
  const hundredths = length === 2 ? (bytes[from + 1] ?? 0) - 0x30 : 0;
  if (tenths < 0 || tenths > 9 || hundredths < 0 || hundredths > 9) return -1;
  return dollars * 100 + tenths * 10 + hundredths;
}

function longAmount(bytes: Buffer, from: number, to: number): Cents | null {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === blank) start += 1;
  while (end > start && bytes[end - 1] === blank) end -= 1;
  const negative = bytes[start] === 0x2d && start < end;
  return decimalCents(bytes, negative ? start + 1 : start, end, negative ? -1 : 1);
}

function decimalCents(bytes: Buffer, from: number, to: number, sign: number): Cents | null {
  const point = digitsEnd(bytes, from, to);
  const end = bytes[point] === 0x2e && point < to ? digitsEnd(bytes, point + 1, to) : point;
  const kept = Math.min(end, point + 3);
  const decimals = Math.max(0, kept - point - 1);
  const digits = point - from + decimals;
  if (end < to || digits === 0 || digits > longestAmount) return null;
  for (let at = kept; at < end; at += 1) if (bytes[at] !== 0x30) return null;
  const value = integer(bytes, from, point) * 10 ** decimals + integer(bytes, point + 1, kept);
  return cents(sign * value * (decimals === 2 ? 1 : decimals === 1 ? 10 : 100));
}

function digitsEnd(bytes: Buffer, from: number, to: number): number {
  let at = from;
  while (at < to && (bytes[at] ?? 0) >= 0x30 && (bytes[at] ?? 0) <= 0x39) at += 1;
  return at;
}

function integer(bytes: Buffer, from: number, to: number): number {
  let value = 0;
  for (let at = from; at < to; at += 1) value = value * 10 + ((bytes[at] ?? 0) - 0x30);
  return value;
}

/** The day of a `CCYYMMDD` element; null when absent or no day. */
export function date(view: SegmentView, n: number): CalendarDate | null {
  const from = startOf(view, n);
  const to = stopOf(view, n);
  if (to - from !== 8) return null;
  let key = 0;
  for (let at = from; at < to; at += 1) key = key * 10 + ((view.bytes[at] ?? 0) - 0x30);
  const known = days.get(key);
  return known !== undefined && key > 10_000_000 ? known : rememberDay(key, text(view, n));
}

/** A file names few days many times. */
const days = new Map<number, CalendarDate>();

function rememberDay(key: number, compact: string): CalendarDate | null {
  const day = parseCompactDate(compact);
  if (day === undefined) return null;
  if (days.size >= 4096) days.clear();
  days.set(key, day);
  return day;
}

/** The segment as a value that may be kept. */
export function keep(view: SegmentView): Segment {
  const elements: string[] = [];
  for (let n = 0; n <= view.last; n += 1) elements.push(text(view, n));
  return {
    elements,
    delimiters: view.delimiters,
    from: view.from,
    to: view.to,
    ordinal: view.ordinal,
  };
}
