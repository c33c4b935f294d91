/**
 * Receivers that are left alone for a while: a login that fails again and again locks an account, and a host that
 * does not prove itself is not spoken to again until its row is another or a person says so.
 */
import * as z from 'zod/mini';
import type { Barrier } from '../receiver/remote.ts';
import type { Receiver } from '../reference/reference.ts';
import { hashOf, type PracticeId } from '../values/ids.ts';
import { idSchema } from '../values/schemas.ts';
import { exchangeKey } from './keys.ts';
import type { Key, Ports } from './ports.ts';

const loginPauseMs = 30 * 60_000;

const schema = z.object({
  code: idSchema<Barrier>(),
  /** The row that was followed there, hashed. */
  place: z.string(),
  /** In milliseconds since 1970; null: by itself never. */
  until: z.nullable(z.number()),
});

/** Why the row is not followed now; null when it may be. */
export async function barrierAt(
  { clock, records }: Ports,
  practice: PracticeId,
  row: Receiver,
): Promise<Barrier | null> {
  const item = await records.get('exchanges', keyOf(practice, row));
  if (item === null) return null;
  const { code, place, until } = schema.parse(item);
  const stands = place === placeOf(row) && (until === null || clock.now() < until);
  return stands ? code : null;
}

/** What is not reached may be tried at once again. */
export async function noteBarrier(
  { clock, records }: Ports,
  practice: PracticeId,
  row: Receiver,
  code: string,
): Promise<void> {
  if (!isLasting(code)) return;
  const until = code === 'login-refused' ? clock.now() + loginPauseMs : null;
  const item = { code, place: placeOf(row), until };
  const key = keyOf(practice, row);
  await records.transact([{ kind: 'put', store: 'exchanges', key, item, when: 'any' }]);
}

/** A person has looked. */
export async function liftBarrier(
  { records }: Ports,
  practice: PracticeId,
  row: Pick<Receiver, 'receiver'>,
): Promise<void> {
  const key = keyOf(practice, row);
  await records.transact([{ kind: 'remove', store: 'exchanges', key }]);
}

/** More tries at once would only harm. */
export function isLasting(code: string): boolean {
  return code === 'login-refused' || code === 'host-unproven';
}

function keyOf(practice: PracticeId, { receiver }: Pick<Receiver, 'receiver'>): Key {
  return exchangeKey(practice, 'barrier', receiver);
}

function placeOf({ answers, host, hostKey, method, path, user }: Receiver): string {
  return hashOf(method, host, path, answers, user, hostKey);
}
