/**
 * A bill to the second payer, a further version of its claim: `due#<row>` from the row that left
 * something to it, `version#<n>` once it is to go out.
 */
import * as z from 'zod/mini';
import type { DecidedLine, FirstDecision } from '../claim/first-decision.ts';
import type { OtherAdjustment } from '../claim/other-coverage.ts';
import type { ClaimId, PracticeId, RowId } from '../values/ids.ts';
import { centsSchema, dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { claimKey, stagePartition } from './keys.ts';
import type { Action, Item } from './ports.ts';

const adjustmentSchema: z.ZodMiniType<OtherAdjustment> = rowSchema({
  group: z.string(),
  reason: z.string(),
  amountCents: z.nullable(centsSchema),
  quantity: z.nullable(z.string()),
});

const lineSchema: z.ZodMiniType<DecidedLine> = rowSchema({
  line: z.number(),
  procedure: rowSchema({
    qualifier: z.string(),
    code: z.string(),
    modifiers: z.array(z.string()),
    description: z.string(),
    rangeEnd: z.string(),
  }),
  paidCents: centsSchema,
  paidUnits: z.string(),
  adjustments: z.array(adjustmentSchema),
});

const decisionSchema: z.ZodMiniType<FirstDecision> = rowSchema({
  paidCents: centsSchema,
  patientCents: centsSchema,
  decidedOn: dateSchema,
  adjustments: z.array(adjustmentSchema),
  lines: z.array(lineSchema),
});

const dueSchema = rowSchema({
  /** Of the item, for its next writer. */
  version: z.number(),
  rowId: idSchema<RowId>(),
  /** The version that the row answers. */
  of: z.number(),
  /** Null where it can not be told to the cent. */
  decision: z.nullable(decisionSchema),
  /** The first payer passed the claim on to the second (CLP02 19, NM1*TT). */
  crossedOver: z.boolean(),
  /** The day on which to bill, or to wonder why the second has not answered. */
  on: dateSchema,
});

export type DueSecondary = z.infer<typeof dueSchema>;

const billSchema = rowSchema({
  /** Of the item, for its next writer. */
  version: z.number(),
  number: z.number(),
  of: z.number(),
  rowId: idSchema<RowId>(),
  secondary: decisionSchema,
});

export type SecondaryBill = z.infer<typeof billSchema>;

export const dueStage = 'due';

/** `due.version` is the stored one's, 0 for what has just become due. */
export function dueAction(practice: PracticeId, claim: ClaimId, due: DueSecondary): Action {
  const { version } = due;
  const key = claimKey(practice, claim, 'due', due.rowId);
  const practiceStage = stagePartition(practice, dueStage);
  const place = { practiceStage, claimPart: `${due.on}#${claim}#${due.rowId}` };
  const item = stored({ ...due, version: version + 1, ...place });
  const when = version === 0 ? 'any' : { version };
  return { kind: 'put', store: 'claims', key, item, when };
}

export function readDue(item: Item): DueSecondary {
  return dueSchema.parse(item);
}

/** `ready` while it has not gone out. `bill.version` is the stored one's, 0 for a new bill. */
export function billAction(
  practice: PracticeId,
  claim: ClaimId,
  bill: SecondaryBill,
  ready: boolean,
): Action {
  const key = claimKey(practice, claim, 'version', String(bill.number));
  const { version } = bill;
  const place = { practiceStage: stagePartition(practice, 'ready'), claimPart: claim };
  const item = stored({ ...bill, version: version + 1, ...(ready ? place : {}) });
  return version === 0
    ? { kind: 'put', store: 'claims', key, item, when: 'absent' }
    : { kind: 'put', store: 'claims', key, item, when: { version } };
}

export function isBill(item: Item): boolean {
  return item['secondary'] !== undefined;
}

export function readBill(item: Item): SecondaryBill {
  return billSchema.parse(item);
}

/** As an item: plain JSON. */
function stored(value: unknown): Item {
  return JSON.parse(JSON.stringify(value));
}
