/** Reads SVC01 and SVC06. A file names few procedures many times: each is one value, shared and frozen. */
import { componentCount, parts, type SegmentView, text } from '../x12/segment-view.ts';
import type { Procedure } from './remittance.ts';

const mostKnown = 4096;
/** Qualifier, code and four modifiers. */
const mostComponents = 6;
const known = new Map<string, Procedure>();
/** Between the components of those that are known. */
let separator = '';

export function readProcedure(view: SegmentView, n: number): Procedure {
  const { component } = view.delimiters;
  if (component !== separator) known.clear();
  separator = component;
  const source = text(view, n);
  return known.get(source) ?? remember(source, procedureOf(view, n));
}

/** Whether it is a code with at most four modifiers; a description or a range is kept with its segment. */
export function isWholeProcedure(view: SegmentView, n: number): boolean {
  return n > view.last || componentCount(view, n) <= mostComponents;
}

function remember(source: string, procedure: Procedure): Procedure {
  if (known.size >= mostKnown) known.clear();
  known.set(source, procedure);
  return procedure;
}

function procedureOf(view: SegmentView, n: number): Procedure {
  const [qualifier = '', code = '', ...rest] = parts(view, n);
  const modifiers = rest.slice(0, 4).filter((modifier) => modifier !== '');
  return Object.freeze({ qualifier, code, modifiers: Object.freeze(modifiers) });
}
