/** The hash of an ST's body that neither delimiters, line breaks nor control numbers change. */
import { createHash, type Hash } from 'node:crypto';
import { type Delimiters, standardDelimiters } from '../x12/delimiters.ts';
import { longestSegmentBytes } from '../x12/scan.ts';
import type { SegmentView } from '../x12/segment-view.ts';

/**
 * What is hashed is the body as most payers send it: standard delimiters, `~` and LF after each segment.
 * Where a file has these bytes already they are hashed where they lie, else a copy is.
 */
export type BodyHash = {
  readonly hash: Hash;
  /** Copies that are not hashed yet. */
  readonly copies: Buffer;
  length: number;
  /** Segments that are not hashed yet, side by side in the scanner's buffer. */
  run: Buffer;
  runFrom: number;
  runTo: number;
  readonly standard: boolean;
  /** Each byte as it is hashed, where it is not hashed as it is. */
  readonly marks: Uint8Array;
};

const { component: c, element: e, segment: s } = standardDelimiters;
const repetitionSign = '^'.charCodeAt(0);
const componentSign = c.charCodeAt(0);
const separator = e.charCodeAt(0);
const terminator = s.charCodeAt(0);
const noRun = Buffer.alloc(0);
const lineEnd = 0x0a;
/** Shorter runs are copied: a call of the hash costs more. */
const shortestRun = 1024;

export function startBodyHash(transactionSet: string, delimiters: Delimiters): BodyHash {
  return {
    hash: createHash('sha256').update(`ST*${transactionSet}~\n`),
    copies: Buffer.allocUnsafe(2 * longestSegmentBytes),
    length: 0,
    run: noRun,
    runFrom: 0,
    runTo: 0,
    standard: isStandard(delimiters),
    marks: marksOf(delimiters),
  };
}

/** Adds a segment, its trailing empty elements dropped. */
export function hashSegment(body: BodyHash, view: SegmentView): void {
  const { at, bytes, end, wrappedAt } = view;
  if (!body.standard || wrappedAt >= 0 || !endsAsHashed(bytes, end)) copy(body, view);
  else if (body.runTo === at && body.run === bytes) body.runTo = end + 2;
  else {
    settleHash(body);
    body.run = bytes;
    body.runFrom = at;
    body.runTo = end + 2;
  }
}

/** To be called before the scanner's buffer takes other bytes. */
export function settleHash(body: BodyHash): void {
  const { run, runFrom, runTo } = body;
  const length = runTo - runFrom;
  if (length === 0) return;
  if (length < shortestRun) {
    reserve(body, length);
    body.length += run.copy(body.copies, body.length, runFrom, runTo);
  } else {
    flush(body);
    body.hash.update(run.subarray(runFrom, runTo));
  }
  body.runFrom = 0;
  body.runTo = 0;
}

export function endBodyHash(body: BodyHash): string {
  settleHash(body);
  flush(body);
  return body.hash.digest('hex');
}

/** Standard delimiters stand for any; data that reads like one is told from them by a control character. */
function marksOf({ component, element, repetition, segment }: Delimiters): Uint8Array {
  const marks = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  const mark = (own: string, as: number) => {
    marks[own.charCodeAt(0)] = as;
  };
  for (const [index, sign] of ['*', ':', '^', '~'].entries()) mark(sign, 0x1c + index);
  mark(repetition ?? '^', repetitionSign);
  mark(component, componentSign);
  mark(element, separator);
  mark(segment, terminator);
  return marks;
}

function isStandard({ component, element, repetition, segment }: Delimiters): boolean {
  return element === e && component === c && segment === s && (repetition ?? '^') === '^';
}

function endsAsHashed(bytes: Buffer, to: number): boolean {
  return bytes[to] === terminator && bytes[to + 1] === lineEnd && bytes[to - 1] !== separator;
}

function copy(body: BodyHash, view: SegmentView): void {
  const from = view.starts[0] ?? 0;
  const to = (view.starts[view.last + 1] ?? 1) - 1;
  settleHash(body);
  reserve(body, to - from + 2);
  const { copies, marks } = body;
  const { bytes } = view;
  let { length } = body;
  for (let at = from; at < to; at += 1) {
    copies[length] = marks[bytes[at] ?? 0] ?? 0;
    length += 1;
  }
  while (length > body.length && copies[length - 1] === separator) length -= 1;
  copies[length] = terminator;
  copies[length + 1] = lineEnd;
  body.length = length + 2;
}

function reserve(body: BodyHash, length: number): void {
  if (body.length + length > body.copies.length) flush(body);
}

function flush(body: BodyHash): void {
  if (body.length > 0) body.hash.update(body.copies.subarray(0, body.length));
  body.length = 0;
}
