/** Cuts a file into interchanges of their own: one for each ST, or for each claim of 835s and 837s. */
import { elementOf } from '../shared/x12/segment.ts';
import { claimBodies } from './claim-bodies.ts';
import { type OutlineSet, setsOf } from './outline.ts';
import { paymentBodies } from './payment-bodies.ts';
import { interchangeOf, type SetBodies, type SetBody, wholeBody } from './set-body.ts';
import type { Source } from './source.ts';

/** `label` is its part of the file's name. */
export type Piece = { readonly label: string; readonly bytes: Uint8Array };

/** One after the other, so that none of them waits in memory. */
export function* splitFile(source: Source, by: 'st' | 'claim'): Generator<Piece> {
  const sets = setsOf(source);
  const digits = String(sets.length).length;
  for (const [index, set] of sets.entries()) {
    const label = `st${String(index + 1).padStart(digits, '0')}`;
    yield* piecesOf(source, set, label, by);
  }
}

function* piecesOf(source: Source, set: OutlineSet, label: string, by: 'st' | 'claim') {
  const cut = by === 'st' ? null : bodiesOf(source, set);
  if (cut === null || cut.count === 0) {
    yield pieceOf(source, set, label, wholeBody(source, set), true);
    return;
  }
  const width = String(cut.count).length;
  let place = 0;
  for (const [body, last] of withLast(cut.bodies)) {
    place += 1;
    const number = body.name === 'claim' ? String(place).padStart(width, '0') : '';
    yield pieceOf(source, set, `${label}-${body.name}${number}`, body, last);
  }
}

/** Each with whether it is the last. */
function* withLast<T>(items: Iterable<T>): Generator<readonly [T, boolean]> {
  let held: readonly [T] | null = null;
  for (const item of items) {
    if (held !== null) yield [held[0], false];
    held = [item];
  }
  if (held !== null) yield [held[0], true];
}

/** Null for a set that has no claims: then it is kept whole. */
function bodiesOf(source: Source, set: OutlineSet): SetBodies | null {
  if (elementOf(set.st, 1) === '835') return paymentBodies(source, set);
  return elementOf(set.st, 1) === '837' ? claimBodies(source, set) : null;
}

/** The last piece of a set that has no SE ends as the file does, and its name says so. */
function pieceOf(
  source: Source,
  set: OutlineSet,
  label: string,
  body: SetBody,
  last: boolean,
): Piece {
  const cut = last && !set.complete;
  return { label: cut ? `${label}-cut` : label, bytes: interchangeOf(source, set, body, cut) };
}
