/** Suspended rows whose claim has appeared: out of suspense, onto the claim, exactly once. */
import { unapplied } from '../ledger/accounts.ts';
import type { Entry } from '../ledger/entry.ts';
import { sequenceOf } from '../ledger/post-row.ts';
import { type ClaimId, entryIdOf, type PracticeId } from '../values/ids.ts';
import { applyPrepaid } from './apply-prepaid.ts';
import { dueActions } from './due-secondary.ts';
import { claimKey } from './keys.ts';
import { claimsMessage } from './messages.ts';
import { primaryPosted } from './plan-row.ts';
import type { Ports, Step } from './ports.ts';
import { postAnswer } from './post-answer.ts';
import { readReference } from './read-reference.ts';
import { explainRecoupments, reversalNames } from './recoupment.ts';
import { sendClaims } from './send-claims.ts';
import { type ClaimParts, readClaim, type StoredClaim, type WaitingRow } from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';
import { closeUnmatched } from './unmatched.ts';
import { waitingRow } from './waiting-row.ts';

export const step: Step = (ports) => async (message) => {
  const { practice, claims } = claimsMessage.parse(message);
  let applied = 0;
  for (const claim of claims) {
    applied += await applyClaim(ports, practice, claim);
    applied += await applyPrepaid(ports, practice, claim);
  }
  await sendClaims(ports, 'assign', practice, claims);
  return { event: 'rows-applied', counts: { applied } };
};

/** Primary answers first, because a later payer's answer waits for them. */
async function applyClaim(ports: Ports, practice: PracticeId, claim: ClaimId): Promise<number> {
  let applied = 0;
  const { waiting } = await readClaim(ports.records, practice, claim);
  for (let round = 0; round < 2; round += 1) {
    for (const row of waiting) {
      const parts = await readClaim(ports.records, practice, claim);
      const still = parts.waiting.some((other) => other.rowId === row.rowId);
      if (still && (await applyRow(ports, parts, row))) applied += 1;
    }
  }
  return applied;
}

async function applyRow(ports: Ports, parts: ClaimParts, row: WaitingRow): Promise<boolean> {
  const { claim } = parts;
  if (claim === null) return false;
  const { chunk, payment } = await waitingRow(ports, claim.practice, row);
  const later = sequenceOf(claim, payment.status, chunk.payerIds) !== 1;
  if (later && !(await primaryPosted(ports, claim.practice, claim.claimId))) return false;
  const { rowId } = row;
  const reference = await readReference(ports, claim.practice);
  const answer = { reference, parts, payment, rowId, chunk, cash: unapplied };
  const posted = await postAnswer(ports, answer);
  const { adjudication, postings, priced } = posted;
  const entry: Entry = {
    entryId: entryIdOf(rowId, 1),
    practice: claim.practice,
    bookDate: ports.clock.today(),
    effectiveDate: chunk.checkDate,
    claimId: claim.claimId,
    event: 'application',
    source: rowId,
    postings,
  };
  await ports.records.transact([
    entryAction(entry, { facts: adjudication, priced }),
    ...dueActions(posted, payment, ports.clock.today()),
  ]);
  if (adjudication.reversal) {
    await explainRecoupments(ports, claim.practice, reversalNames(payment));
  }
  await forget(ports, claim, row);
  return true;
}

/** Last, so that a repeated delivery still finds what is left to do. */
async function forget(ports: Ports, claim: StoredClaim, row: WaitingRow): Promise<void> {
  await closeUnmatched(ports, claim.practice, row.rowId);
  const key = claimKey(claim.practice, claim.claimId, 'waiting', row.rowId);
  await ports.records.transact([{ kind: 'remove', store: 'claims', key }]);
}
