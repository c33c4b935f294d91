/**
 * One file to one receiver over a network, at most once. What is about to happen is stored before it happens:
 * from the first act that can deliver on, only what the receiver promises is repeated, and a person does the rest.
 */

import { backOffMs } from '../receiver/back-off.ts';
import { type Capabilities, capabilitiesOf, mayRepeat } from '../receiver/capabilities.ts';
import type { Answer, Barrier, Outgoing, Remote, Unopened } from '../receiver/remote.ts';
import type { Receiver } from '../reference/reference.ts';
import { barrierAt, isLasting, liftBarrier, noteBarrier } from './barrier.ts';
import { conclude, keepWaiting, reopened, tidyUp } from './end-delivery.ts';
import { outboxPath } from './hand-over.ts';
import { deliveryMessage } from './messages.ts';
import type { Outcome, Ports, Step } from './ports.ts';
import { readReference } from './read-reference.ts';
import {
  changeAction,
  type DeliveryId,
  idempotencyKey,
  readDelivery,
  type StoredDelivery,
} from './stored-delivery.ts';

/** So often in one run; the sweep brings the next. */
const triesAtOnce = 4;

export const step: Step = (ports) => async (message) => {
  const { again = false, ...id } = deliveryMessage.parse(message);
  const delivery = await openDelivery(ports, id, again);
  if (delivery === null) return { event: 'delivery-known', counts: {} };
  const line = await openLine(ports, delivery);
  if (typeof line === 'string') return keepWaiting(ports, delivery, line);
  try {
    return await tryOften(ports, line, delivery);
  } finally {
    await line.remote.close();
  }
};

/** Null when it has ended. */
async function openDelivery(
  ports: Ports,
  id: DeliveryId,
  again: boolean,
): Promise<StoredDelivery | null> {
  if (again) await liftBarrier(ports, id.practice, id);
  const stored = await readDelivery(ports.records, id);
  const delivery = stored && again ? await reopened(ports, stored) : stored;
  // Whoever ended it may have been stopped before its items were closed.
  if (delivery?.state === 'accepted') await tidyUp(ports, delivery);
  return delivery?.state === 'open' ? delivery : null;
}

type Line = {
  readonly row: Receiver;
  readonly remote: Remote;
  readonly can: Capabilities;
  readonly place: string;
};

/** Or the code of what is missing or stands between. */
async function openLine(
  ports: Ports,
  { practice, receiver }: StoredDelivery,
): Promise<Line | 'receiver-unknown' | Unopened | Barrier> {
  const row = (await readReference(ports, practice)).receivers.get(receiver);
  if (row === undefined) return 'receiver-unknown';
  const barrier = await barrierAt(ports, practice, row);
  if (barrier !== null) return barrier;
  const remote = await ports.remotes.open(practice, row);
  if (typeof remote === 'string') return remote;
  const place = [row.method, row.host, row.path].join(' ');
  return { row, remote, can: capabilitiesOf[row.method], place };
}

/** Null: somebody else has taken the delivery over. */
type Tried = { readonly delivery: StoredDelivery; readonly answer: Answer } | null;

async function tryOften(ports: Ports, line: Line, first: StoredDelivery): Promise<Outcome> {
  const bytes = await ports.files.read('outbox', outboxPath(first));
  if (bytes === null) throw new Error('the bytes of a delivery are gone');
  let delivery = first;
  for (let turn = 1; ; turn += 1) {
    const tried = await tryOnce(ports, line, delivery, bytes);
    if (tried === null) return { event: 'delivery-taken-over', counts: {} };
    const { answer } = tried;
    delivery = tried.delivery;
    if (answer.kind !== 'busy' && answer.kind !== 'lost') {
      return conclude(ports, delivery, answer, bytes);
    }
    await noteBarrier(ports, delivery.practice, line.row, answer.code);
    const isEnough = turn === triesAtOnce || isLasting(answer.code);
    if (isEnough) return keepWaiting(ports, delivery, answer.code);
    const seed = `${idempotencyKey(delivery)} ${delivery.attempts}`;
    await ports.remotes.wait(backOffMs(seed, turn, answer.afterMs));
  }
}

async function tryOnce(
  ports: Ports,
  line: Line,
  delivery: StoredDelivery,
  bytes: Uint8Array,
): Promise<Tried> {
  if (bytes.length > line.can.maxBytes) return { delivery, answer: refusal('too-large') };
  return delivery.committed === null
    ? tryAnew(ports, line, delivery, bytes)
    : tryAgain(ports, line, delivery, bytes);
}

/** Nothing can have arrived. Each attempt writes aside under a name of its own, and one of them is chosen. */
async function tryAnew(
  ports: Ports,
  { remote, place }: Line,
  delivery: StoredDelivery,
  bytes: Uint8Array,
): Promise<Tried> {
  const owned = await change(ports, { ...delivery, attempts: delivery.attempts + 1 });
  if (owned === null) return null;
  const file = outgoing(owned, owned.attempts, bytes);
  const prepared = await remote.prepare(file);
  if (prepared !== 'ready') return { delivery: owned, answer: busy(prepared) };
  const firstTriedAt = ports.clock.now();
  const chosen = { committed: owned.attempts, firstTriedAt, triedAt: place };
  const committed = await change(ports, { ...owned, ...chosen });
  if (committed === null) return null;
  const answer = await remote.commit(file);
  if (answer.kind !== 'busy' && answer.kind !== 'refused') return { delivery: committed, answer };
  const never = { committed: null, firstTriedAt: null, triedAt: null };
  const untouched = await change(ports, { ...committed, ...never });
  return untouched && { delivery: untouched, answer };
}

/** It may have arrived. A refusal now says nothing of the try before, so it is no proof that it did not. */
async function tryAgain(
  ports: Ports,
  { remote, can, place }: Line,
  delivery: StoredDelivery,
  bytes: Uint8Array,
): Promise<Tried> {
  const { committed, firstTriedAt, triedAt } = delivery;
  const isThere = triedAt === null || triedAt === place;
  const allowed = isThere && mayRepeat(can, firstTriedAt ?? 0, ports.clock.now());
  if (committed === null || !allowed) return { delivery, answer: { kind: 'gone' } };
  const owned = await change(ports, { ...delivery, attempts: delivery.attempts + 1 });
  if (owned === null) return null;
  const answer = await remote.commit(outgoing(owned, committed, bytes));
  return { delivery: owned, answer: answer.kind === 'refused' ? { kind: 'gone' } : answer };
}

function outgoing(delivery: StoredDelivery, attempt: number, bytes: Uint8Array): Outgoing {
  const { name, generation } = delivery;
  const asideOf = (n: number) => `${name}.${generation}-${n}.tmp`;
  return {
    name,
    aside: asideOf(attempt),
    stale: attempt > 1 ? asideOf(attempt - 1) : null,
    bytes,
    key: idempotencyKey(delivery),
  };
}

function busy(code: string): Answer {
  return { kind: 'busy', code, afterMs: null };
}

function refusal(code: string): Answer {
  return { kind: 'refused', code, reply: null };
}

/** The delivery as it is stored now; null when somebody else has changed it. */
async function change(ports: Ports, delivery: StoredDelivery): Promise<StoredDelivery | null> {
  const { done } = await ports.records.transact([changeAction(delivery)]);
  return done ? { ...delivery, version: delivery.version + 1 } : null;
}
