/** One file on its way to one receiver: what was tried, and whether it may have arrived. */
import * as z from 'zod/mini';
import { hashOf, type PracticeId } from '../values/ids.ts';
import { idSchema, rowSchema } from '../values/schemas.ts';
import { exchangeKey } from './keys.ts';
import type { Action, Item, Records } from './ports.ts';
import { allRows } from './read-all.ts';

const schema = rowSchema({
  version: z.number(),
  practice: idSchema<PracticeId>(),
  receiver: z.string(),
  name: z.string(),
  /** `refused` and `unknown` lie with a person; a person alone may open them again. */
  state: z.enum(['open', 'accepted', 'refused', 'unknown']),
  /** How often a person has found that it never arrived. */
  generation: z.number(),
  attempts: z.number(),
  /** The attempt whose bytes aside were chosen to count; null before that: nothing can have arrived. */
  committed: z.nullable(z.number()),
  /** The first such try, in milliseconds since 1970. */
  firstTriedAt: z.nullable(z.number()),
  /** Where that try went: a row of receivers.csv may be replaced, and elsewhere nothing is known of it. */
  triedAt: z._default(z.nullable(z.string()), null),
  /** The receiver's trace, or the code of what it refused. */
  said: z.nullable(z.string()),
});

export type StoredDelivery = z.infer<typeof schema>;

export type DeliveryId = Pick<StoredDelivery, 'practice' | 'receiver' | 'name'>;

export function newDelivery(id: DeliveryId, generation = 0): StoredDelivery {
  const untried = { attempts: 0, committed: null, firstTriedAt: null, triedAt: null, said: null };
  return { version: 1, ...id, state: 'open', generation, ...untried };
}

/** The same for every try; a person's word that it never arrived makes it another. */
export function idempotencyKey({ practice, receiver, name, generation }: StoredDelivery): string {
  return hashOf(practice, receiver, name, String(generation)).slice(0, 40);
}

export async function readDelivery(
  records: Records,
  { practice, receiver, name }: DeliveryId,
): Promise<StoredDelivery | null> {
  const item = await records.get('exchanges', deliveryKey(practice, receiver, name));
  return item && schema.parse(item);
}

/** A new delivery and its place among those that are due; whoever comes later changes nothing. */
export function openActions(delivery: StoredDelivery): readonly Action[] {
  const { practice, receiver, name } = delivery;
  return [
    put(deliveryKey(practice, receiver, name), delivery, 'absent'),
    put(dueKey(practice, receiver, name), { receiver, name }, 'absent'),
  ];
}

/** The next version of a delivery, which somebody else must not have written meanwhile. */
export function changeAction(delivery: StoredDelivery): Action {
  const { practice, receiver, name, version } = delivery;
  const next = { ...delivery, version: version + 1 };
  return put(deliveryKey(practice, receiver, name), next, { version });
}

export function dueAction({ practice, receiver, name, state }: StoredDelivery): Action {
  const key = dueKey(practice, receiver, name);
  if (state === 'open') return put(key, { receiver, name }, 'any');
  return { kind: 'remove', store: 'exchanges', key };
}

/** What has not ended, for the sweep. */
export async function dueDeliveries(records: Records, practice: PracticeId) {
  const query = { store: 'exchanges', partition: practice, sortPrefix: 'due#' } as const;
  const rows = await allRows(records, query);
  return rows.map(({ item }) => ({
    practice,
    receiver: String(item['receiver']),
    name: String(item['name']),
  }));
}

type When = 'absent' | 'any' | { readonly version: number };

function put(key: ReturnType<typeof deliveryKey>, item: Item, when: When): Action {
  return when === 'absent'
    ? { kind: 'put', store: 'exchanges', key, item, when }
    : { kind: 'put', store: 'exchanges', key, item, when };
}

function deliveryKey(practice: PracticeId, receiver: string, name: string) {
  return exchangeKey(practice, 'delivery', receiver, name);
}

function dueKey(practice: PracticeId, receiver: string, name: string) {
  return exchangeKey(practice, 'due', receiver, name);
}
