/** The end of a business date: every ready claim goes to its receiver, once, in bytes that never change. */
import { isFacilityBill } from '../claim/facility-claim.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import { auditAction } from './audit.ts';
import { batchBytes, batchedClaims } from './batch-bytes.ts';
import { currentStanding } from './claim-facts.ts';
import { currentVersion, isSent, isUnsent, versionOf } from './claim-versions.ts';
import { eachPractice } from './each-practice.ts';
import { markSent } from './mark-sent.ts';
import { openItem } from './open-item.ts';
import type { Action, Ports, Step } from './ports.ts';
import { readPosted } from './read-posted.ts';
import { type Reference, readReference } from './read-reference.ts';
import { scrubAction } from './scrub.ts';
import { sendClaims } from './send-claims.ts';
import { stagedClaims } from './staged-claims.ts';
import {
  batchKey,
  batchName,
  claimsPerBatch,
  lastBatch,
  outboxKey,
  type StoredBatch,
} from './stored-batch.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, 'submit', message, (practice) => submitPractice(ports, practice));

/**
 * The last number is read before the claims are chosen: whoever writes the next number first owns it,
 * and the other one chooses again from what is left. An intended batch is finished before a new one.
 */
async function submitPractice(ports: Ports, practice: PracticeId) {
  let claims = 0;
  for (;;) {
    const last = await lastBatch(ports.records, practice);
    if (last?.state === 'intended') {
      await finish(ports, practice, last);
      continue;
    }
    const batch = await nextBatch(ports, practice, (last?.number ?? 0) + 1);
    if (batch === null) return { event: 'claims-submitted', counts: { claims } };
    const key = batchKey(practice, batch.number);
    const intent: Action = { kind: 'put', store: 'files', key, item: batch, when: 'absent' };
    if (!(await ports.records.transact([intent])).done) continue;
    await finish(ports, practice, batch);
    claims += batch.claims.length;
  }
}

/** Ready claims of one receiver and guide, as many as a batch may hold; null when none is ready. */
async function nextBatch(
  ports: Ports,
  practice: PracticeId,
  number: number,
): Promise<StoredBatch | null> {
  const chosen: ReadyClaim[] = [];
  const { payers } = await readReference(ports, practice);
  for await (const claimId of stagedClaims(ports, practice, 'ready')) {
    const ready = await readyClaim(ports, payers, practice, claimId);
    if (ready !== null && goesWith(ready, chosen[0] ?? ready)) chosen.push(ready);
    if (chosen.length === claimsPerBatch) break;
  }
  const [first] = chosen;
  if (first === undefined) return null;
  const on = ports.clock.today();
  return {
    version: 1,
    receiver: first.receiver,
    on,
    number,
    firstTransaction: 1,
    claims: chosen.map((row) => row.claim),
    versions: chosen.map((row) => row.number),
    name: batchName(practice, on, number),
    state: 'intended',
  };
}

type ReadyClaim = {
  readonly claim: ClaimId;
  readonly number: number;
  readonly receiver: string;
  /** Bills of facilities go in a file of their own. */
  readonly ofFacility: boolean;
};

function goesWith(ready: ReadyClaim, first: ReadyClaim): boolean {
  return ready.receiver === first.receiver && ready.ofFacility === first.ofFacility;
}

/** Null for a claim that is not ready after all; what a payer has answered already is not sent any more. */
async function readyClaim(
  ports: Ports,
  payers: Reference['payers'],
  practice: PracticeId,
  claim: ClaimId,
): Promise<ReadyClaim | null> {
  const parts = await readClaim(ports.records, practice, claim);
  if (parts.claim === null || !isScrubbed(parts)) return null;
  const { number } = currentVersion(parts);
  if (isOvertaken(parts) || (await isAnswered(ports, practice, parts, number))) {
    await setAside(ports, practice, claim, parts);
    return null;
  }
  const { encounter } = parts.claim;
  const receiver = payers.get(encounter.payerId)?.receiver;
  if (receiver === undefined) return null;
  return { claim, number, receiver, ofFacility: isFacilityBill(encounter) };
}

/** The version that was scrubbed is the current one, and has not gone out. */
function isScrubbed(parts: ClaimParts): boolean {
  return parts.scrub?.of === currentVersion(parts).number && isUnsent(parts);
}

/** An earlier version lies with the same payer after all: sent again as new it would be a duplicate. */
function isOvertaken(parts: ClaimParts): boolean {
  const { claim, frequency, number } = currentVersion(parts);
  const before = parts.versions.find((row) => row.number === number - 1);
  if (before === undefined || frequency !== '1' || !isSent(parts, before.number)) return false;
  const same = before.claim.encounter.payerId === claim.encounter.payerId;
  return same && currentStanding(parts).state !== 'rejected';
}

/** The header counts answers at once; only where there are any is it asked which version they are about. */
async function isAnswered(
  ports: Ports,
  practice: PracticeId,
  { balance, claim }: ClaimParts,
  number: number,
): Promise<boolean> {
  if (claim === null || (balance?.answers ?? 0) === 0) return false;
  const { entries } = await readPosted(ports.records, practice, claim.claimId);
  return entries.some(({ facts }) => facts !== null && versionOf(facts) >= number);
}

async function setAside(ports: Ports, practice: PracticeId, claim: ClaimId, parts: ClaimParts) {
  if (parts.scrub === null) return;
  const { version } = parts.scrub;
  const scrubbed = { ...parts.scrub, answered: true, version: version + 1 };
  await ports.records.transact([scrubAction(practice, claim, scrubbed, version, null)]);
  await sendClaims(ports, 'assign', practice, [claim]);
}

/** Each part is done once however often it is tried: bytes kept, claims marked, handed over, noted. */
async function finish(ports: Ports, practice: PracticeId, batch: StoredBatch): Promise<void> {
  const claims = await batchedClaims(ports.records, practice, batch);
  const outbox = outboxKey(practice, batch);
  if ((await ports.files.read('outbox', outbox)) === null) {
    const written = await batchBytes(ports, practice, batch, claims);
    await ports.files.write('outbox', outbox, written, 'absent');
  }
  const bytes = await ports.files.read('outbox', outbox);
  if (bytes === null) throw new Error('the bytes of a batch are gone');
  await markSent(ports, practice, batch, claims);
  const delivery = await ports.clearinghouse.send(batch.receiver, batch.name, bytes);
  const accepted = delivery.outcome === 'accepted';
  if (!accepted) await askPerson(ports, practice, batch, delivery.outcome);
  const key = batchKey(practice, batch.number);
  const item = { ...batch, version: batch.version + 1, state: accepted ? 'sent' : 'person' };
  await ports.records.transact([
    { kind: 'put', store: 'files', key, item, when: { version: batch.version } },
    auditAction(practice, batch.on, 'batch-sent', batch.name),
  ]);
}

async function askPerson(ports: Ports, practice: PracticeId, batch: StoredBatch, outcome: string) {
  await openItem(ports, practice, batch.name, {
    queue: 'follow-up',
    category: 'batch',
    claimId: null,
    amountCents: zero,
    reason: `batch-${outcome} ${batch.name}`,
    deadline: null,
  });
}
