/** Segments of one line that inquiries and their answers share: TRN, AAA, and procedures with modifiers (C003). */
import { allOf, componentsIn, type Reading, textIn } from './reading.ts';
import { elementOf, type Segment } from './segment.ts';
import type { OutgoingSegment } from './write.ts';

/** TRN: a number under which somebody knows this question. */
export type Trace = {
  /** TRN01: 1 of who asks, 2 given back by who answers. */
  readonly kind: string;
  readonly number: string;
  /** TRN03, whose number it is, and TRN04. */
  readonly origin: string;
  readonly originDetail: string;
};

/** AAA: why a question is not answered. */
export type Rejection = {
  /** AAA01 `Y`: the question was well formed, and yet there is no answer. */
  readonly valid: string;
  /** AAA03: 42 unable to respond now, 72 member id, 73 name, 75 not found, … */
  readonly reason: string;
  /** AAA04: C correct and resubmit, N do not resubmit, R resubmission allowed, … */
  readonly followUp: string;
};

/** C003. */
export type Procedure = {
  /** HC, or another code list. */
  readonly qualifier: string;
  readonly code: string;
  readonly modifiers: readonly string[];
  readonly description: string;
  /** The last code of a range that begins with `code`. */
  readonly rangeEnd: string;
};

export function readTraces(reading: Reading): Trace[] {
  return allOf(reading, 'TRN').map((trn) => ({
    kind: textIn(reading, trn, 1),
    number: textIn(reading, trn, 2),
    origin: textIn(reading, trn, 3),
    originDetail: textIn(reading, trn, 4),
  }));
}

export function traceSegments(traces: readonly Trace[]): OutgoingSegment[] {
  return traces.map((trace) => ['TRN', trace.kind, trace.number, trace.origin, trace.originDetail]);
}

export function readRejections(reading: Reading): Rejection[] {
  return allOf(reading, 'AAA').map((aaa) => ({
    valid: textIn(reading, aaa, 1),
    reason: textIn(reading, aaa, 3),
    followUp: textIn(reading, aaa, 4),
  }));
}

export function rejectionSegments(rejections: readonly Rejection[]): OutgoingSegment[] {
  return rejections.map(({ followUp, reason, valid }) => ['AAA', valid, '', reason, followUp]);
}

/** Null where the element is empty. */
export function readProcedure(
  reading: Reading,
  segment: Segment | undefined,
  n: number,
): Procedure | null {
  if (segment === undefined || elementOf(segment, n) === '') return null;
  const [qualifier = '', code = '', ...rest] = componentsIn(reading, segment, n, 8);
  const modifiers = rest.slice(0, 4).filter((modifier) => modifier !== '');
  return { qualifier, code, modifiers, description: rest[4] ?? '', rangeEnd: rest[5] ?? '' };
}

/** The composite; empty without a procedure. */
export function procedureParts(procedure: Procedure | null): string[] {
  if (procedure === null) return [];
  const { code, description, modifiers, qualifier, rangeEnd } = procedure;
  const four = [0, 1, 2, 3].map((at) => modifiers[at] ?? '');
  return [qualifier, code, ...four, description, rangeEnd];
}

/** A decimal as X12 writes one, kept as the sender wrote it. */
export function parseDecimal(text: string): string | undefined {
  return /^-?(\d{1,15}(\.\d{0,9})?|\.\d{1,9})$/.test(text) ? text : undefined;
}
