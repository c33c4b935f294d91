/** What a file is made of: its interchanges, groups and sets, with their places. Of an 835 it keeps only the frame. */
import { endScan, scan, startScan } from '../shared/x12/scan.ts';
import { idOf, type Segment } from '../shared/x12/segment.ts';
import { keep, type SegmentView, tagOf } from '../shared/x12/segment-view.ts';

type Range = { from: number; to: number };

/** A claim of an 835: its bytes, how many segments they hold, and CLP04. */
export type OutlineClaim = Range & { segments: number; readonly paid: string };

export type OutlineSet = {
  readonly isa: Segment;
  readonly gs: Segment | null;
  readonly st: Segment;
  /** All segments after the ST; of an 835 only those before its first claim, and the PLBs. */
  readonly body: Segment[];
  readonly claims: OutlineClaim[];
  /** ST included, SE excluded. */
  segments: number;
  readonly range: Range;
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
  claim: OutlineClaim | null;
  headed: boolean;
};

export function outlineOf(bytes: Uint8Array): OutlineInterchange[] {
  const drawing: Drawing = {
    interchanges: [],
    gs: null,
    set: null,
    claim: null,
    headed: false,
  };
  const scanner = startScan();
  const visit = (view: SegmentView) => draw(drawing, view);
  scan(scanner, bytes, visit);
  endScan(scanner, visit);
  return drawing.interchanges;
}

const isa = tagOf('ISA');
const gs = tagOf('GS');
const st = tagOf('ST');
const ta1 = tagOf('TA1');
const envelope: ReadonlySet<number> = new Set([isa, gs, st, ...['SE', 'GE', 'IEA'].map(tagOf)]);
const clp = tagOf('CLP');
const plb = tagOf('PLB');
/** Segments of an 835 that stand outside its claims. */
const outside: ReadonlySet<number> = new Set(['LX', 'TS2', 'TS3', 'PLB'].map(tagOf));

function draw(drawing: Drawing, view: SegmentView): void {
  const { set } = drawing;
  if (set !== null && !envelope.has(view.tag)) addToSet(drawing, set, view);
  else drawEnvelope(drawing, view);
}

function drawEnvelope(drawing: Drawing, view: SegmentView): void {
  drawing.set = null;
  drawing.claim = null;
  const segment = keep(view);
  const interchange = drawing.interchanges.at(-1);
  if (view.tag === isa) {
    drawing.gs = null;
    drawing.interchanges.push({ isa: segment, acknowledgments: [], sets: [] });
  } else if (view.tag === gs) drawing.gs = segment;
  else if (view.tag === ta1) interchange?.acknowledgments.push(segment);
  else if (view.tag === st && interchange !== undefined) beginSet(drawing, interchange, segment);
}

function beginSet(drawing: Drawing, { isa, sets }: OutlineInterchange, st: Segment): void {
  const range = { from: st.from, to: st.to };
  const set = { isa, gs: drawing.gs, st, body: [], claims: [], segments: 1, range };
  sets.push(set);
  drawing.set = set;
  drawing.headed = false;
}

function addToSet(drawing: Drawing, set: OutlineSet, view: SegmentView): void {
  set.segments += 1;
  set.range.to = view.to;
  if (set.st.elements[1] === '835') addToPayment(drawing, set, view);
  else set.body.push(keep(view));
}

function addToPayment(drawing: Drawing, set: OutlineSet, view: SegmentView): void {
  if (view.tag === clp || outside.has(view.tag)) {
    drawing.headed = true;
    drawing.claim = null;
  }
  if (view.tag === clp) beginClaim(drawing, set, keep(view));
  else if (drawing.claim !== null) extend(drawing.claim, view);
  else if (!drawing.headed || view.tag === plb) set.body.push(keep(view));
}

function beginClaim(drawing: Drawing, set: OutlineSet, { elements, from, to }: Segment): void {
  drawing.claim = { from, to, segments: 1, paid: elements[4] ?? '' };
  set.claims.push(drawing.claim);
}

function extend(claim: OutlineClaim, view: SegmentView): void {
  claim.to = view.to;
  claim.segments += 1;
}

/** The segments of a set with the id. */
export function segmentsOf(set: OutlineSet, id: string): Segment[] {
  return set.body.filter((segment) => idOf(segment) === id);
}
