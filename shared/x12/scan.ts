/**
 * Cuts bytes into segments, chunk by chunk, in memory that does not grow with the file. Knows where an
 * ISA may stand, and that 005010 has no release character; knows no other segment.
 */
import { type Issue, issue } from '../values/issue.ts';
import { forgetPage, newPage } from './byte-text.ts';
import {
  isTerminator,
  lookAhead,
  noSigns,
  type Signs,
  setSigns,
  split,
  tagIn,
  unwrap,
} from './cut-segment.ts';
import { type Delimiters, detectDelimiters, standardDelimiters } from './delimiters.ts';
import type { SegmentView } from './segment-view.ts';

/** A longer segment is no X12 but an attack on memory. */
export const longestSegmentBytes = 65_536;

export type Visit = (view: SegmentView) => void;

export type Scanner = {
  readonly buffer: Buffer;
  /** Where the bytes that no segment has taken begin; what lies before stays until the next chunk. */
  start: number;
  length: number;
  /** The buffer's place in the file. */
  base: number;
  /** Null until the first ISA. */
  delimiters: Delimiters | null;
  readonly signs: Signs;
  readonly view: SegmentView;
  /** The copy of a segment that line breaks had wrapped. */
  readonly scratch: Buffer;
  /** Why reading ended before the bytes did. */
  fatal: Issue | null;
};

const pieceBytes = 16_384;
const lf = 10;

/** A scanner of a whole file, or of the range of one that begins at `base`. */
export function startScan(delimiters: Delimiters | null = null, base = 0): Scanner {
  const buffer = Buffer.allocUnsafeSlow(longestSegmentBytes + pieceBytes + lookAhead);
  const scanner: Scanner = {
    buffer,
    start: 0,
    length: 0,
    base,
    delimiters: null,
    signs: noSigns(),
    view: {
      bytes: buffer,
      starts: new Int32Array(longestSegmentBytes + 2),
      last: 0,
      tag: 0,
      at: 0,
      end: 0,
      wrappedAt: -1,
      wide: false,
      page: newPage(),
      delimiters: standardDelimiters,
      from: base,
      to: base,
      ordinal: 0,
    },
    scratch: Buffer.allocUnsafeSlow(longestSegmentBytes + lookAhead),
    fatal: null,
  };
  if (delimiters !== null) adopt(scanner, delimiters);
  return scanner;
}

/** Visits the segments that end in the bytes so far. */
export function scan(scanner: Scanner, chunk: Uint8Array, visit: Visit): void {
  for (const piece of pieces(chunk)) {
    if (scanner.fatal !== null) return;
    append(scanner, piece);
    if (mayComplete(scanner, piece)) drain(scanner, visit, false);
  }
}

function append(scanner: Scanner, piece: Uint8Array): void {
  const { buffer, length, start } = scanner;
  forgetPage(scanner.view.page);
  buffer.copyWithin(0, start, length);
  buffer.set(piece, length - start);
  scanner.base += start;
  scanner.length = length - start + piece.length;
  scanner.start = 0;
}

/** A chunk cut small enough for the scanner, whatever the size it came in. */
export function* pieces(chunk: Uint8Array): Generator<Uint8Array> {
  for (let from = 0; from < chunk.length; from += pieceBytes) {
    yield chunk.subarray(from, from + pieceBytes);
  }
}

/** Visits what is left, a last segment without a terminator included. */
export function endScan(scanner: Scanner, visit: Visit): void {
  const { buffer, delimiters, length } = scanner;
  buffer.fill(delimiters?.segment ?? '', length, length + lookAhead);
  drain(scanner, visit, true);
  if (scanner.delimiters === null) scanner.fatal ??= issue('no-interchange', 'fatal');
}

/** Spares the search where small chunks slowly fill one segment. */
function mayComplete(scanner: Scanner, piece: Uint8Array): boolean {
  const { buffer, delimiters, length } = scanner;
  if (delimiters === null || length >= longestSegmentBytes) return true;
  return (
    piece.includes(delimiters.segment.charCodeAt(0)) ||
    isaAt(buffer, scanner.start, length) !== 'no'
  );
}

function drain(scanner: Scanner, visit: Visit, ended: boolean): void {
  const { buffer, view } = scanner;
  let at = scanner.start;
  while (scanner.fatal === null) {
    if (buffer[at] === lf && at < scanner.length) at += 1;
    at = skipBlanks(scanner, at);
    if (at >= scanner.length) break;
    const next = takeSegment(scanner, at, ended);
    if (next < 0) break;
    visit(view);
    at = next;
  }
  scanner.start = Math.min(at, scanner.length);
}

/** Line ends, padding, byte order marks and empty segments stand between segments and mean nothing. */
function skipBlanks(scanner: Scanner, from: number): number {
  const { buffer, length, signs } = scanner;
  let at = from;
  for (; at < length; at += 1) {
    const byte = buffer[at] ?? 0;
    if (byte > 0x40 && byte < 0x5b) break;
    if (byte > 0x20 && !isTerminator(signs, byte) && !isMark(byte)) break;
  }
  return at;
}

function isMark(byte: number): boolean {
  return byte === 0xef || byte === 0xbb || byte === 0xbf;
}

/** Sets the view to the segment at `at` and returns where it ends; -1 when that can not be said yet. */
function takeSegment(scanner: Scanner, at: number, ended: boolean): number {
  const { buffer, length, view } = scanner;
  if (buffer[at] === 0x49 && !enterIsa(scanner, at, ended)) return -1;
  if (scanner.delimiters === null) return stop(scanner, 'no-interchange');
  const limit = Math.min(length, at + longestSegmentBytes);
  const end = split(view, buffer, at, limit, scanner.signs);
  if (end === limit) {
    if (limit < length) return stop(scanner, 'segment-too-long');
    if (!ended) return -1;
  }
  view.bytes = buffer;
  view.at = at;
  view.end = end;
  view.from = scanner.base + at;
  view.to = scanner.base + Math.min(end + 1, length);
  view.ordinal += 1;
  if (view.wrappedAt >= 0) unwrap(view, scanner.signs, scanner.scratch);
  view.tag = tagIn(view);
  return end + 1;
}

/** False when what may be an ISA can not be read, or not yet; true for any other segment. */
function enterIsa(scanner: Scanner, at: number, ended: boolean): boolean {
  const isa = isaAt(scanner.buffer, at, scanner.length);
  if (isa === 'maybe') return ended;
  return isa === 'no' || renew(scanner, at, ended);
}

/** Takes the delimiters of the ISA at `at`; false when it can not be read, or not yet. */
function renew(scanner: Scanner, at: number, ended: boolean): boolean {
  const detected = detectDelimiters(scanner.buffer, at, scanner.length, ended);
  if (detected.outcome === 'found') adopt(scanner, detected.delimiters);
  else if (detected.outcome === 'impossible' || ended) stop(scanner, 'interchange-unreadable');
  return detected.outcome === 'found';
}

function adopt(scanner: Scanner, delimiters: Delimiters): void {
  scanner.delimiters = delimiters;
  scanner.view.delimiters = delimiters;
  setSigns(scanner.signs, delimiters);
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
