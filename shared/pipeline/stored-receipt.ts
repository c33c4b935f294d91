/** What one acknowledgment says of a claim, kept as its part `ack#<hash>`: the same content is kept once. */
import * as z from 'zod/mini';
import type { Receipt } from '../acknowledgment/receipt.ts';
import { type ClaimId, hashOf, type PracticeId } from '../values/ids.ts';
import { dateSchema, idSchema } from '../values/schemas.ts';
import { claimKey } from './keys.ts';
import type { Action, Item } from './ports.ts';

const schema = z.object({
  kind: idSchema<Receipt['kind']>(),
  batch: z.nullable(z.string()),
  statuses: z.array(
    z.object({
      category: z.string(),
      status: z.string(),
      entity: z.string(),
      date: z.nullable(dateSchema),
      action: z.string(),
    }),
  ),
  payerControlNumber: z.string(),
});

export function receiptAction(practice: PracticeId, claim: ClaimId, receipt: Receipt): Action {
  const item = schema.parse(receipt);
  const key = claimKey(practice, claim, 'ack', hashOf(JSON.stringify(item)).slice(0, 24));
  return { kind: 'put', store: 'claims', key, item, when: 'absent' };
}

export function readReceipt(item: Item): Receipt {
  return schema.parse(item);
}
