/**
 * A person sends a claim again as new because its payer never had it: the same claim, its next version. Of a
 * claim that the first payer has answered it is the bill to the second one.
 */
import { type ClaimId, claimId, type PracticeId } from '../values/ids.ts';
import type { Decision } from '../work/decision.ts';
import { auditAction } from './audit.ts';
import { billByPerson } from './bill-secondary.ts';
import { type ReadFacts, readFacts } from './claim-facts.ts';
import { currentVersion, isUnsent, lastAnswered, nextNumber } from './claim-versions.ts';
import type { Decided } from './decide.ts';
import { decisionAction, decisionPart, done, refused } from './decision-effects.ts';
import { claimKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { sendClaims } from './send-claims.ts';
import { type ClaimParts, type ClaimVersion, versionPart } from './stored-claim.ts';
import { billAction, type SecondaryBill } from './stored-secondary.ts';

/** Never by itself and never a claim that its payer has answered: that one is corrected. */
export async function resubmitClaim(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const target = claimId(decision.target);
  const known = await readFacts(ports, practice, target);
  if (known === null) return refused('target-unknown');
  const part = decisionPart(decision);
  if (!known.parts.decisions.some((row) => row.entryId === part)) {
    const version = versionAfter(ports, practice, known);
    if (typeof version === 'string') return refused(version);
    await write(ports, practice, decision, target, version);
  }
  await sendClaims(ports, 'scrub', practice, [target]);
  await sendClaims(ports, 'assign', practice, [target]);
  return done;
}

/** Or why there is none, as a code. */
function versionAfter(ports: Ports, practice: PracticeId, known: ReadFacts): NextVersion | string {
  const { facts, parts } = known;
  const before = currentVersion(parts);
  if (facts.state === 'voided') return 'claim-voided';
  if (isUnsent(parts)) return 'claim-not-sent';
  if (lastAnswered(facts.adjudications) < before.number) return nextVersion(parts, before);
  const bill = billByPerson(known, ports.clock.today());
  return bill === null ? 'claim-answered' : billPut(practice, facts.claimId, bill);
}

type NextVersion = { readonly number: number; readonly put: Action };

function nextVersion(parts: ClaimParts, { claim }: ClaimVersion): NextVersion {
  const { claimId: target, practice } = claim;
  const version: ClaimVersion = {
    number: nextNumber(parts),
    claim,
    frequency: '1',
    originalControlNumber: null,
    resubmitted: true,
  };
  const key = claimKey(practice, target, versionPart(version.number));
  const put = { kind: 'put', store: 'claims', key, item: version, when: 'absent' } as const;
  return { number: version.number, put };
}

function billPut(practice: PracticeId, target: ClaimId, bill: SecondaryBill): NextVersion {
  return { number: bill.number, put: billAction(practice, target, bill, true) };
}

async function write(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  target: ClaimId,
  { number, put }: NextVersion,
): Promise<void> {
  const { done: written } = await ports.records.transact([
    put,
    decisionAction(practice, decision, target, decisionPart(decision)),
    auditAction(practice, ports.clock.today(), 'claim-resubmitted', target, String(number)),
  ]);
  if (!written) throw new Error('a claim was changed while it was resubmitted');
}
