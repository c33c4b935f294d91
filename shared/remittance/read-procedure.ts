/** Reads SVC01 and SVC06. A file names few procedures many times: each is one value, shared and frozen. */
import { endOf, parts, type SegmentView, startOf } from '../x12/segment-view.ts';
import type { Procedure } from './remittance.ts';

const slots = 2048;
const longest = 31;

/** The last procedure that was read into each slot, and the bytes that it was read from. */
type Slot = { readonly procedure: Procedure; readonly separator: string; readonly source: Buffer };
const known: (Slot | null)[] = new Array<null>(slots).fill(null);

export function readProcedure(view: SegmentView, n: number): Procedure {
  const from = startOf(view, n);
  const to = endOf(view, n);
  if (to - from > longest) return procedureOf(view, n);
  const index = slotOf(view.bytes, from, to);
  const slot = known[index] ?? null;
  const separator = view.delimiters.component;
  if (slot !== null && slot.separator === separator && equals(slot.source, view.bytes, from, to)) {
    return slot.procedure;
  }
  const procedure = procedureOf(view, n);
  known[index] = { procedure, separator, source: Buffer.from(view.bytes.subarray(from, to)) };
  return procedure;
}

function slotOf(bytes: Buffer, from: number, to: number): number {
  let hash = 0;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  return Math.imul(hash, 0x9e3779b1) >>> 21;
}

function equals(source: Buffer, bytes: Buffer, from: number, to: number): boolean {
  if (source.length !== to - from) return false;
  for (let i = 0; i < source.length; i += 1) if (source[i] !== bytes[from + i]) return false;
  return true;
}

function procedureOf(view: SegmentView, n: number): Procedure {
  const [qualifier = '', code = '', ...rest] = parts(view, n);
  const modifiers = rest.slice(0, 4).filter((modifier) => modifier !== '');
  return Object.freeze({ qualifier, code, modifiers: Object.freeze(modifiers) });
}
