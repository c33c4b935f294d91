/** The end of a business date: every ready claim goes to its receiver, once, in bytes that never change. */
import type { Reference } from '../reference/in-force.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import { auditAction } from './audit.ts';
import { batchBytes } from './batch-bytes.ts';
import { eachPractice } from './each-practice.ts';
import { claimKey } from './keys.ts';
import { openItem } from './open-item.ts';
import type { Action, Ports, Step } from './ports.ts';
import { claimEntries } from './read-entries.ts';
import { readReference } from './read-reference.ts';
import { scrubAction } from './scrub.ts';
import { sendClaims } from './send-claims.ts';
import {
  batchKey,
  batchName,
  claimsPerBatch,
  lastBatch,
  outboxKey,
  type StoredBatch,
} from './stored-batch.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';
import { stageClaims } from './sweep.ts';

export const step: Step = (ports) => (message) =>
  eachPractice(ports, message, (practice) => submitPractice(ports, practice));

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

/** The ready claims of one receiver, as many as a batch may hold; null when none is ready. */
async function nextBatch(
  ports: Ports,
  practice: PracticeId,
  number: number,
): Promise<StoredBatch | null> {
  const ready = await readyClaims(ports, practice, await readReference(ports, practice));
  const [first] = [...ready].sort();
  if (first === undefined) return null;
  const [receiver, claims] = first;
  const on = ports.clock.today();
  return {
    version: 1,
    receiver,
    on,
    number,
    firstTransaction: 1,
    claims: claims.slice(0, claimsPerBatch),
    name: batchName(practice, on, number),
    state: 'intended',
  };
}

/** By receiver; what a payer has answered already is not sent any more. */
async function readyClaims(
  ports: Ports,
  practice: PracticeId,
  reference: Reference,
): Promise<ReadonlyMap<string, ClaimId[]>> {
  const ready = new Map<string, ClaimId[]>();
  for (const claimId of (await stageClaims(ports, practice, 'ready')).toSorted()) {
    const parts = await readClaim(ports.records, practice, claimId);
    if (parts.claim === null || parts.scrub === null || parts.submissions.length > 0) continue;
    if (await isAnswered(ports, practice, claimId)) {
      await setAside(ports, practice, claimId, parts);
      continue;
    }
    const receiver = reference.payers.get(parts.claim.encounter.payerId)?.receiver;
    if (receiver === undefined) continue;
    ready.set(receiver, [...(ready.get(receiver) ?? []), claimId]);
  }
  return ready;
}

async function isAnswered(ports: Ports, practice: PracticeId, claim: ClaimId): Promise<boolean> {
  const entries = await claimEntries(ports.records, practice, claim);
  return entries.some(({ facts }) => facts !== null);
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
  const outbox = outboxKey(practice, batch);
  if ((await ports.files.read('outbox', outbox)) === null) {
    await ports.files.write('outbox', outbox, await batchBytes(ports, practice, batch), 'absent');
  }
  const bytes = await ports.files.read('outbox', outbox);
  if (bytes === null) throw new Error('the bytes of a batch are gone');
  for (const claim of batch.claims) await markSent(ports, practice, batch, claim);
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

async function markSent(ports: Ports, practice: PracticeId, batch: StoredBatch, claim: ClaimId) {
  const { scrub, submissions } = await readClaim(ports.records, practice, claim);
  if (submissions.length > 0 || scrub === null) return;
  const key = claimKey(practice, claim, 'submission', '1');
  const item = { batch: batch.name, receiver: batch.receiver, on: batch.on };
  const scrubbed = { ...scrub, version: scrub.version + 1 };
  await ports.records.transact([
    { kind: 'put', store: 'claims', key, item, when: 'absent' },
    scrubAction(practice, claim, scrubbed, scrub.version, null),
    auditAction(practice, batch.on, 'claim-sent', claim, '1'),
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
