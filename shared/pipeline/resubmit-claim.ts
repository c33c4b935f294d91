/** A person sends a claim again as new because its payer never had it: the same claim, its next version. */
import { claimId, type PracticeId } from '../values/ids.ts';
import type { Decision } from '../work/decision.ts';
import { auditAction } from './audit.ts';
import { readFacts } from './claim-facts.ts';
import { currentVersion, isUnsent, lastAnswered, nextNumber } from './claim-versions.ts';
import type { Decided } from './decide.ts';
import { decisionAction, decisionPart, done, refused } from './decision-effects.ts';
import { claimKey } from './keys.ts';
import type { Ports } from './ports.ts';
import { sendClaims } from './send-claims.ts';
import { type ClaimVersion, versionPart } from './stored-claim.ts';

/** Never by itself and never a claim that its payer has answered: that one is corrected. */
export async function resubmitClaim(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const target = claimId(decision.target);
  const known = await readFacts(ports, practice, target);
  if (known === null) return refused('target-unknown');
  const { facts, parts } = known;
  const part = decisionPart(decision);
  if (!parts.decisions.some((row) => row.entryId === part)) {
    const before = currentVersion(parts);
    if (facts.state === 'voided') return refused('claim-voided');
    if (isUnsent(parts)) return refused('claim-not-sent');
    if (lastAnswered(facts.adjudications) >= before.number) return refused('claim-answered');
    await makeVersion(ports, practice, decision, nextNumber(parts), before);
  }
  await sendClaims(ports, 'scrub', practice, [target]);
  await sendClaims(ports, 'assign', practice, [target]);
  return done;
}

async function makeVersion(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  number: number,
  { claim }: ClaimVersion,
): Promise<void> {
  const version: ClaimVersion = {
    number,
    claim,
    frequency: '1',
    originalControlNumber: null,
    resubmitted: true,
  };
  const { claimId: target } = claim;
  const key = claimKey(practice, target, versionPart('version', version.number));
  const { done: written } = await ports.records.transact([
    { kind: 'put', store: 'claims', key, item: version, when: 'absent' },
    decisionAction(practice, decision, target, decisionPart(decision)),
    auditAction(practice, ports.clock.today(), 'claim-resubmitted', target, String(version.number)),
  ]);
  if (!written) throw new Error('a claim was changed while it was resubmitted');
}
