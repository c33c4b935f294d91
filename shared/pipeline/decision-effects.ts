/** What the effects of several decisions have in common. */
import type { Entry } from '../ledger/entry.ts';
import { type ClaimId, hashOf, type PracticeId } from '../values/ids.ts';
import type { Decision } from '../work/decision.ts';
import type { WorkItem } from '../work/item.ts';
import type { Decided } from './decide.ts';
import { claimKey } from './keys.ts';
import { itemActions } from './open-item.ts';
import type { Action, Ports } from './ports.ts';
import { itemNamed } from './stored-item.ts';

export const done: Decided = { outcome: 'done' };

export function refused(code: string): Decided {
  return { outcome: 'refused', code };
}

export function entryOf(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  claim: Entry['claimId'],
  entryId: Entry['entryId'],
  event: Entry['event'],
  postings: Entry['postings'],
): Entry {
  return {
    entryId,
    practice,
    bookDate: ports.clock.today(),
    effectiveDate: decision.decidedOn,
    claimId: claim,
    event,
    source: decision.decisionId,
    postings,
  };
}

/** How a claim knows a decision that booked nothing. */
export function decisionPart({ decisionId }: Decision): string {
  return `decision.${hashOf(decisionId).slice(0, 16)}`;
}

/** `detail` only where it is a word of ours; the reason is a person's own words and stays in the claim. */
export function decisionAction(
  practice: PracticeId,
  decision: Decision,
  claim: ClaimId,
  entryId: string,
  detail = '',
): Action {
  const key = claimKey(practice, claim, 'decision', hashOf(decision.decisionId));
  const { action, approvedBy, by, decidedOn: on, reason } = decision;
  const item = { action, by, approvedBy, on, entryId, reason, detail };
  return { kind: 'put', store: 'claims', key, item, when: 'absent' };
}

/** Of an open item; tried again when somebody else wrote it meanwhile. */
export async function changeItem(
  ports: Ports,
  practice: PracticeId,
  itemId: string,
  change: (item: WorkItem) => WorkItem,
): Promise<void> {
  for (let tries = 0; tries < 5; tries += 1) {
    const stored = await itemNamed(ports.records, practice, itemId);
    if (stored === null || stored.item.state === 'closed') return;
    const actions = itemActions(ports, practice, [stored], change(stored.item));
    if ((await ports.records.transact(actions)).done) return;
  }
  throw new Error('a work item keeps changing');
}
