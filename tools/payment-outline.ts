/** Where the claims of an 835 lie, and what stands around them. */
import type { Segment } from '../shared/x12/segment.ts';
import { keep, type SegmentView, tagOf } from '../shared/x12/segment-view.ts';
import { type OutlineSet, type Range, visitBody } from './outline.ts';
import type { Source } from './source.ts';

/** A claim's bytes, how many segments they hold, and CLP04. */
export type OutlineClaim = Range & { segments: number; readonly paid: string };

export type PaymentOutline = {
  /** Between the ST and the first claim. */
  readonly head: Segment[];
  readonly claims: OutlineClaim[];
  /** The PLBs. */
  readonly adjustments: Segment[];
};

type Drawing = PaymentOutline & { headed: boolean; claim: OutlineClaim | null };

export function paymentOutline(source: Source, set: OutlineSet): PaymentOutline {
  const drawing: Drawing = { head: [], claims: [], adjustments: [], headed: false, claim: null };
  visitBody(source, set, (view) => draw(drawing, view));
  return drawing;
}

const clp = tagOf('CLP');
const plb = tagOf('PLB');
/** Segments that stand outside the claims. */
const outside: ReadonlySet<number> = new Set(['LX', 'TS2', 'TS3', 'PLB'].map(tagOf));

function draw(drawing: Drawing, view: SegmentView): void {
  if (view.tag === clp || outside.has(view.tag)) {
    drawing.headed = true;
    drawing.claim = null;
  }
  if (view.tag === clp) beginClaim(drawing, keep(view));
  else if (drawing.claim !== null) extend(drawing.claim, view);
  else if (!drawing.headed) drawing.head.push(keep(view));
  else if (view.tag === plb) drawing.adjustments.push(keep(view));
}

function beginClaim(drawing: Drawing, { elements, from, to }: Segment): void {
  drawing.claim = { from, to, segments: 1, paid: elements[4] ?? '' };
  drawing.claims.push(drawing.claim);
}

function extend(claim: OutlineClaim, view: SegmentView): void {
  claim.to = view.to;
  claim.segments += 1;
}
