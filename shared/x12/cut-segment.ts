/** Finds the elements of one segment, by what each byte means in its interchange. */
import { forgetPage } from './byte-text.ts';
import type { Delimiters } from './delimiters.ts';
import type { SegmentView } from './segment-view.ts';

const data = 0;
const widens = 1;
const separates = 2;
const terminates = 3;
const breaksLine = 4;

/** A segment's id is read with the byte after it, even where the file ends before. */
export const idBytes = 4;

/** Sets what each of the 256 bytes means where these are the delimiters. */
export function setMeaning(meaning: Uint8Array, delimiters: Delimiters): void {
  meaning.fill(data, 0, 0x80);
  meaning.fill(widens, 0x80);
  meaning[0x0d] = breaksLine;
  meaning[0x0a] = breaksLine;
  meaning[delimiters.element.charCodeAt(0)] = separates;
  meaning[delimiters.segment.charCodeAt(0)] = terminates;
}

export function isTerminator(meaning: Uint8Array, byte: number): boolean {
  return meaning[byte] === terminates;
}

/** Finds the elements and returns the terminator's place, or `to` when there is none. */
export function split(
  view: SegmentView,
  bytes: Buffer,
  from: number,
  to: number,
  meaning: Uint8Array,
): number {
  const { starts } = view;
  let last = 0;
  starts[0] = from;
  let at = from;
  view.wrappedAt = -1;
  view.wide = false;
  for (; at < to; at += 1) {
    const means = meaning[bytes[at] ?? 0];
    if (means === data) continue;
    if (means === separates) {
      last += 1;
      starts[last] = at + 1;
    } else if (means === terminates) break;
    else if (means === widens) view.wide = true;
    else if (view.wrappedAt < 0) view.wrappedAt = at;
  }
  view.last = last;
  starts[last + 1] = at + 1;
  return at;
}

/** An id of two or three letters as a number, see `tagOf`; what comes after it ends it. */
export function tagAt(bytes: Buffer, at: number, meaning: Uint8Array): number {
  const two = ((bytes[at] ?? 0) << 16) | ((bytes[at + 1] ?? 0) << 8);
  const third = bytes[at + 2] ?? 0;
  if ((meaning[third] ?? 0) > widens) return two;
  return (meaning[bytes[at + 3] ?? 0] ?? 0) > widens ? two | third : 0;
}

/** Drops line breaks inside the segment by a copy; the CR of a CRLF terminator needs none. */
export function unwrap(view: SegmentView, meaning: Uint8Array, scratch: Buffer): void {
  const { at: from, bytes, end } = view;
  if (view.wrappedAt === end - 1) {
    view.starts[view.last + 1] = end;
    return;
  }
  let length = 0;
  for (let at = from; at < end; at += 1) {
    const byte = bytes[at] ?? 0;
    if (meaning[byte] === breaksLine) continue;
    scratch[length] = byte;
    length += 1;
  }
  scratch.fill(view.delimiters.segment, length, length + idBytes);
  forgetPage(view.page);
  view.bytes = scratch;
  view.at = 0;
  view.end = length;
  split(view, scratch, 0, length, meaning);
}
