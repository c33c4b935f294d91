/** The hash of an ST's body that neither delimiters, line breaks nor control numbers change. */
import { createHash, type Hash } from 'node:crypto';
import type { Delimiters } from '../x12/delimiters.ts';
import { longestSegmentBytes } from '../x12/scan.ts';
import type { SegmentView } from '../x12/segment-view.ts';

export type BodyHash = {
  readonly hash: Hash;
  readonly buffer: Buffer;
  length: number;
  /** Each byte as it is hashed: itself, or the mark of the delimiter that it is. */
  readonly marks: Uint8Array;
};

const elementMark = 0x1d;
const componentMark = 0x1f;
const repetitionMark = 0x1e;
const segmentMark = 0x1c;

export function startBodyHash(transactionSet: string, delimiters: Delimiters): BodyHash {
  const hash = createHash('sha256').update(`ST\x1d${transactionSet}\x1c`);
  const marks = Uint8Array.from({ length: 256 }, (_, byte) => byte);
  marks[delimiters.element.charCodeAt(0)] = elementMark;
  marks[delimiters.component.charCodeAt(0)] = componentMark;
  if (delimiters.repetition !== null) marks[delimiters.repetition.charCodeAt(0)] = repetitionMark;
  return { hash, buffer: Buffer.allocUnsafe(2 * longestSegmentBytes), length: 0, marks };
}

/** Adds a segment, its trailing empty elements dropped. */
export function hashSegment(body: BodyHash, view: SegmentView): void {
  const from = view.starts[0] ?? 0;
  const to = endOfContent(view, from);
  if (body.length + to - from + 1 > body.buffer.length) flush(body);
  copy(body, view.bytes, from, to);
}

export function endBodyHash(body: BodyHash): string {
  flush(body);
  return body.hash.digest('hex');
}

function endOfContent(view: SegmentView, from: number): number {
  let to = (view.starts[view.last + 1] ?? 1) - 1;
  const separator = view.delimiters.element.charCodeAt(0);
  while (to > from && view.bytes[to - 1] === separator) to -= 1;
  return to;
}

function copy(body: BodyHash, bytes: Buffer, from: number, to: number): void {
  const { buffer, marks } = body;
  let length = body.length;
  for (let at = from; at < to; at += 1) {
    buffer[length] = marks[bytes[at] ?? 0] ?? 0;
    length += 1;
  }
  buffer[length] = segmentMark;
  body.length = length + 1;
}

function flush(body: BodyHash): void {
  body.hash.update(body.buffer.subarray(0, body.length));
  body.length = 0;
}
