/** A work item in the `work` store, and back. */
import * as z from 'zod/mini';
import type { ClaimId, PracticeId, WorkItemId } from '../values/ids.ts';
import { centsSchema, dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { actBy, type WorkItem, type WorkQueue } from '../work/item.ts';
import { stagePartition, workKey, workPartition } from './keys.ts';
import type { Action, Item, Records } from './ports.ts';
import { allRows } from './read-all.ts';

const schema = rowSchema({
  itemId: idSchema<WorkItemId>(),
  subject: z.string(),
  ordinal: z.number(),
  queue: idSchema<WorkQueue>(),
  category: z.string(),
  claimId: z.nullable(idSchema<ClaimId>()),
  amountCents: centsSchema,
  reason: z.string(),
  deadline: z.nullable(dateSchema),
  owner: z.string(),
  team: z.string(),
  openedOn: dateSchema,
  dueOn: dateSchema,
  escalatedTo: z.nullable(z.string()),
  state: z.union([z.literal('open'), z.literal('closed')]),
  closedOn: z.nullable(dateSchema),
  closedBy: z.nullable(z.string()),
});

/** With the version it was read at, which a replacement must still find. */
export type StoredItem = { readonly item: WorkItem; readonly version: number };

/** `version` is the stored one's, 0 for a new item. Open items are found by the day on which they should be done, escalated ones apart. */
export function itemAction(practice: PracticeId, item: WorkItem, version: number): Action {
  const practiceDue = item.escalatedTo === null ? practice : escalatedPartition(practice);
  const open = item.state === 'open';
  const stored = {
    ...item,
    version: version + 1,
    practice,
    ...(open ? { practiceDue, dueItem: `${actBy(item)}#${item.itemId}` } : {}),
  };
  const key = workKey(practice, item.subject, item.queue, item.ordinal);
  return version === 0
    ? { kind: 'put', store: 'work', key, item: stored, when: 'absent' }
    : { kind: 'put', store: 'work', key, item: stored, when: { version } };
}

function escalatedPartition(practice: PracticeId): string {
  return stagePartition(practice, 'escalated');
}

export function readItem(item: Item): StoredItem {
  return { item: schema.parse(item), version: Number(item['version']) };
}

export async function itemsOf(
  records: Records,
  practice: PracticeId,
  subject: string,
): Promise<readonly StoredItem[]> {
  const partition = workPartition(practice, subject);
  return (await allRows(records, { store: 'work', partition })).map((row) => readItem(row.item));
}

/** By its id; the index may be behind, so the item is read again where it stands. */
export async function itemNamed(
  records: Records,
  practice: PracticeId,
  itemId: string,
): Promise<StoredItem | null> {
  const page = await allRows(records, {
    store: 'work',
    index: 'byPractice',
    partition: practice,
    sortPrefix: itemId,
  });
  const found = page.find((row) => row.item['itemId'] === itemId);
  const item = found && (await records.get('work', found.key));
  return item ? readItem(item) : null;
}

/** What there is to do, by the day on which it should be done: first what nobody was told of yet, then what went up the ladder. */
export async function openItemsOf(
  records: Records,
  practice: PracticeId,
): Promise<readonly WorkItem[]> {
  const under = (partition: string) =>
    allRows(records, { store: 'work', index: 'byDue', partition });
  const rows = [...(await under(practice)), ...(await under(escalatedPartition(practice)))];
  return rows.map((row) => readItem(row.item).item);
}
