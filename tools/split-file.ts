/** Cuts a file into interchanges of their own: one for each ST, or for each claim of 835s and 837s. */
import { elementOf } from '../shared/x12/segment.ts';
import { claimBodies } from './claim-bodies.ts';
import { type OutlineSet, outlineOf } from './outline.ts';
import { paymentBodies } from './payment-bodies.ts';
import { interchangeOf, type SetBody } from './set-body.ts';

/** `label` is its part of the file's name. */
export type Piece = { readonly label: string; readonly bytes: Uint8Array };

export function splitFile(bytes: Buffer, by: 'st' | 'claim'): Piece[] {
  const sets = outlineOf(bytes).flatMap((interchange) => interchange.sets);
  const digits = String(sets.length).length;
  return sets.flatMap((set, index) => {
    const number = String(index + 1).padStart(digits, '0');
    const bodies = by === 'st' ? [] : bodiesOf(bytes, set);
    if (bodies.length === 0) return [pieceOf(bytes, set, `st${number}`, wholeBody(bytes, set))];
    const width = String(bodies.length).length;
    return bodies.map((body, at) => {
      const place = body.name === 'claim' ? String(at + 1).padStart(width, '0') : '';
      return pieceOf(bytes, set, `st${number}-${body.name}${place}`, body);
    });
  });
}

/** None where a set has no claims: then it is kept whole. */
function bodiesOf(bytes: Buffer, set: OutlineSet): SetBody[] {
  if (elementOf(set.st, 1) === '835') return paymentBodies(bytes, set);
  return elementOf(set.st, 1) === '837' ? claimBodies(bytes, set) : [];
}

function pieceOf(bytes: Buffer, set: OutlineSet, label: string, body: SetBody): Piece {
  return { label, bytes: interchangeOf(bytes, set, body) };
}

function wholeBody(bytes: Buffer, { range, segments, st }: OutlineSet): SetBody {
  return { name: 'st', parts: [bytes.subarray(st.to, range.to)], segments: segments - 1 };
}
