/** What people do about a payer's answer without money: accept it, appeal it, and hear how the appeal ended. */
import { deniedOpenCents } from '../kpi/claim-balance.ts';
import { appealEnds, type ClaimFacts } from '../kpi/claim-facts.ts';
import { shortfalls } from '../kpi/underpaid.ts';
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import { closed } from '../work/assign.ts';
import type { Decision } from '../work/decision.ts';
import type { WorkQueue } from '../work/item.ts';
import { auditAction } from './audit.ts';
import { readFacts } from './claim-facts.ts';
import type { Decided } from './decide.ts';
import { changeItem, decisionAction, decisionPart, done, refused } from './decision-effects.ts';
import type { Ports } from './ports.ts';
import { sendClaims } from './send-claims.ts';
import { itemNamed } from './stored-item.ts';

/** Queues in which a payer's answer waits for somebody to accept or dispute it. */
const answerQueues: readonly WorkQueue[] = ['denial', 'underpayment', 'appeal', 'follow-up'];

/** The claim remembers it, so its items close until another answer comes; any other item just closes. */
export async function acceptAnswer(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const named = await itemNamed(ports.records, practice, decision.target);
  const target = named === null ? claimId(decision.target) : named.item.claimId;
  const ofAnswer = named === null || answerQueues.includes(named.item.queue);
  const read = target && ofAnswer ? await readFacts(ports, practice, target) : null;
  if (read) await note(ports, practice, decision, read.facts.claimId, '');
  else if (named === null) return refused('target-unknown');
  else {
    await changeItem(ports, practice, named.item.itemId, (open) =>
      closed(open, ports.clock.today(), decisionPart(decision)),
    );
  }
  return done;
}

/** A claim's own word for where its appeal stands; its items follow from that. */
export async function noteAppeal(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const named = await itemNamed(ports.records, practice, decision.target);
  const target = named?.item.claimId ?? claimId(decision.target);
  const read = await readFacts(ports, practice, target);
  if (read === null) return refused('target-unknown');
  const { facts, parts } = read;
  const id = decisionPart(decision);
  const known = parts.decisions.some((row) => row.entryId === id);
  const why = known ? null : whyNoAppeal(facts, decision);
  if (why !== null) return refused(why);
  await note(ports, practice, decision, target, decision.detail.trim());
  return done;
}

function whyNoAppeal(facts: ClaimFacts, { action, detail }: Decision): string | null {
  if (action === 'appeal-filed') return isDisputable(facts) ? null : 'nothing-to-appeal';
  if (!appealEnds.some((end) => end === detail.trim())) return 'appeal-end-unknown';
  return facts.appeal?.state === 'filed' ? null : 'no-appeal-filed';
}

function isDisputable(facts: ClaimFacts): boolean {
  return deniedOpenCents(facts) > 0 || shortfalls(facts).size > 0;
}

async function note(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  claim: ClaimId,
  detail: string,
): Promise<void> {
  const id = decisionPart(decision);
  await ports.records.transact([
    decisionAction(practice, decision, claim, id, detail),
    auditAction(practice, ports.clock.today(), decision.action, claim, id),
  ]);
  await sendClaims(ports, 'assign', practice, [claim]);
}
