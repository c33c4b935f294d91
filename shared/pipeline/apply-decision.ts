/** One decision's effect, guarded so that a second try finds it done. */
import { balanceOf } from '../kpi/claim-balance.ts';
import type { Account } from '../ledger/accounts.ts';
import { writeOffAccount, writeOffPostings } from '../ledger/write-off.ts';
import { rulebook } from '../scrub/rulebook.ts';
import { claimId, entryIdOf, hashOf, type PracticeId } from '../values/ids.ts';
import { type Cents, negate, zero } from '../values/money.ts';
import { closed } from '../work/assign.ts';
import type { Decision } from '../work/decision.ts';
import { auditAction } from './audit.ts';
import { chargeActions } from './charge-entries.ts';
import { balanceAction } from './claim-actions.ts';
import { readFacts } from './claim-facts.ts';
import { correctClaim } from './correct-claim.ts';
import type { Decided } from './decide.ts';
import { changeItem, decisionAction, done, entryOf, refused } from './decision-effects.ts';
import { acceptAnswer, noteAppeal } from './dispute-answer.ts';
import { claimKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { claimEntries } from './read-entries.ts';
import { readReference } from './read-reference.ts';
import { sendClaims } from './send-claims.ts';
import { readClaim, type StoredClaim } from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';
import { targetedItems } from './targeted-items.ts';

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
    case 'appeal-filed':
    case 'appeal-decided':
      return noteAppeal(ports, practice, decision);
    default:
      return decision.action satisfies never;
  }
}

/** Never above the practice's limit without a second person, never more than is owed. */
async function writeOffBalance(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const [target = '', line = '0'] = decision.target.split('/');
  const read = await readFacts(ports, practice, claimId(target));
  const { amountCents } = decision;
  if (read === null || read.parts.claim === null) return refused('target-unknown');
  const known = line === '0' || read.facts.lines.some((row) => String(row.line) === line);
  if (!known) return refused('target-unknown');
  if (amountCents === null || amountCents <= 0) return refused('amount-missing');
  if (await needsApproval(ports, practice, decision, amountCents)) {
    return refused('write-off-needs-approval');
  }
  const owed = (account: Account) => balanceOf(read.facts, (one) => one === account);
  const ar = writeOffAccount(read.parts.claim, decision.reason, amountCents, owed);
  const entryId = entryIdOf(
    `${read.facts.claimId}.decision.${hashOf(decision.decisionId).slice(0, 16)}`,
    0,
  );
  const earlier = read.parts.decisions.some((row) => row.entryId === entryId);
  if (!earlier && amountCents > owed(ar)) {
    return refused('write-off-above-balance');
  }
  const postings = writeOffPostings(ar, decision.reason, Number(line), amountCents);
  const entry = entryOf(
    ports,
    practice,
    decision,
    read.facts.claimId,
    entryId,
    'write-off',
    postings,
  );
  await ports.records.transact([
    entryAction(entry),
    balanceAction(entry),
    decisionAction(practice, decision, read.facts.claimId, entryId),
    auditAction(practice, entry.bookDate, 'write-off', entryId),
  ]);
  await sendClaims(ports, 'assign', practice, [read.facts.claimId]);
  return done;
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
  await ports.records.transact([
    { kind: 'put', store: 'claims', key, item, when: 'absent' },
    ...(rule.id === 'I01' ? duplicateCharge(ports, claim) : []),
  ]);
  await sendClaims(ports, 'scrub', practice, [target]);
  return done;
}

/** A visit that is no duplicate after all is charged like any other. */
function duplicateCharge(ports: Ports, claim: StoredClaim): readonly Action[] {
  if (claim.duplicateOf === null) return [];
  const key = claimKey(claim.practice, claim.claimId, 'balance');
  const amounts = { insurerCents: claim.chargeCents, patientCents: zero };
  return [
    ...chargeActions(claim, ports.clock.today()),
    { kind: 'add', store: 'claims', key, amounts },
  ];
}

/** The charge goes back out of revenue; whatever was paid stays to be credited by measuring. */
async function voidClaim(ports: Ports, practice: PracticeId, decision: Decision): Promise<Decided> {
  const target = claimId(decision.target);
  const { claim } = await readClaim(ports.records, practice, target);
  if (claim === null) return refused('target-unknown');
  const entryId = entryIdOf(`${target}.void`, 0);
  const entries = await claimEntries(ports.records, practice, target);
  const charges = entries.filter((row) => row.entry.event === 'charge');
  const postings = charges
    .flatMap((row) => row.entry.postings)
    .map((posting) => ({
      ...posting,
      amountCents: negate(posting.amountCents),
    }));
  const entry = entryOf(ports, practice, decision, target, entryId, 'void', postings);
  await ports.records.transact([
    entryAction(entry),
    balanceAction(entry),
    decisionAction(practice, decision, target, entryId),
    auditAction(practice, entry.bookDate, 'void', target),
  ]);
  await sendClaims(ports, 'scrub', practice, [target]);
  await sendClaims(ports, 'assign', practice, [target]);
  return done;
}

/** By an item's id, or all that are open for a file by its key. */
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
  const { decisionId } = decision;
  const today = ports.clock.today();
  for (const { item } of targeted) {
    await changeItem(ports, practice, item.itemId, (open) =>
      decision.action === 'close'
        ? closed(open, today, decisionId)
        : { ...open, owner: decision.detail.trim() },
    );
  }
  return done;
}
