/** What a file is made of: its interchanges, groups and sets, with their places. What a set says is read when asked for. */
import { endScan, type Scanner, scan, startScan } from '../shared/x12/scan.ts';
import { idOf, type Segment } from '../shared/x12/segment.ts';
import { keep, type SegmentView, tagOf } from '../shared/x12/segment-view.ts';
import type { Source } from './source.ts';

export type Range = { from: number; to: number };

export type OutlineSet = {
  readonly isa: Segment;
  readonly gs: Segment | null;
  readonly st: Segment;
  /** ST included, SE excluded. */
  segments: number;
  readonly range: Range;
  /** Whether there is an SE. */
  complete: boolean;
};

export type OutlineInterchange = {
  readonly isa: Segment;
  /** TA1s. */
  readonly acknowledgments: Segment[];
  readonly sets: OutlineSet[];
};

type Drawing = {
  readonly interchanges: OutlineInterchange[];
  gs: Segment | null;
  set: OutlineSet | null;
};

export function outlineOf(source: Source): OutlineInterchange[] {
  const drawing: Drawing = { interchanges: [], gs: null, set: null };
  visitAll(startScan(), source.chunks(), (view) => draw(drawing, view));
  return drawing.interchanges;
}

export function setsOf(source: Source): OutlineSet[] {
  return outlineOf(source).flatMap(({ sets }) => sets);
}

/** Visits what stands between the ST and its SE. */
export function visitBody(source: Source, set: OutlineSet, visit: (view: SegmentView) => void) {
  const { range, st } = set;
  visitAll(startScan(st.delimiters, st.to), source.chunks(st.to, range.to), visit);
}

/** All that stands between the ST and its SE. */
export function bodyOf(source: Source, set: OutlineSet): Segment[] {
  const body: Segment[] = [];
  visitBody(source, set, (view) => body.push(keep(view)));
  return body;
}

/** The segments of them with the id. */
export function segmentsOf(body: readonly Segment[], id: string): Segment[] {
  return body.filter((segment) => idOf(segment) === id);
}

function visitAll(
  scanner: Scanner,
  chunks: Iterable<Uint8Array>,
  visit: (view: SegmentView) => void,
): void {
  for (const chunk of chunks) scan(scanner, chunk, visit);
  endScan(scanner, visit);
}

const isa = tagOf('ISA');
const gs = tagOf('GS');
const st = tagOf('ST');
const se = tagOf('SE');
const ta1 = tagOf('TA1');
const envelope: ReadonlySet<number> = new Set([isa, gs, st, se, ...['GE', 'IEA'].map(tagOf)]);

function draw(drawing: Drawing, view: SegmentView): void {
  const { set } = drawing;
  if (set === null || envelope.has(view.tag)) drawEnvelope(drawing, view);
  else {
    set.segments += 1;
    set.range.to = view.to;
  }
}

function drawEnvelope(drawing: Drawing, view: SegmentView): void {
  if (drawing.set !== null) drawing.set.complete = view.tag === se;
  drawing.set = null;
  const segment = keep(view);
  const interchange = drawing.interchanges.at(-1);
  if (view.tag === isa) {
    drawing.gs = null;
    drawing.interchanges.push({ isa: segment, acknowledgments: [], sets: [] });
  } else if (view.tag === gs) drawing.gs = segment;
  else if (view.tag === ta1) interchange?.acknowledgments.push(segment);
  else if (view.tag === st && interchange !== undefined) {
    drawing.set = beginSet(drawing, interchange.isa, segment);
    interchange.sets.push(drawing.set);
  }
}

function beginSet({ gs }: Drawing, isa: Segment, st: Segment): OutlineSet {
  return { isa, gs, st, segments: 1, range: { from: st.from, to: st.to }, complete: false };
}
