/** A person's correction of a claim: its next version, with the charge booked anew where it differs. */
import { contentHashOf, visitHashOf } from '../encounter/content-hash.ts';
import { correctEncounter } from '../encounter/correct-encounter.ts';
import type { ReadableEncounter } from '../encounter/read-csv.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import type { Entry } from '../ledger/entry.ts';
import { claimId, type PracticeId } from '../values/ids.ts';
import type { Decision } from '../work/decision.ts';
import { auditAction } from './audit.ts';
import { buildClaim } from './build-claim.ts';
import { correctionEntries } from './charge-entries.ts';
import { currentStanding, readFacts } from './claim-facts.ts';
import { turnAction } from './claim-turn.ts';
import {
  answersOfPayer,
  chargedVersion,
  currentVersion,
  isUnsent,
  lastAnswered,
  nextNumber,
} from './claim-versions.ts';
import type { Decided } from './decide.ts';
import { decisionAction, decisionPart, done, refused } from './decision-effects.ts';
import { claimKey, stagePartition, visitKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import { sendClaims } from './send-claims.ts';
import {
  type ClaimParts,
  type ClaimVersion,
  type StoredClaim,
  versionPart,
} from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';

type Known = { readonly parts: ClaimParts; readonly facts: ClaimFacts };

/** A claim that is held, was rejected or has an answer; one that waits for its payer is left alone. */
export async function correctClaim(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
): Promise<Decided> {
  const target = claimId(decision.target);
  const known = await readFacts(ports, practice, target);
  if (known === null) return refused('target-unknown');
  if (!isDone(known.parts, decision)) {
    const decided = await makeVersion(ports, practice, decision, known);
    if (decided.outcome !== 'done') return decided;
  }
  await sendClaims(ports, 'scrub', practice, [target]);
  await sendClaims(ports, 'assign', practice, [target]);
  return done;
}

function isDone({ decisions }: ClaimParts, decision: Decision): boolean {
  const id = decisionPart(decision);
  return decisions.some((row) => row.entryId === id);
}

async function makeVersion(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  known: Known,
): Promise<Decided> {
  const why = whyNot(known);
  if (why !== null) return refused(why);
  const before = chargedVersion(known.parts);
  const correction = correctEncounter(before.encounter, decision.detail.trim());
  if (correction.kind === 'wrong') return refused(correction.code);
  const claim = await rebuilt(ports, practice, before, correction.row);
  const visit = await visitOf(ports, before, claim);
  if (visit === 'taken') return refused('visit-of-another-claim');
  const version = versionAfter(known, { ...claim, duplicateOf: visit.duplicateOf });
  if (version === null) return refused('payer-control-number-unknown');
  const entries = correctionEntries(before, version, ports.clock.today(), decision.decisionId);
  const actions = [
    ...versionActions(ports, practice, decision, version, entries),
    turnAction(
      practice,
      version.claim.claimId,
      known.parts,
      entries.map((row) => row.entryId),
    ),
    ...visit.actions,
  ];
  if (actions.length > mostActions) return refused('correction-too-large');
  const { done: written } = await ports.records.transact(actions);
  if (!written) throw new Error('a claim was changed while it was corrected');
  return done;
}

/** What one transaction holds. */
const mostActions = 100;

function whyNot({ facts, parts }: Known): string | null {
  if (facts.state === 'voided') return 'claim-voided';
  const { number } = currentVersion(parts);
  const answered = lastAnswered(facts.adjudications) >= number;
  const turnedAway = currentStanding(parts).state === 'rejected';
  return isUnsent(parts) || answered || turnedAway ? null : 'answer-awaited';
}

/** Priced by the contracts in force today; what intake said of it stays. */
async function rebuilt(
  ports: Ports,
  practice: PracticeId,
  before: StoredClaim,
  row: ReadableEncounter,
): Promise<StoredClaim> {
  const { arrivalKnown, duplicateOf, fileId, takenOn } = before;
  const intake = { arrivalKnown, duplicateOf, takenOn };
  return {
    ...buildClaim(await readReference(ports, practice), practice, row, intake),
    contentHash: contentHashOf(row.encounter),
    visitHash: visitHashOf(row.encounter),
    fileId,
  };
}

/** A visit that becomes another one must not be charged already; a duplicate that is none any more is charged. */
async function visitOf(ports: Ports, before: StoredClaim, after: StoredClaim) {
  if (before.visitHash === after.visitHash) {
    return { duplicateOf: before.duplicateOf, actions: [] };
  }
  const key = visitKey(after.practice, after.visitHash);
  const first = await ports.records.get('claims', key);
  if (first !== null && first['claimId'] !== after.claimId) return 'taken';
  const item = { claimId: after.claimId };
  const put: Action = { kind: 'put', store: 'claims', key, item, when: 'absent' };
  return { duplicateOf: null, actions: first === null ? [put] : [] };
}

/** What its payer has answered is replaced by the payer's own number; all else is a new claim. */
function versionAfter({ facts, parts }: Known, claim: StoredClaim): ClaimVersion | null {
  const number = nextNumber(parts);
  const answers = answersOfPayer(parts, claim.encounter.payerId, facts.adjudications);
  const last = answers.at(-1);
  if (last === undefined) return { number, claim, frequency: '1', originalControlNumber: null };
  const acknowledged = parts.receipts.map((row) => row.payerControlNumber);
  const own = [last.payerControlNumber, ...acknowledged].find((text) => text !== '');
  return own === undefined ? null : { number, claim, frequency: '7', originalControlNumber: own };
}

function versionActions(
  ports: Ports,
  practice: PracticeId,
  decision: Decision,
  version: ClaimVersion,
  entries: readonly Entry[],
): readonly Action[] {
  const { claimId: claim } = version.claim;
  const key = claimKey(practice, claim, versionPart(version.number));
  const practiceStage = stagePartition(practice, 'corrected');
  const item = { ...version, practiceStage, claimPart: `${claim}#${version.number}` };
  return [
    { kind: 'put', store: 'claims', key, item, when: 'absent' },
    ...entries.map((entry) => entryAction(entry, { priced: version.claim })),
    decisionAction(practice, decision, claim, decisionPart(decision)),
    auditAction(practice, ports.clock.today(), 'claim-corrected', claim, String(version.number)),
  ];
}
