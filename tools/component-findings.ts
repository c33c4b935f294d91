/** Finds composites whose components stand between another sign than ISA16: each is then read as one long code. */
import { type Issue, issue } from '../shared/values/issue.ts';
import { type SegmentView, tagOf, text } from '../shared/x12/segment-view.ts';
import { type OutlineSet, visitBody } from './outline.ts';
import type { Source } from './source.ts';

/** The element of each segment that begins with a code and goes on with what it qualifies. */
const composites: ReadonlyMap<number, readonly [number, string]> = new Map(
  (
    [
      ['SVC', 1],
      ['PLB', 3],
      ['CLM', 5],
      ['SV1', 1],
      ['SV2', 2],
      ['HI', 1],
      ['STC', 1],
    ] as const
  ).map(([id, n]) => [tagOf(id), [n, `${id}${String(n).padStart(2, '0')}`]]),
);

/** The first of each kind in a set. */
export function componentFindings(source: Source, set: OutlineSet): Issue[] {
  const found = new Map<string, Issue>();
  visitBody(source, set, (view) => {
    const [n, place] = composites.get(view.tag) ?? [0, ''];
    if (n === 0 || found.has(place) || !isOneLongCode(view, n)) return;
    found.set(place, issue('components-unseparated', 'warning', ordinalIn(set, view), place));
  });
  return [...found.values()];
}

function isOneLongCode(view: SegmentView, n: number): boolean {
  const element = text(view, n);
  return !element.includes(view.delimiters.component) && /^[A-Z0-9]{1,3}[^\w\s.-]\w/.test(element);
}

/** The view counts from the ST. */
function ordinalIn({ st }: OutlineSet, view: SegmentView): number {
  return st.ordinal + view.ordinal;
}
