/** One decision's effect, guarded so that a second try finds it done. */
import { rulebook } from '../scrub/rulebook.ts';
import { type ClaimId, claimId, hashOf, type PracticeId } from '../values/ids.ts';
import { closed } from '../work/assign.ts';
import type { Decision } from '../work/decision.ts';
import { chargeEntries } from './charge-entries.ts';
import { inTurn, turnAction } from './claim-turn.ts';
import { currentVersion } from './claim-versions.ts';
import { correctClaim } from './correct-claim.ts';
import type { Decided } from './decide.ts';
import { changeItem, decisionPart, done, refused } from './decision-effects.ts';
import { acceptAnswer, noteAppeal } from './dispute-answer.ts';
import { claimKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { resubmitClaim } from './resubmit-claim.ts';
import { sendClaims } from './send-claims.ts';
import { readClaim } from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';
import { targetedItems } from './targeted-items.ts';
import { voidClaim } from './void-claim.ts';
import { writeOffBalance } from './write-off-balance.ts';

/** `again`: the decision took effect before, and only what follows it is repeated. */
export async function applyDecision(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  again: boolean,
): Promise<Decided> {
  switch (decision.action) {
    case 'write-off':
      return again ? done : writeOffBalance(ports, practice, decision);
    case 'override-rule':
      return overrideRule(ports, practice, decision);
    case 'void':
      return voidClaim(ports, practice, decision);
    case 'close':
    case 'reassign':
      return again ? done : settleItems(ports, practice, decision);
    case 'accept':
      return acceptAnswer(ports, practice, decision);
    case 'correct':
      return correctClaim(ports, practice, decision);
    case 'resubmit':
      return resubmitClaim(ports, practice, decision);
    case 'appeal-filed':
    case 'appeal-decided':
      return noteAppeal(ports, practice, decision);
    default:
      return decision.action satisfies never;
  }
}

async function overrideRule(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const target = claimId(decision.target);
  const { claim } = await readClaim(ports.records, practice, target);
  if (claim === null) return refused('target-unknown');
  const rule = rulebook.find((row) => row.id === decision.detail.trim());
  if (rule === undefined) return refused('rule-unknown');
  if (rule.final) return refused('rule-not-to-override');
  const key = claimKey(practice, target, 'override', rule.id);
  const item = { by: decision.by, on: decision.decidedOn, decision: hashOf(decision.decisionId) };
  const put: Action = { kind: 'put', store: 'claims', key, item, when: 'absent' };
  if (rule.id === 'I01') {
    const charged = await inTurn(() => chargeDuplicate(ports, practice, target, put));
    if (charged.outcome !== 'done') return charged;
  } else await ports.records.transact([put]);
  await sendClaims(ports, 'scrub', practice, [target]);
  return done;
}

/** A visit that is no duplicate after all is charged like any other. Null when another decision had the turn. */
async function chargeDuplicate(
  ports: Ports,
  practice: PracticeId,
  target: ClaimId,
  override: Action,
): Promise<Decided | null> {
  const parts = await readClaim(ports.records, practice, target);
  if (parts.overrides.includes('I01')) return done;
  if (parts.decisions.some((row) => row.action === 'void')) return refused('claim-voided');
  const { claim } = currentVersion(parts);
  const charges = claim.duplicateOf === null ? [] : chargeEntries(claim, ports.clock.today());
  const entryIds = charges.map((entry) => entry.entryId);
  const { done: written } = await ports.records.transact([
    override,
    turnAction(practice, target, parts, entryIds),
    ...charges.map((entry) => entryAction(entry, { priced: claim })),
  ]);
  return written ? done : null;
}

/** By an item's id, or all that are open for a claim or for a file by its key. */
async function settleItems(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const targeted = await targetedItems(ports.records, practice, decision.target);
  if (targeted.length === 0) return refused('target-unknown');
  if (decision.action === 'reassign' && decision.detail.trim() === '') {
    return refused('owner-missing');
  }
  const today = ports.clock.today();
  for (const { item } of targeted) {
    await changeItem(ports, practice, item.itemId, (open) =>
      decision.action === 'close'
        ? closed(open, today, decisionPart(decision))
        : { ...open, owner: decision.detail.trim() },
    );
  }
  return done;
}
