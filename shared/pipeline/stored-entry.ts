/** A ledger entry as an item of the `ledger` store, and back. */
import * as z from 'zod/mini';
import { storedAccount } from '../ledger/accounts.ts';
import type { Adjudication } from '../ledger/adjudication.ts';
import { balanced, type Entry, type EntryEvent } from '../ledger/entry.ts';
import { type Priced, type RulesUsed, rulesUsed } from '../ledger/rule-versions.ts';
import type { ClaimId, EntryId, PracticeId, RowId } from '../values/ids.ts';
import { cents } from '../values/money.ts';
import { centsSchema, dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { bookDatePartition, entryKey, shardOf, unclaimedPartition } from './keys.ts';
import type { Action, Item, JsonObject } from './ports.ts';

/** An entry with what its row said, null for everything but a posted CLP, and the rules that made it. */
export type StoredEntry = {
  readonly entry: Entry;
  readonly facts: Adjudication | null;
  readonly rules?: RulesUsed;
};

const denial = rowSchema({
  group: z.string(),
  carc: z.string(),
  remarks: z.array(z.string()),
  amountCents: centsSchema,
});

const lineOutcome = rowSchema({
  line: z.number(),
  paidCents: centsSchema,
  patientCents: centsSchema,
  sequesterCents: centsSchema,
  withholdCents: centsSchema,
  denials: z.array(denial),
  pendedCents: centsSchema,
  underpaidCents: centsSchema,
  personCents: centsSchema,
});

const adjudication = rowSchema({
  rowId: idSchema<RowId>(),
  checkDate: dateSchema,
  postedOn: dateSchema,
  status: z.string(),
  sequence: z.union([z.literal(1), z.literal(2), z.literal(3)]),
  reversal: z.boolean(),
  paidCents: centsSchema,
  payerControlNumber: z.string(),
  version: z.exactOptional(z.number()),
  lines: z.array(lineOutcome),
});

const version = z.exactOptional(z.number());

const rulesSchema = rowSchema({
  reader: version,
  'carc-map': version,
  pricing: version,
  posting: version,
  contracts: version,
  tolerance: version,
});

const stored = rowSchema({
  entryId: idSchema<EntryId>(),
  practice: idSchema<PracticeId>(),
  bookDate: dateSchema,
  effectiveDate: dateSchema,
  claimId: z.nullable(idSchema<ClaimId>()),
  event: idSchema<EntryEvent>(),
  source: z.string(),
  postings: z.array(z.tuple([z.number(), z.string(), z.number()])),
  facts: z.nullable(adjudication),
  rules: z.exactOptional(rulesSchema),
});

export type EntryMaking = {
  readonly facts?: Adjudication | null;
  readonly priced?: Priced;
  /** The claim that the input row names, where the entry is not of that claim yet. */
  readonly named?: ClaimId | null;
  /** Whether it may change what measuring books for its claim. */
  readonly unmeasured?: boolean;
};

/** Puts the entry once; the first entry of a row is the guard of all that the row does. */
export function entryAction(
  entry: Entry,
  { facts = null, named = entry.claimId, priced = {}, unmeasured = true }: EntryMaking = {},
): Action {
  const item: JsonObject = {
    ...entry,
    postings: balanced(entry.postings).map((row) => [row.line, row.account, row.amountCents]),
    facts,
    rules: rulesUsed(entry.event, priced),
    ...placeOf(entry, unmeasured),
  };
  return {
    kind: 'put',
    store: 'ledger',
    key: entryKey(entry.practice, named, entry.entryId),
    item,
    when: 'absent',
  };
}

/** Entries of a claim lie with it; an index has those of none, and those that measuring looks for by their day. */
function placeOf({ bookDate, claimId, entryId, practice }: Entry, unmeasured: boolean): JsonObject {
  const shard = shardOf(claimId ?? entryId);
  if (claimId === null) return { practiceShard: unclaimedPartition(practice, shard) };
  return unmeasured ? { practiceBookDateShard: bookDatePartition(practice, bookDate, shard) } : {};
}

export function readEntry(item: Item): StoredEntry {
  const { facts, postings, rules, ...entry } = stored.parse(item);
  return {
    entry: {
      ...entry,
      postings: postings.map(([line, account, amount]) => ({
        line,
        account: storedAccount(account),
        amountCents: cents(amount),
      })),
    },
    facts,
    ...(rules === undefined ? {} : { rules }),
  };
}
