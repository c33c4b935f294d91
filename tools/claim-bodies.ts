/** An 837 claim by claim: each below the levels above it, which are numbered anew. */
import { elementOf, type Segment, splitBefore } from '../shared/x12/segment.ts';
import type { OutlineSet } from './outline.ts';
import { ended, type SetBody, writtenSegment } from './set-body.ts';

/** A level without its claims: its HL, and what follows it before the first CLM. */
type Level = { readonly hl: Segment; readonly rest: readonly Segment[] };

export function claimBodies(bytes: Buffer, set: OutlineSet): SetBody[] {
  const [head, ...runs] = splitBefore(set.body, 'HL');
  const levels = new Map<string, Level>();
  const bodies: SetBody[] = [];
  for (const run of runs) {
    const [[hl, ...rest], ...claims] = splitBefore(run, 'CLM');
    if (hl === undefined) continue;
    levels.set(elementOf(hl, 1), { hl, rest });
    const chain = chainTo(levels, elementOf(hl, 1));
    for (const claim of claims) bodies.push(bodyOf(bytes, head, chain, claim));
  }
  return bodies;
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

function bodyOf(
  bytes: Buffer,
  head: readonly Segment[],
  chain: readonly Level[],
  claim: readonly Segment[],
): SetBody {
  const raw = (segment: Segment) => ended(bytes, segment);
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
