/** What stands between an ST and its SE, and the envelope that makes a file of it. */
import { elementOf, type Segment } from '../shared/x12/segment.ts';
import type { OutlineSet } from './outline.ts';
import type { Source } from './source.ts';

export type SetBody = {
  /** What it holds one of. */
  readonly name: string;
  /** Whole segments with their terminators. */
  readonly parts: readonly Uint8Array[];
  /** How many segments the parts hold. */
  readonly segments: number;
};

/** A set cut into bodies, which are read as they are asked for. */
export type SetBodies = {
  /** How many of them hold a claim. */
  readonly count: number;
  readonly bodies: Iterable<SetBody>;
};

/** The whole of a set. */
export function wholeBody(source: Source, { range, segments, st }: OutlineSet): SetBody {
  return { name: 'st', parts: [source.at(st.to, range.to)], segments: segments - 1 };
}

/** Without its trailers where `cut`, so that nobody takes what is left of a set for all of it. */
export function interchangeOf(
  source: Source,
  set: OutlineSet,
  body: SetBody,
  cut = false,
): Uint8Array {
  const { gs, isa, st } = set;
  const write = (...elements: string[]) => writtenSegment(isa, elements);
  const closing = [write('SE', String(body.segments + 2), elementOf(st, 2))];
  if (gs !== null) closing.push(write('GE', '1', elementOf(gs, 6)));
  closing.push(write('IEA', gs === null ? '0' : '1', elementOf(isa, 13)));
  const opening = [isa, ...(gs === null ? [] : [gs]), st].map((segment) => ended(source, segment));
  const rest = cut ? [] : [missingEnd(isa, body), ...closing];
  return Buffer.concat([...opening, ...body.parts, ...rest]);
}

/** What the last segment of a file that is cut lacks. */
function missingEnd({ delimiters }: Segment, { parts }: SetBody): Uint8Array {
  const last = parts.at(-1)?.at(-1) ?? delimiters.segment.charCodeAt(0);
  return Buffer.from(last === delimiters.segment.charCodeAt(0) ? '' : delimiters.segment);
}

/** The segment's own bytes, then a line end unless that is its terminator. */
export function ended(source: Source, segment: Segment): Uint8Array {
  const own = source.at(segment.from, segment.to);
  const terminator = segment.delimiters.segment;
  const closed = own.at(-1) === terminator.charCodeAt(0);
  return closed ? own : Buffer.concat([own, Buffer.from(terminator)]);
}

/** A segment of other elements, with the delimiters of the file. */
export function writtenSegment(like: Segment, elements: readonly string[]): Uint8Array {
  const { element, segment } = like.delimiters;
  return Buffer.from(`${elements.join(element)}${segment}`);
}
