/** What one adjustment does to the money: group × CARC, first match wins, the default is a person. */
import { type CarcPosting, carcRow } from './carc-map.ts';

export type Effect = {
  readonly posting: CarcPosting;
  /** Class DENIAL, whatever the group: its cents stay in AR and count as denied. */
  readonly denial: boolean;
  /** CARC 133 and 257: the payer has not decided yet. */
  readonly pend: boolean;
};

const person: Effect = { posting: 'person', denial: false, pend: false };

/**
 * CO books what its CARC says, except a patient share, which CO may not claim. PR moves only a
 * patient share; PI and OA (but OA-23) and unknown codes wait for a person. Denied cents are never
 * booked anywhere (docs/money-rules.md, 4 and 6).
 */
export function classify(group: string, carc: string): Effect {
  const row = carcRow(carc);
  if (row === null) return person;
  const denial = row.class === 'DENIAL';
  const pend = row.class === 'PEND';
  return { posting: postingOf(group, row.posting, denial || pend, carc), denial, pend };
}

function postingOf(group: string, posting: CarcPosting, stays: boolean, carc: string): CarcPosting {
  switch (group) {
    case 'CO':
      return posting === 'patient' ? 'person' : posting;
    case 'PR':
      return posting === 'patient' ? 'patient' : stays ? 'none' : 'person';
    case 'OA':
      return carc === '23' ? 'none' : 'person';
    default:
      return 'person';
  }
}
