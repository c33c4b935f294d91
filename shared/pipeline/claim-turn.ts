/** Decisions that read a claim's money take turns on it: of two that read the same balance one is told to read again. */
import type { ClaimId, EntryId, PracticeId } from '../values/ids.ts';
import { claimKey, padded } from './keys.ts';
import type { Action } from './ports.ts';
import type { ClaimParts } from './stored-claim.ts';

/** Belongs into the transaction of what was decided from these parts, and names the entries that it books. */
export function turnAction(
  practice: PracticeId,
  claim: ClaimId,
  { turns }: Pick<ClaimParts, 'turns'>,
  entries: readonly EntryId[],
): Action {
  const turn = turns.length + 1;
  const key = claimKey(practice, claim, 'turn', padded(turn));
  return { kind: 'put', store: 'claims', key, item: { turn, entries }, when: 'absent' };
}

/** How often a decision is tried again after another one's turn. */
const tries = 5;

/** `decide` answers null when somebody else had the turn. */
export async function inTurn<Outcome>(decide: () => Promise<Outcome | null>): Promise<Outcome> {
  for (let turn = 0; turn < tries; turn += 1) {
    const outcome = await decide();
    if (outcome !== null) return outcome;
  }
  throw new Error('a claim keeps changing while it is decided');
}
