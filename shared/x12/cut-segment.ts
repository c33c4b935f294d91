/** Finds the elements of one segment, by what each byte means in its interchange. */
import { forgetPage } from './byte-text.ts';
import type { Delimiters } from './delimiters.ts';
import type { SegmentView } from './segment-view.ts';

const data = 0;
const widens = 1;
const separates = 2;
const terminates = 3;
const breaksLine = 4;

/** Bytes after a segment that are looked at with it, also where its file ends before. */
export const lookAhead = 2;

export type Signs = {
  /** What each of the 256 bytes means. */
  readonly meaning: Uint8Array;
  /** Between these two bytes all is data, and nearly all data is there. */
  low: number;
  high: number;
};

/** Until the first ISA everything is data. */
export function noSigns(): Signs {
  return { meaning: new Uint8Array(256), low: 0, high: 0 };
}

/** Sets what bytes mean where these are the delimiters. */
export function setSigns(signs: Signs, delimiters: Delimiters): void {
  const { meaning } = signs;
  meaning.fill(data, 0, 0x80);
  meaning.fill(widens, 0x80);
  meaning[0x0d] = breaksLine;
  meaning[0x0a] = breaksLine;
  meaning[delimiters.element.charCodeAt(0)] = separates;
  meaning[delimiters.segment.charCodeAt(0)] = terminates;
  signs.low = meaning.findLastIndex((means, byte) => byte < letterA && means !== data);
  signs.high = meaning.findIndex((means, byte) => byte > letterA && means !== data);
}

const letterA = 0x41;

export function isTerminator({ meaning }: Signs, byte: number): boolean {
  return meaning[byte] === terminates;
}

/** Finds the elements and returns the terminator's place, or `to` when there is none. */
export function split(
  view: SegmentView,
  bytes: Buffer,
  from: number,
  to: number,
  signs: Signs,
): number {
  const { starts } = view;
  const { meaning } = signs;
  let last = 0;
  starts[0] = from;
  view.wrappedAt = -1;
  view.wide = false;
  let at = plainEnd(bytes, from, signs);
  for (; at < to; at = plainEnd(bytes, at + 1, signs)) {
    const means = meaning[bytes[at] ?? 0] ?? data;
    if (means === separates) {
      last += 1;
      starts[last] = at + 1;
    } else if (means === terminates) break;
    else if (means !== data) noteOdd(view, means, at);
  }
  const end = Math.min(at, to);
  view.last = last;
  starts[last + 1] = end + 1;
  return end;
}

/** The next byte that may be no data; it may lie beyond the segment. Most bytes of a file pass here alone. */
function plainEnd(bytes: Buffer, from: number, { high, low }: Signs): number {
  let at = from;
  let byte = bytes[at] ?? 0;
  while (byte > low && byte < high) {
    at += 1;
    byte = bytes[at] ?? 0;
  }
  return at;
}

function noteOdd(view: SegmentView, means: number, at: number): void {
  if (means === widens) view.wide = true;
  else if (view.wrappedAt < 0) view.wrappedAt = at;
}

/** The segment's id as a number, see `tagOf`. */
export function tagIn({ bytes, starts }: SegmentView): number {
  const at = starts[0] ?? 0;
  const length = (starts[1] ?? 0) - 1 - at;
  if (length < 2 || length > 3) return 0;
  const two = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8);
  return length === 2 ? two : two | (bytes[at + 2] ?? 0);
}

/** Drops line breaks inside the segment by a copy; the CR of a CRLF terminator needs none. */
export function unwrap(view: SegmentView, signs: Signs, scratch: Buffer): void {
  const { at: from, bytes, end } = view;
  if (view.wrappedAt === end - 1) {
    view.starts[view.last + 1] = end;
    return;
  }
  let length = 0;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (signs.meaning[byte] === breaksLine) continue;
    scratch[length] = byte;
    length += 1;
  }
  scratch.fill(view.delimiters.segment, length, length + lookAhead);
  forgetPage(view.page);
  view.bytes = scratch;
  view.at = 0;
  view.end = length;
  split(view, scratch, 0, length, signs);
}
