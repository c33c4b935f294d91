/** An 837 claim by claim: each below the levels above it, which are numbered anew. */
import { elementOf, type Segment, splitBefore } from '../shared/x12/segment.ts';
import { bodyOf, type OutlineSet, segmentsOf } from './outline.ts';
import { ended, type SetBodies, type SetBody, writtenSegment } from './set-body.ts';
import type { Source } from './source.ts';

/** A level without its claims: its HL, and what follows it before the first CLM. */
type Level = { readonly hl: Segment; readonly rest: readonly Segment[] };

export function claimBodies(source: Source, set: OutlineSet): SetBodies {
  const segments = bodyOf(source, set);
  return { count: segmentsOf(segments, 'CLM').length, bodies: bodiesOf(source, segments) };
}

function* bodiesOf(source: Source, segments: readonly Segment[]): Generator<SetBody> {
  const [head, ...runs] = splitBefore(segments, 'HL');
  const levels = new Map<string, Level>();
  for (const run of runs) {
    const [[hl, ...rest], ...claims] = splitBefore(run, 'CLM');
    if (hl === undefined) continue;
    levels.set(elementOf(hl, 1), { hl, rest });
    const chain = chainTo(levels, elementOf(hl, 1));
    for (const claim of claims) yield claimBody(source, head, chain, claim);
  }
}

/** The level and those above it, topmost first; a level that names itself as parent ends it. */
function chainTo(levels: ReadonlyMap<string, Level>, id: string): Level[] {
  const chain: Level[] = [];
  let level = levels.get(id);
  while (level !== undefined && !chain.includes(level)) {
    chain.unshift(level);
    level = levels.get(elementOf(level.hl, 2));
  }
  return chain;
}

function claimBody(
  source: Source,
  head: readonly Segment[],
  chain: readonly Level[],
  claim: readonly Segment[],
): SetBody {
  const raw = (segment: Segment) => ended(source, segment);
  const levels = chain.flatMap(({ hl, rest }, index) => [
    numbered(hl, index + 1, index === chain.length - 1),
    ...rest.map(raw),
  ]);
  const parts = [...head.map(raw), ...levels, ...claim.map(raw)];
  return { name: 'claim', parts, segments: parts.length };
}

function numbered(hl: Segment, number: number, last: boolean): Uint8Array {
  const parent = number === 1 ? '' : String(number - 1);
  const code = elementOf(hl, 3);
  return writtenSegment(hl, ['HL', String(number), parent, code, last ? '0' : '1']);
}
