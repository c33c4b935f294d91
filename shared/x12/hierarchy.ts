/** The HL levels of an ST as chains from the top down. They follow each other depth first: order nests them. */
import { issue } from '../values/issue.ts';
import { expectIn, type Reading, textIn } from './reading.ts';
import { elementOf, idOf, type Segment, splitBefore } from './segment.ts';
import type { OutgoingSegment } from './write.ts';

/** A level with those above it. */
export type Chain = {
  /** The segments of a level by HL03, HL included; none where the chain has no such level. */
  readonly levels: ReadonlyMap<string, readonly Segment[]>;
  /** Levels of any other code that follow it, in order. */
  readonly below: readonly (readonly Segment[])[];
  /** All of them and what stands before the first HL, but for what a chain before already has. */
  readonly segments: readonly Segment[];
};

type Level = { readonly code: string; readonly segments: readonly Segment[] };

/**
 * A chain for each level under which there is none, and for each that holds a `telling` segment.
 * `codes` are the HL03s from the top down. An ST without levels has one chain that names nothing.
 */
export function chainsOf(
  reading: Reading,
  codes: readonly string[],
  telling: readonly string[] = [],
): Chain[] {
  const [head, ...runs] = splitBefore(reading.segments, 'HL');
  const levels = runs.map((segments) => ({ code: codeOf(reading, segments, codes), segments }));
  const chains: Chain[] = [];
  const given = new Set<readonly Segment[]>();
  let path: readonly Level[] = [];
  for (const [at, level] of levels.entries()) {
    const rank = codes.indexOf(level.code);
    if (rank < 0 && at > 0) continue;
    path = [...path.filter(({ code }) => codes.indexOf(code) < rank), level];
    checkParent(reading, path);
    const below = strangersAfter(levels, at, codes);
    const next = codes.indexOf(levels[at + 1 + below.length]?.code ?? '');
    const tells = level.segments.some((segment) => telling.includes(idOf(segment)));
    if (next <= rank || below.length > 0 || tells) chains.push(chainOf(head, path, below, given));
  }
  return chains.length > 0 ? chains : [chainOf(head, [], [], given)];
}

function chainOf(
  head: readonly Segment[],
  path: readonly Level[],
  below: readonly Level[],
  given: Set<readonly Segment[]>,
): Chain {
  const runs = [head, ...[...path, ...below].map(({ segments }) => segments)];
  const fresh = runs.filter((run) => !given.has(run));
  for (const run of fresh) given.add(run);
  return {
    levels: new Map(path.map(({ code, segments }) => [code, segments])),
    below: below.map(({ segments }) => segments),
    segments: fresh.flat(),
  };
}

/** Reads each level once, however many chains go through it; `read` is given no segments for none. */
export function eachLevelOnce<T>(
  read: (segments: readonly Segment[]) => T,
): (chain: Chain, code: string) => T {
  const known = new Map<readonly Segment[], { readonly told: T }>();
  return ({ levels }, code) => {
    const run = levels.get(code) ?? none;
    const found = known.get(run) ?? { told: read(run) };
    known.set(run, found);
    return found.told;
  };
}

const none: readonly Segment[] = [];

/** Levels right after the one at `at` whose code is not one of `codes`. */
function strangersAfter(levels: readonly Level[], at: number, codes: readonly string[]): Level[] {
  let end = at + 1;
  while (end < levels.length && !codes.includes(levels[end]?.code ?? '')) end += 1;
  return levels.slice(at + 1, end);
}

/** HL03; where it is none of `codes`, whoever understands the level has to read it. */
function codeOf(reading: Reading, level: readonly Segment[], codes: readonly string[]): string {
  const [hl] = level;
  for (const n of [1, 2, 4]) textIn(reading, hl, n);
  expectIn(reading, hl, 3, ...codes);
  return hl === undefined ? '' : elementOf(hl, 3);
}

/** HL01 and HL02 are only compared: where they disagree with the order, the order stands. */
function checkParent(reading: Reading, path: readonly Level[]): void {
  const hl = path.at(-1)?.segments[0];
  const above = path.at(-2)?.segments[0];
  if (hl === undefined) return;
  if (elementOf(hl, 2) === (above === undefined ? '' : elementOf(above, 1))) return;
  reading.findings.push(issue('level-parent', 'warning', hl.ordinal, 'HL02'));
}

type OutgoingLevel = readonly [code: string, segments: readonly OutgoingSegment[]];

/**
 * Levels one below the other, each after its HL, those that are null passed over; `leaves` stand
 * beside each other below the last.
 */
export function levelSegments(
  levels: readonly (OutgoingLevel | readonly [string, null])[],
  leaves: readonly OutgoingLevel[] = [],
): OutgoingSegment[] {
  const trunk = levels.flatMap(([code, segments]) =>
    segments === null ? [] : [{ code, segments }],
  );
  const twigs = leaves.map(([code, segments]) => ({ code, segments }));
  return [...trunk, ...twigs].flatMap(({ code, segments }, index): OutgoingSegment[] => {
    const above = Math.min(index, trunk.length);
    const hasChild = index < trunk.length - 1 || (index < trunk.length && twigs.length > 0);
    const parent = above === 0 ? '' : String(above);
    return [['HL', String(index + 1), parent, code, hasChild ? '1' : '0'], ...segments];
  });
}
