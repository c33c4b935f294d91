/** The end of a business date: every ready claim goes to its receiver, once, in bytes that never change. */
import { isFacilityBill } from '../claim/facility-claim.ts';
import { capabilitiesOf } from '../receiver/capabilities.ts';
import type { Payer } from '../reference/reference.ts';
import type { ClaimId, PayerId, PracticeId } from '../values/ids.ts';
import { billSecondaries } from './bill-secondary.ts';
import { currentStanding } from './claim-facts.ts';
import { currentVersion, isSent, isUnsent, versionBefore, versionOf } from './claim-versions.ts';
import { eachPractice } from './each-practice.ts';
import { sendBatches } from './outbox.ts';
import type { Ports, Step } from './ports.ts';
import { printLate } from './print-late.ts';
import { claimEntries } from './read-entries.ts';
import { type Reference, readReference } from './read-reference.ts';
import { scrubAction } from './scrub.ts';
import { sendClaims } from './send-claims.ts';
import { sideBySide } from './side-by-side.ts';
import { stagedClaims } from './staged-claims.ts';
import { batchName, claimsPerBatch, type StoredBatch } from './stored-batch.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'submit', message, (practice) => submitPractice(ports, practice));

async function submitPractice(ports: Ports, practice: PracticeId) {
  await billSecondaries(ports, practice);
  await printLate(ports, practice);
  const sent = await sendBatches(ports, practice, (number) => nextBatch(ports, practice, number));
  for (const batch of sent)
    if (batch.kind === 'paper') await sendClaims(ports, 'assign', practice, batch.claims);
  const claims = sent.reduce((count, batch) => count + batch.claims.length, 0);
  return { event: 'claims-submitted', counts: { claims } };
}

/** Ready claims of one receiver and guide, as many as a batch may hold; null when none is ready. */
async function nextBatch(
  ports: Ports,
  practice: PracticeId,
  number: number,
): Promise<StoredBatch | null> {
  const chosen: ReadyClaim[] = [];
  const { payers, receivers } = await readReference(ports, practice);
  const look = (claim: ClaimId) => readyClaim(ports, payers, practice, claim);
  for await (const ready of sideBySide(stagedClaims(ports, practice, 'ready'), look)) {
    if (ready !== null && goesWith(ready, chosen[0] ?? ready)) chosen.push(ready);
    if (chosen.length === mostClaims(receivers, chosen[0]?.receiver)) break;
  }
  const [first] = chosen;
  if (first === undefined) return null;
  const on = ports.clock.today();
  const kind = first.paperTo === null ? '837' : 'paper';
  return {
    version: 1,
    kind,
    receiver: kind === 'paper' ? kind : first.receiver,
    on,
    number,
    firstTransaction: 1,
    claims: chosen.map((row) => row.claim),
    versions: chosen.map((row) => row.number),
    attempts: [],
    name: batchName(practice, on, number, kind),
    heard: 'nothing',
    state: 'intended',
  };
}

/** As many as its receiver takes in a file. */
function mostClaims(receivers: Reference['receivers'], receiver = ''): number {
  const method = receivers.get(receiver)?.method ?? 'drop';
  return Math.min(claimsPerBatch, capabilitiesOf[method].maxClaims);
}

type ReadyClaim = {
  readonly claim: ClaimId;
  readonly number: number;
  readonly receiver: string;
  /** Bills of facilities go in a file of their own. */
  readonly ofFacility: boolean;
  /** The payer to whom it is mailed; null when it goes as a file. */
  readonly paperTo: PayerId | null;
};

function goesWith(ready: ReadyClaim, first: ReadyClaim): boolean {
  if (ready.paperTo !== first.paperTo || ready.ofFacility !== first.ofFacility) return false;
  return ready.paperTo !== null || ready.receiver === first.receiver;
}

/**
 * Null when nothing of it is ready after all: what the first payer has answered already is not sent to it any
 * more, and a facility's bill to a payer that has come to take paper alone has no form here (rule C06 holds it).
 */
async function readyClaim(
  ports: Ports,
  payers: Reference['payers'],
  practice: PracticeId,
  claim: ClaimId,
): Promise<ReadyClaim | null> {
  const parts = await readClaim(ports.records, practice, claim);
  if (parts.claim === null) return null;
  if (!isScrubbed(parts)) return readyBill(payers, claim, parts);
  const { number, onPaper } = currentVersion(parts);
  if (isOvertaken(parts) || (await isAnswered(ports, practice, claim, number))) {
    await setAside(ports, practice, claim, parts);
    return readyBill(payers, claim, parts);
  }
  const { encounter } = parts.claim;
  const payer = payers.get(encounter.payerId);
  if (payer === undefined) return null;
  const ofFacility = isFacilityBill(encounter);
  if (ofFacility && !payer.electronic) {
    await sendClaims(ports, 'scrub', practice, [claim]);
    return null;
  }
  return {
    claim,
    number,
    receiver: payer.receiver,
    ofFacility,
    paperTo: onPaper ? payer.payerId : paperTo(payer),
  };
}

/** A bill to the second payer goes with the claims of its receiver; of a voided claim it stays here. */
function readyBill(
  payers: Reference['payers'],
  claim: ClaimId,
  { bills, decisions, versions }: ClaimParts,
): ReadyClaim | null {
  const bill = bills.find((row) => row.submission === null);
  const answered = versions.find((row) => row.number === bill?.of)?.claim.encounter;
  const payer = answered?.secondary && payers.get(answered.secondary.payerId);
  const voided = decisions.some((row) => row.action === 'void');
  if (bill === undefined || !payer || voided) return null;
  const { number } = bill;
  const { receiver } = payer;
  return { claim, number, receiver, ofFacility: false, paperTo: paperTo(payer) };
}

function paperTo({ electronic, payerId }: Payer): PayerId | null {
  return electronic ? null : payerId;
}

/** The version that was scrubbed is the current one, and has not gone out. */
function isScrubbed(parts: ClaimParts): boolean {
  return parts.scrub?.of === currentVersion(parts).number && isUnsent(parts);
}

/** An earlier version lies with the same payer after all: sent again as new it would be a duplicate. */
function isOvertaken(parts: ClaimParts): boolean {
  const { claim, frequency, number, resubmitted } = currentVersion(parts);
  if (resubmitted === true) return false;
  const before = versionBefore(parts, number);
  if (before === undefined || frequency !== '1' || !isSent(parts, before.number)) return false;
  const same = before.claim.encounter.payerId === claim.encounter.payerId;
  return same && currentStanding(parts).state !== 'rejected';
}

async function isAnswered(
  ports: Ports,
  practice: PracticeId,
  claim: ClaimId,
  number: number,
): Promise<boolean> {
  const entries = await claimEntries(ports.records, practice, claim);
  return entries.some(({ facts }) => facts !== null && versionOf(facts) >= number);
}

async function setAside(ports: Ports, practice: PracticeId, claim: ClaimId, parts: ClaimParts) {
  if (parts.scrub === null) return;
  const { version } = parts.scrub;
  const scrubbed = { ...parts.scrub, answered: true, version: version + 1 };
  await ports.records.transact([scrubAction(practice, claim, scrubbed, version, null)]);
  await sendClaims(ports, 'assign', practice, [claim]);
}
