/** Reads SVC01 and SVC06. A file names few procedures many times: each is one value, shared and frozen. */
import { parts, type SegmentView, startOf, stopOf } from '../x12/segment-view.ts';
import type { Procedure } from './remittance.ts';

export type ReadProcedure = {
  readonly procedure: Procedure;
  /** Whether it is a code with at most four modifiers; a description or a range has no field. */
  readonly whole: boolean;
};

type Known = ReadProcedure & {
  /** The bytes that say it, and what stands between its components. */
  readonly source: Uint8Array;
  readonly separator: string;
};

/** Qualifier, code and four modifiers. */
const mostComponents = 6;
const slots = 4096;
/** The last one that was read into each slot. */
const known: (Known | null)[] = new Array<Known | null>(slots).fill(null);

export function readProcedure(view: SegmentView, n: number): ReadProcedure {
  const { bytes, delimiters } = view;
  const from = startOf(view, n);
  const to = stopOf(view, n);
  let key = 0;
  for (let at = from; at < to; at += 1) key = Math.imul(key, 31) + (bytes[at] ?? 0);
  const slot = Math.imul(key, 0x9e3779b1) >>> 20;
  const last = known[slot] ?? null;
  if (last !== null && last.separator === delimiters.component && says(last, bytes, from, to)) {
    return last;
  }
  const read = procedureIn(view, n, bytes.subarray(from, to));
  known[slot] = read;
  return read;
}

function says({ source }: Known, bytes: Uint8Array, from: number, to: number): boolean {
  const { length } = source;
  if (to - from !== length) return false;
  for (let i = 0; i < length; i += 1) if (source[i] !== bytes[from + i]) return false;
  return true;
}

function procedureIn(view: SegmentView, n: number, source: Uint8Array): Known {
  const components = parts(view, n);
  const [qualifier = '', code = '', ...rest] = components;
  const modifiers = rest.slice(0, 4).filter((modifier) => modifier !== '');
  return {
    procedure: Object.freeze({ qualifier, code, modifiers: Object.freeze(modifiers) }),
    whole: components.length <= mostComponents,
    source: Uint8Array.from(source),
    separator: view.delimiters.component,
  };
}
