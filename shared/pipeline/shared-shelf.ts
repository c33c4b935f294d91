/**
 * Who fetches where. What lies on one shelf of a receiver's is told apart by nothing but the account, so two
 * practices that fetch from the same one would get each other's patients: neither does until one has moved.
 */
import * as z from 'zod/mini';
import type { Receiver } from '../reference/reference.ts';
import { hashOf, type PracticeId } from '../values/ids.ts';
import { idSchema } from '../values/schemas.ts';
import type { Action, Item, Key, Ports } from './ports.ts';
import { readReference } from './read-reference.ts';

const tenantSchema = z.object({
  practice: idSchema<PracticeId>(),
  receiver: z.string(),
  /** The row that led there, hashed. */
  place: z.string(),
});

const schema = z.object({ version: z.number(), tenants: z.array(tenantSchema) });

type Tenant = z.infer<typeof tenantSchema>;

/** Notes that the practice fetches there; false when another one does too. */
export async function isOwnShelf(
  ports: Ports,
  practice: PracticeId,
  row: Receiver,
  shelf: string,
): Promise<boolean> {
  const self = { practice, receiver: row.receiver, place: placeOf(row) };
  for (let tries = 0; tries < 5; tries += 1) {
    const item = await ports.records.get('exchanges', keyOf(shelf));
    const { tenants, version } = item === null ? { tenants: [], version: 0 } : schema.parse(item);
    const others = await stillThere(ports, tenants, practice);
    const now = [...others, self];
    if (same(tenants, now)) return others.length === 0;
    const { done } = await ports.records.transact([action(shelf, now, version)]);
    if (done) return others.length === 0;
  }
  throw new Error('the tenants of a shelf keep changing');
}

/** Those whose row still leads there; the practice itself is looked at by the caller. */
async function stillThere(ports: Ports, tenants: readonly Tenant[], practice: PracticeId) {
  const others: Tenant[] = [];
  for (const tenant of tenants) {
    if (tenant.practice === practice) continue;
    const { receivers } = await readReference(ports, tenant.practice);
    const row = receivers.get(tenant.receiver);
    if (row && placeOf(row) === tenant.place) others.push(tenant);
  }
  return others;
}

function same(before: readonly Tenant[], now: readonly Tenant[]): boolean {
  return JSON.stringify(inOrder(before)) === JSON.stringify(inOrder(now));
}

function inOrder(tenants: readonly Tenant[]) {
  const names = tenants.map(({ place, practice, receiver }) => [practice, receiver, place]);
  return names.map((name) => name.join(' ')).sort();
}

function action(shelf: string, tenants: readonly Tenant[], version: number): Action {
  const key = keyOf(shelf);
  const item: Item = { version: version + 1, tenants };
  return version === 0
    ? { kind: 'put', store: 'exchanges', key, item, when: 'absent' }
    : { kind: 'put', store: 'exchanges', key, item, when: { version } };
}

/** No practice's: `#` is in no practice's name. */
function keyOf(shelf: string): Key {
  return { partition: `shelf#${shelf}`, sort: 'tenants' };
}

function placeOf({ answers, host, method, user }: Receiver): string {
  return hashOf(method, host, answers, user);
}
