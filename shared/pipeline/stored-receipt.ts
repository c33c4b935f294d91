/** What one acknowledgment says of a claim, kept as its part `ack#<hash>`: the same content is kept once. */
import * as z from 'zod/mini';
import type { Receipt } from '../acknowledgment/receipt.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type ClaimId, hashOf, type PracticeId } from '../values/ids.ts';
import { dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { claimKey } from './keys.ts';
import type { Action, Item } from './ports.ts';

const schema = rowSchema({
  kind: idSchema<Receipt['kind']>(),
  batch: z.nullable(z.string()),
  statuses: z.array(
    rowSchema({
      category: z.string(),
      status: z.string(),
      entity: z.string(),
      date: z.nullable(dateSchema),
      action: z.string(),
    }),
  ),
  payerControlNumber: z.string(),
  of: z.exactOptional(z.number()),
});

const storedSchema = z.extend(schema, { takenOn: z._default(z.nullable(dateSchema), null) });

/** With the day on which it first came. */
export type StoredReceipt = Receipt & { readonly takenOn: CalendarDate | null };

/** A 277 answers a question of its own, so the same answer on another day is another. */
export function receiptAction(
  practice: PracticeId,
  claim: ClaimId,
  receipt: Receipt,
  takenOn: CalendarDate,
): Action {
  const said = schema.parse(receipt);
  const content = JSON.stringify(receipt.kind === '277' ? { ...said, takenOn } : said);
  const key = claimKey(practice, claim, 'ack', hashOf(content).slice(0, 24));
  return { kind: 'put', store: 'claims', key, item: { ...said, takenOn }, when: 'absent' };
}

export function readReceipt(item: Item): StoredReceipt {
  return storedSchema.parse(item);
}
