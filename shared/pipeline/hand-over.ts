/** Bytes that are kept in the outbox leave the house: dropped at once, or by `deliver` over a network. */
import type { Delivery, Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import { type DeliveryId, newDelivery, openActions } from './stored-delivery.ts';

/** `handed`: `deliver` sees to the rest, and asks a person where it can not. */
export type HandedOver = Delivery | { readonly outcome: 'handed' };

/** However often it is called for one name, one delivery comes of it. */
export async function handOver(
  ports: Ports,
  delivery: DeliveryId,
  bytes: Uint8Array,
): Promise<HandedOver> {
  const { practice, receiver, name } = delivery;
  const { receivers } = await readReference(ports, practice);
  if (!receivers.has(receiver)) return ports.clearinghouse.send(receiver, name, bytes);
  // Dropped before the receiver had a row, or delivered: either way it has left.
  const left = `${receiver}/${name}`;
  if (await ports.files.stamp('outbound', left)) return { outcome: 'accepted', trace: left };
  await ports.records.transact(openActions(newDelivery({ practice, receiver, name })));
  await ports.queues.send('deliver', [{ practice, receiver, name }]);
  return { outcome: 'handed' };
}

export function outboxPath({ practice, receiver, name }: DeliveryId): string {
  return `${practice}/${receiver}/${name}`;
}
