/** A person gives up what is owed: never above the limit without a second person, never more than is owed. */
import { balanceOf } from '../kpi/claim-balance.ts';
import type { Account } from '../ledger/accounts.ts';
import { writeOffAccount, writeOffPostings } from '../ledger/write-off.ts';
import { claimId, entryIdOf, hashOf, type PracticeId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';
import type { Decision } from '../work/decision.ts';
import { auditAction } from './audit.ts';
import { type ReadFacts, readFacts } from './claim-facts.ts';
import { inTurn, turnAction } from './claim-turn.ts';
import type { Decided } from './decide.ts';
import { decisionAction, done, entryOf, refused } from './decision-effects.ts';
import type { Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import { sendClaims } from './send-claims.ts';
import { entryAction } from './stored-entry.ts';

export async function writeOffBalance(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const [target = ''] = decision.target.split('/');
  const decided = await inTurn(async () => {
    const read = await readFacts(ports, practice, claimId(target));
    const { amountCents } = decision;
    if (read === null || !hasLine(read, lineOf(decision))) return refused('target-unknown');
    if (amountCents === null || amountCents <= 0) return refused('amount-missing');
    if (await needsApproval(ports, practice, decision, amountCents)) {
      return refused('write-off-needs-approval');
    }
    return take(ports, decision, read, amountCents);
  });
  if (decided.outcome === 'done') await sendClaims(ports, 'assign', practice, [claimId(target)]);
  return decided;
}

/** 0 for the claim as a whole; a line that no claim has when the target names none. */
function lineOf({ target }: Decision): number {
  const [, line = '0'] = target.split('/');
  return /^\d{1,3}$/.test(line) ? Number(line) : -1;
}

function hasLine({ facts }: ReadFacts, line: number): boolean {
  return line === 0 || facts.lines.some((row) => row.line === line);
}

/** Null when another decision had the turn. */
async function take(
  ports: Ports,
  decision: Decision,
  { claim, facts, parts }: ReadFacts,
  amountCents: Cents,
): Promise<Decided | null> {
  const { practice, claimId: target } = claim;
  const entryId = entryIdOf(`${target}.decision.${hashOf(decision.decisionId).slice(0, 16)}`, 0);
  if (parts.decisions.some((row) => row.entryId === entryId)) return done;
  const owed = (account: Account) => balanceOf(facts, (one) => one === account);
  const ar = writeOffAccount(claim, decision.reason, amountCents, owed);
  if (amountCents > owed(ar)) return refused('write-off-above-balance');
  const postings = writeOffPostings(ar, decision.reason, lineOf(decision), amountCents);
  const entry = entryOf(ports, practice, decision, target, entryId, 'write-off', postings);
  const { done: written } = await ports.records.transact([
    entryAction(entry),
    turnAction(practice, target, parts, [entryId]),
    decisionAction(practice, decision, target, entryId),
    auditAction(practice, entry.bookDate, 'write-off', entryId),
  ]);
  return written ? done : null;
}

async function needsApproval(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  amountCents: Cents,
): Promise<boolean> {
  const limit = (await readReference(ports, practice)).practice?.writeOffLimitCents ?? 10_000;
  const approved = decision.approvedBy !== '' && decision.approvedBy !== decision.by;
  return amountCents > limit && !approved;
}
