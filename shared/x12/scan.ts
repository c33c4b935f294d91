/**
 * Cuts bytes into segments, chunk by chunk, in memory that does not grow with the file. Knows where an
 * ISA may stand, and that 005010 has no release character; knows no other segment.
 */
import { type Issue, issue } from '../values/issue.ts';
import { type Delimiters, detectDelimiters, standardDelimiters } from './delimiters.ts';
import type { SegmentView } from './segment-view.ts';

/** A longer segment is no X12 but an attack on memory. */
export const longestSegmentBytes = 65_536;

export type Visit = (view: SegmentView) => void;

export type Scanner = {
  /** Bytes that no segment has taken yet, from the file's byte `base` on. */
  readonly buffer: Buffer;
  length: number;
  base: number;
  /** Null until the first ISA. */
  delimiters: Delimiters | null;
  /** What a byte means in a segment: one of the four numbers below. */
  readonly meaning: Uint8Array;
  readonly view: SegmentView;
  /** The copy of a segment that line breaks had wrapped. */
  readonly scratch: Buffer;
  /** Why reading ended before the bytes did. */
  fatal: Issue | null;
};

const data = 0;
const separates = 1;
const terminates = 2;
const breaksLine = 3;

const pieceBytes = 65_536;
const cr = 13;
const lf = 10;

/** A scanner of a whole file, or of the range of one that begins at `base`. */
export function startScan(delimiters: Delimiters | null = null, base = 0): Scanner {
  const buffer = Buffer.allocUnsafeSlow(longestSegmentBytes + pieceBytes);
  const scanner: Scanner = {
    buffer,
    length: 0,
    base,
    delimiters: null,
    meaning: new Uint8Array(256),
    view: {
      bytes: buffer,
      starts: new Int32Array(longestSegmentBytes + 2),
      last: 0,
      tag: 0,
      wrappedAt: -1,
      delimiters: standardDelimiters,
      from: base,
      to: base,
      ordinal: 0,
    },
    scratch: Buffer.allocUnsafeSlow(longestSegmentBytes),
    fatal: null,
  };
  if (delimiters !== null) adopt(scanner, delimiters);
  return scanner;
}

/** Visits the segments that end in the bytes so far. */
export function scan(scanner: Scanner, chunk: Uint8Array, visit: Visit): void {
  for (const piece of pieces(chunk)) {
    if (scanner.fatal !== null) return;
    scanner.buffer.set(piece, scanner.length);
    scanner.length += piece.length;
    if (mayComplete(scanner, piece)) drain(scanner, visit, false);
  }
}

/** A chunk cut small enough for the scanner, whatever the size it came in. */
export function* pieces(chunk: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < chunk.length; from += pieceBytes) {
    yield chunk.subarray(from, from + pieceBytes);
  }
}

/** Visits what is left, a last segment without a terminator included. */
export function endScan(scanner: Scanner, visit: Visit): void {
  drain(scanner, visit, true);
  if (scanner.delimiters === null) scanner.fatal ??= issue('no-interchange', 'fatal');
}

/** Spares the search where small chunks slowly fill one segment. */
function mayComplete(scanner: Scanner, piece: Uint8Array): boolean {
  const { buffer, delimiters, length } = scanner;
  if (delimiters === null || length >= longestSegmentBytes) return true;
  return piece.includes(delimiters.segment.charCodeAt(0)) || isaAt(buffer, 0, length) !== 'no';
}

function drain(scanner: Scanner, visit: Visit, ended: boolean): void {
  let at = 0;
  while (scanner.fatal === null) {
    at = skipBlanks(scanner, at);
    if (at >= scanner.length) break;
    const next = takeSegment(scanner, at, ended);
    if (next < 0) break;
    visit(scanner.view);
    at = next;
  }
  scanner.buffer.copyWithin(0, at, scanner.length);
  scanner.length -= at;
  scanner.base += at;
}

/** Line ends, padding, byte order marks and empty segments stand between segments and mean nothing. */
function skipBlanks(scanner: Scanner, from: number): number {
  const { buffer, length, meaning } = scanner;
  let at = from;
  for (; at < length; at += 1) {
    const byte = buffer[at] ?? 0;
    const mark = byte === 0xef || byte === 0xbb || byte === 0xbf;
    if (byte > 0x20 && meaning[byte] !== terminates && !mark) break;
  }
  return at;
}

/** Sets the view to the segment at `at` and returns where it ends; -1 when that can not be said yet. */
function takeSegment(scanner: Scanner, at: number, ended: boolean): number {
  const { buffer, length } = scanner;
  const isa = isaAt(buffer, at, length);
  if (isa === 'maybe' && !ended) return -1;
  if (isa === 'yes' && !renew(scanner, at, ended)) return -1;
  if (scanner.delimiters === null) return stop(scanner, 'no-interchange');
  const limit = Math.min(length, at + longestSegmentBytes);
  const end = split(scanner.view, buffer, at, limit, scanner.meaning);
  if (end === limit && limit < length) return stop(scanner, 'segment-too-long');
  if (end === length && !ended) return -1;
  return complete(scanner, at, end);
}

function complete(scanner: Scanner, at: number, end: number): number {
  const { buffer, view } = scanner;
  view.bytes = buffer;
  view.from = scanner.base + at;
  view.to = scanner.base + Math.min(end + 1, scanner.length);
  view.ordinal += 1;
  unwrap(scanner, at, end);
  const from = view.starts[0] ?? 0;
  const idBytes = (view.starts[1] ?? 0) - 1 - from;
  view.tag = idBytes === 2 || idBytes === 3 ? tagAt(view.bytes, from, idBytes) : 0;
  return end + 1;
}

function tagAt(bytes: Buffer, from: number, length: number): number {
  const third = length === 3 ? (bytes[from + 2] ?? 0) : 0;
  return ((bytes[from] ?? 0) << 16) | ((bytes[from + 1] ?? 0) << 8) | third;
}

/** Finds the elements and returns the terminator's place, or `to` when there is none. */
function split(view: SegmentView, bytes: Buffer, from: number, to: number, meaning: Uint8Array) {
  const { starts } = view;
  let last = 0;
  starts[0] = from;
  let at = from;
  view.wrappedAt = -1;
  for (; at < to; at += 1) {
    const means = meaning[bytes[at] ?? 0];
    if (means === data) continue;
    if (means === separates) {
      last += 1;
      starts[last] = at + 1;
    } else if (means === terminates) break;
    else if (view.wrappedAt < 0) view.wrappedAt = at;
  }
  view.last = last;
  starts[last + 1] = at + 1;
  return at;
}

/** Drops line breaks inside the segment; the CR of a CRLF terminator needs no copy. */
function unwrap(scanner: Scanner, from: number, end: number): void {
  const { buffer, meaning, scratch, view } = scanner;
  if (view.wrappedAt < 0) return;
  if (view.wrappedAt === end - 1) {
    view.starts[view.last + 1] = end;
    return;
  }
  let length = 0;
  for (let at = from; at < end; at += 1) {
    const byte = buffer[at] ?? 0;
    if (meaning[byte] === breaksLine) continue;
    scratch[length] = byte;
    length += 1;
  }
  view.bytes = scratch;
  split(view, scratch, 0, length, meaning);
}

/** Takes the delimiters of the ISA at `at`; false when it can not be read, or not yet. */
function renew(scanner: Scanner, at: number, ended: boolean): boolean {
  const detected = detectDelimiters(scanner.buffer, at, scanner.length);
  if (detected.outcome === 'found') adopt(scanner, detected.delimiters);
  else if (detected.outcome === 'impossible' || ended) stop(scanner, 'interchange-unreadable');
  return detected.outcome === 'found';
}

function adopt(scanner: Scanner, delimiters: Delimiters): void {
  const { meaning } = scanner;
  scanner.delimiters = delimiters;
  scanner.view.delimiters = delimiters;
  meaning.fill(data);
  meaning[cr] = breaksLine;
  meaning[lf] = breaksLine;
  meaning[delimiters.element.charCodeAt(0)] = separates;
  meaning[delimiters.segment.charCodeAt(0)] = terminates;
}

function stop(scanner: Scanner, code: string): -1 {
  scanner.fatal = issue(code, 'fatal', scanner.view.ordinal + 1);
  return -1;
}

/** An ISA is known by its id and a fourth character that is no letter: `ISAAC` begins no interchange. */
function isaAt(bytes: Buffer, at: number, length: number): 'yes' | 'no' | 'maybe' {
  if (bytes[at] !== 0x49) return 'no';
  if (length - at < 4) return 'maybe';
  const named = bytes[at + 1] === 0x53 && bytes[at + 2] === 0x41;
  return named && !isAlphanumeric(bytes[at + 3] ?? 0) ? 'yes' : 'no';
}

function isAlphanumeric(byte: number): boolean {
  const upper = byte & 0xdf;
  return (byte >= 0x30 && byte <= 0x39) || (upper >= 0x41 && upper <= 0x5a);
}
