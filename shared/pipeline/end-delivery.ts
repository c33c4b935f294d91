/** How a delivery ends, or waits: with the bytes shown as sent, or with a person who knows which file it is. */
import type { Answer } from '../receiver/remote.ts';
import { zero } from '../values/money.ts';
import { auditAction } from './audit.ts';
import { openItem, settleItems } from './open-item.ts';
import type { Outcome, Ports } from './ports.ts';
import {
  changeAction,
  dueAction,
  newDelivery,
  readDelivery,
  type StoredDelivery,
} from './stored-delivery.ts';
import { isAnswer, takeAnswer } from './take-answer.ts';

/** An answer after which nothing is tried any more. */
export type FinalAnswer = Exclude<Answer, { kind: 'busy' | 'lost' }>;

export function conclude(
  ports: Ports,
  delivery: StoredDelivery,
  answer: FinalAnswer,
  bytes: Uint8Array,
): Promise<Outcome> {
  switch (answer.kind) {
    case 'accepted':
      return accept(
        ports,
        { ...delivery, state: 'accepted', said: answer.trace },
        heard(answer.reply),
        bytes,
      );
    case 'refused':
      return giveUp(
        ports,
        { ...delivery, state: 'refused', said: answer.code },
        heard(answer.reply),
      );
    case 'gone':
      return giveUp(ports, { ...delivery, state: 'unknown', said: null }, null);
  }
}

/** Of what it replied, what is for a receiver to say. */
function heard(reply: Uint8Array | null): Uint8Array | null {
  return reply !== null && isAnswer(reply) ? reply : null;
}

/** Proof outweighs whatever somebody else has concluded meanwhile. */
async function accept(
  ports: Ports,
  accepted: StoredDelivery,
  reply: Uint8Array | null,
  bytes: Uint8Array,
): Promise<Outcome> {
  const { practice, receiver, name, said } = accepted;
  await ports.files.write('outbound', `${receiver}/${name}`, bytes, 'absent');
  if (reply !== null) await takeAnswer(ports, practice, receiver, reply);
  for (let now: StoredDelivery | null = accepted; now !== null; ) {
    if (await end(ports, { ...now, state: 'accepted', said })) break;
    now = await readDelivery(ports.records, accepted);
    if (now?.state === 'accepted') break;
  }
  await tidyUp(ports, accepted);
  return { event: 'delivery-ended', counts: { accepted: 1 } };
}

/** It stays due until nobody is asked about it any more: whoever is stopped before is followed by the sweep. */
export async function tidyUp(ports: Ports, delivery: StoredDelivery): Promise<void> {
  await settleItems(ports, delivery.practice, delivery.name, []);
  await ports.records.transact([dueAction({ ...delivery, state: 'accepted' })]);
}

/** The person is asked first: a crash between asks once more, and the same. */
async function giveUp(
  ports: Ports,
  ended: StoredDelivery,
  reply: Uint8Array | null,
): Promise<Outcome> {
  const { practice, receiver, name, state } = ended;
  // A reply says which claims were turned away and why; each gets an item of its own.
  if (reply !== null) await takeAnswer(ports, practice, receiver, reply);
  else await ask(ports, ended, `delivery-${state}`);
  if (!(await end(ports, ended))) {
    await closeIfAccepted(ports, ended);
    return { event: 'delivery-taken-over', counts: {} };
  }
  if (reply !== null) await settleItems(ports, practice, name, []);
  return { event: 'delivery-ended', counts: { [state]: 1 } };
}

/** Another worker may have had its answer while this one asked. */
async function closeIfAccepted(ports: Ports, delivery: StoredDelivery): Promise<void> {
  const now = await readDelivery(ports.records, delivery);
  if (now?.state === 'accepted') await tidyUp(ports, now);
}

async function end(ports: Ports, ended: StoredDelivery): Promise<boolean> {
  const { practice, receiver, name, state, version } = ended;
  const event = auditAction(
    practice,
    ports.clock.today(),
    `delivery-${state}`,
    receiver,
    name,
    String(version),
  );
  const due = state === 'accepted' ? [] : [dueAction(ended)];
  const { done } = await ports.records.transact([changeAction(ended), ...due, event]);
  return done;
}

/** Somebody knows of it from the first evening on; the item closes when the receiver takes the file. */
export async function keepWaiting(
  ports: Ports,
  delivery: StoredDelivery,
  code: string,
): Promise<Outcome> {
  await ask(ports, { ...delivery, said: code }, 'delivery-waits');
  await closeIfAccepted(ports, delivery);
  return { event: 'delivery-waits', counts: { waiting: 1 } };
}

/** `follow-up`: no claim was turned away; somebody has to ask the receiver what became of a file. */
async function ask(ports: Ports, { practice, name, said }: StoredDelivery, what: string) {
  await openItem(ports, practice, name, {
    queue: 'follow-up',
    category: 'delivery',
    claimId: null,
    amountCents: zero,
    reason: [what, name, said].filter(Boolean).join(' '),
    deadline: null,
  });
}

/** A person vouches that what was refused or lost never arrived: from here on it is another delivery. */
export async function reopened(ports: Ports, ended: StoredDelivery): Promise<StoredDelivery> {
  if (ended.state === 'open' || ended.state === 'accepted') return ended;
  const fresh = { ...newDelivery(ended, ended.generation + 1), version: ended.version };
  const { practice, receiver, name, version } = ended;
  const today = ports.clock.today();
  const event = auditAction(practice, today, 'delivery-again', receiver, name, String(version));
  const { done } = await ports.records.transact([changeAction(fresh), dueAction(fresh), event]);
  return done ? { ...fresh, version: fresh.version + 1 } : ended;
}
