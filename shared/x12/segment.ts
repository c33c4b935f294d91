/** A segment as a value, for readers that keep segments; large files are read through views instead. */
import type { Delimiters } from './delimiters.ts';

export type Segment = {
  /** Element 0 is the id, so that `elements[1]` is CLM01. Without blanks around them. */
  readonly elements: readonly string[];
  readonly delimiters: Delimiters;
  /** Bytes of the segment in its file, its terminator included. */
  readonly from: number;
  readonly to: number;
  /** 1-based place of the segment in its file. */
  readonly ordinal: number;
};

export function idOf(segment: Segment): string {
  return elementOf(segment, 0);
}

/** Element `n`, empty when absent. */
export function elementOf(segment: Segment, n: number): string {
  return segment.elements[n] ?? '';
}

/** The components of element `n`; `['']` when absent. */
export function componentsOf(segment: Segment, n: number): string[] {
  return elementOf(segment, n).split(segment.delimiters.component);
}

/** The repetitions of element `n`; none when it is empty. */
export function repetitionsOf(segment: Segment, n: number): string[] {
  const element = elementOf(segment, n);
  const { repetition } = segment.delimiters;
  if (element === '') return [];
  return repetition === null ? [element] : element.split(repetition);
}

/** Cuts a list before each segment with one of the ids; the first run is what comes before them. */
export function splitBefore(
  segments: readonly Segment[],
  ...ids: readonly string[]
): [Segment[], ...Segment[][]] {
  const first: Segment[] = [];
  const rest: Segment[][] = [];
  let run = first;
  for (const segment of segments) {
    if (ids.includes(idOf(segment))) {
      run = [];
      rest.push(run);
    }
    run.push(segment);
  }
  return [first, ...rest];
}

/** The first segment with the id and, where given, the qualifier in element 1. */
export function findSegment(
  segments: readonly Segment[],
  id: string,
  qualifier?: string,
): Segment | undefined {
  return segments.find(
    (segment) =>
      idOf(segment) === id && (qualifier === undefined || elementOf(segment, 1) === qualifier),
  );
}

/** Element `n` of that segment, empty when there is none. */
export function findElement(
  segments: readonly Segment[],
  n: number,
  id: string,
  qualifier?: string,
): string {
  const segment = findSegment(segments, id, qualifier);
  return segment === undefined ? '' : elementOf(segment, n);
}
