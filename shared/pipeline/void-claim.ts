/** A claim that should never have been: its charge goes back out of revenue, and a payer that has it is told. */
import { claimId, entryIdOf, type PracticeId } from '../values/ids.ts';
import type { Decision } from '../work/decision.ts';
import { auditAction } from './audit.ts';
import { voidPostings } from './charge-entries.ts';
import { readFacts } from './claim-facts.ts';
import { inTurn, turnAction } from './claim-turn.ts';
import { chargedVersion } from './claim-versions.ts';
import type { Decided } from './decide.ts';
import { decisionAction, done, entryOf, refused } from './decision-effects.ts';
import { claimKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { sendClaims } from './send-claims.ts';
import { type ClaimVersion, versionPart } from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';
import { voidVersion } from './void-version.ts';

/** Whatever was paid stays, to be credited by measuring. */
export async function voidClaim(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const target = claimId(decision.target);
  const decided = await inTurn(() => takeBack(ports, practice, decision));
  if (decided.outcome !== 'done') return decided;
  await sendClaims(ports, 'scrub', practice, [target]);
  await sendClaims(ports, 'assign', practice, [target]);
  return done;
}

/** By the version that is current. Null when another decision had the turn. */
async function takeBack(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided | null> {
  const target = claimId(decision.target);
  const known = await readFacts(ports, practice, target);
  if (known === null) return refused('target-unknown');
  const { parts } = known;
  if (parts.decisions.some((row) => row.action === 'void')) return done;
  const entryId = entryIdOf(`${target}.void`, 0);
  const postings = voidPostings(chargedVersion(parts));
  const entry = entryOf(ports, practice, decision, target, entryId, 'void', postings);
  const version = voidVersion(known);
  const { done: written } = await ports.records.transact([
    ...(version === null ? [] : [versionPut(practice, version)]),
    entryAction(entry),
    turnAction(practice, target, parts, [entryId]),
    decisionAction(practice, decision, target, entryId),
    auditAction(practice, entry.bookDate, 'void', target),
  ]);
  return written ? done : null;
}

function versionPut(practice: PracticeId, version: ClaimVersion): Action {
  const key = claimKey(practice, version.claim.claimId, versionPart(version.number));
  return { kind: 'put', store: 'claims', key, item: version, when: 'absent' };
}
