/** Which transaction set an X12 file begins with. */
import { endScan, scan, startScan } from './scan.ts';
import { type SegmentView, tagOf, text } from './segment-view.ts';

export type FirstSet = {
  /** ST01, and the guide in ST03 or else in GS08; empty without an ST. */
  readonly set: string;
  readonly guide: string;
  readonly acknowledges: boolean;
  readonly fatal: string | null;
};

/** The first ST as its reader will see it, wherever lines were wrapped; a TA1 alone has none. */
export function firstSet(head: Uint8Array): FirstSet {
  const found = { set: '', guide: '', acknowledges: false };
  let group = '';
  const scanner = startScan();
  const visit = (view: SegmentView) => {
    if (found.set !== '') return;
    if (view.tag === ta1) found.acknowledges = true;
    if (view.tag === gs) group = text(view, 8);
    if (view.tag !== st) return;
    found.set = text(view, 1);
    found.guide = text(view, 3) || group;
  };
  scan(scanner, head, visit);
  endScan(scanner, visit);
  return { ...found, fatal: scanner.fatal?.code ?? null };
}

const ta1 = tagOf('TA1');
const gs = tagOf('GS');
const st = tagOf('ST');
