/**
 * A claim's parts in the `claims` store: `claim` as built and `version#<n>` as corrected, `scrub`,
 * `waiting#<row>` (suspended rows), `prepaid#<payment>` (payments before the encounter), `conflict#<file>`, `override#<rule>`, `decision#<id>`, `turn#<n>` (claim-turn.ts), `ack#<hash>`
 * (stored-receipt.ts), `due#<row>` (stored-secondary.ts), `watch` (stored-watch.ts) and `late` (print-late.ts).
 */
import * as z from 'zod/mini';
import type { Claim } from '../claim/claim.ts';
import { encounterSchema } from '../encounter/stored-encounter.ts';
import type { ClaimId, EntryId, FileId, PracticeId, RowId } from '../values/ids.ts';
import { centsSchema, dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { claimPartition } from './keys.ts';
import type { Item, Records } from './ports.ts';
import { allRows } from './read-all.ts';
import { readReceipt, type StoredReceipt } from './stored-receipt.ts';
import {
  type DueSecondary,
  isBill,
  readBill,
  readDue,
  type SecondaryBill,
} from './stored-secondary.ts';
import { readWatch, type StoredWatch } from './stored-watch.ts';

export type StoredClaim = Claim & {
  readonly contentHash: string;
  readonly visitHash: string;
  /** The file that it was taken from. */
  readonly fileId: FileId;
};

/** What is sent to a payer as one; the first is the claim as built, each further one a correction. */
export type ClaimVersion = {
  readonly number: number;
  readonly claim: StoredClaim;
  /** CLM05-3: 7 replaces what the payer has answered, 8 takes it back. */
  readonly frequency: '1' | '7' | '8';
  /** REF*F8: the payer's own number of what is replaced. */
  readonly originalControlNumber: string | null;
  /** It goes again although the one before it was never turned away: by a person, or on paper. */
  readonly resubmitted?: boolean;
  /** Printed although its payer takes files: nobody said that the one before it arrived. */
  readonly onPaper?: boolean;
};

const scrubSchema = rowSchema({
  version: z.number(),
  /** The version of the claim that was scrubbed. */
  of: z._default(z.number(), 1),
  on: dateSchema,
  firstOn: dateSchema,
  firstClean: z.boolean(),
  /** The rules that stopped it then. */
  firstHolding: z._default(z.array(z.string()), []),
  outcomes: z.array(
    rowSchema({
      rule: z.string(),
      outcome: z.union([z.literal('fail'), z.literal('bypassed'), z.literal('no_data')]),
    }),
  ),
  /** Rules that hold the claim now. */
  holding: z.array(z.string()),
  /** Answered by a remittance before it was sent: it stays unsent. */
  answered: z.boolean(),
  /** The 271 of the visit calls the patient a Qualified Medicare Beneficiary. */
  qmb: z._default(z.boolean(), false),
});

export type StoredScrub = z.infer<typeof scrubSchema>;

type Submission = StoredWatch['sent'][number];

const waitingSchema = rowSchema({
  rowId: idSchema<RowId>(),
  fileId: idSchema<FileId>(),
  payment: z.number(),
  chunk: z.number(),
  ordinal: z.number(),
  from: z.number(),
  to: z.number(),
  /** The CLP itself; null when it is too long for an item and stays in its file only. */
  said: z.nullable(z.string()),
});

export type WaitingRow = z.infer<typeof waitingSchema>;

const prepaidSchema = rowSchema({
  entrySource: z.string(),
  /** The entry that applies it. */
  until: idSchema<EntryId>(),
  /** Of its work item. */
  subject: z.string(),
  unappliedCents: centsSchema,
  receivedOn: dateSchema,
  paymentId: z.string(),
});

export type Prepaid = z.infer<typeof prepaidSchema>;

const decisionSchema = rowSchema({
  action: z.string(),
  by: z.string(),
  on: dateSchema,
  entryId: z.string(),
  /** How an appeal was decided. */
  detail: z._default(z.string(), ''),
});

const claimSchema = rowSchema({
  practice: idSchema<PracticeId>(),
  claimId: idSchema<ClaimId>(),
  encounter: encounterSchema,
  lines: z.array(
    rowSchema({
      line: z.number(),
      controlNumber: z.string(),
      expectedCents: z.nullable(centsSchema),
    }),
  ),
  chargeCents: centsSchema,
  takenOn: dateSchema,
  arrivalKnown: z.boolean(),
  duplicateOf: z.nullable(idSchema<ClaimId>()),
  rowsDisagree: z.boolean(),
  contracts: z.exactOptional(z.number()),
  contentHash: z.string(),
  visitHash: z.string(),
  fileId: idSchema<FileId>(),
});

const versionSchema = rowSchema({
  number: z.number(),
  claim: claimSchema,
  frequency: z.union([z.literal('1'), z.literal('7'), z.literal('8')]),
  originalControlNumber: z.nullable(z.string()),
  resubmitted: z.exactOptional(z.boolean()),
  onPaper: z.exactOptional(z.boolean()),
});

const turnSchema = rowSchema({ turn: z.number(), entries: z.array(idSchema<EntryId>()) });

/** What the store knows of a claim id; `claim` is null while only suspended rows name it. */
export type ClaimParts = {
  /** The version that is current. */
  readonly claim: StoredClaim | null;
  /** From the first; empty while there is no claim. */
  readonly versions: readonly ClaimVersion[];
  readonly scrub: StoredScrub | null;
  /** Of bills to the first payer. */
  readonly submissions: readonly Submission[];
  readonly waiting: readonly WaitingRow[];
  readonly prepaid: readonly Prepaid[];
  readonly receipts: readonly StoredReceipt[];
  /** Bills to the second payer, and what is still to be billed to it. */
  readonly bills: readonly (SecondaryBill & { readonly submission: Submission | null })[];
  readonly due: readonly DueSecondary[];
  /** Null while nothing of it was ever awaited. */
  readonly watch: StoredWatch | null;
  /** The version that the next submission prints, unless it hears of it first. */
  readonly late: number | null;
  readonly conflicts: number;
  /** Rules that a person overrode. */
  readonly overrides: readonly string[];
  readonly decisions: readonly z.infer<typeof decisionSchema>[];
  /** Decisions about its money so far, each with the entries that it booked. */
  readonly turns: readonly (readonly EntryId[])[];
};

export async function readClaim(
  records: Records,
  practice: PracticeId,
  claimId: ClaimId,
): Promise<ClaimParts> {
  const rows = await allRows(records, {
    store: 'claims',
    partition: claimPartition(practice, claimId),
  });
  return partsOf(rows.map((row) => [row.key.sort, row.item]));
}

/** The part `claim` of an item that an index gave. */
export function claimOf(item: Item): StoredClaim {
  return claimSchema.parse(item);
}

/** The part that one version is. */
export function versionPart(number: number): string {
  return `version#${number}`;
}

/** By the number after the `#`. */
function numbered(rows: readonly (readonly [string, Item])[]) {
  const number = (sort: string) => Number(sort.slice(sort.indexOf('#') + 1));
  return rows.toSorted(([a], [b]) => number(a) - number(b));
}

function versionsOf(first: Item | undefined, corrected: readonly Item[]): readonly ClaimVersion[] {
  if (first === undefined) return [];
  const claim = claimSchema.parse(first);
  const built = { number: 1, claim, frequency: '1', originalControlNumber: null } as const;
  return [built, ...corrected.map((item) => versionSchema.parse(item))];
}

function partsOf(rows: readonly (readonly [string, Item])[]): ClaimParts {
  const named = (name: string) => rows.find(([sort]) => sort === name)?.[1];
  const under = (prefix: string) => rows.filter(([sort]) => sort.startsWith(`${prefix}#`));
  const corrected = numbered(under('version')).map(([, item]) => item);
  const bills = corrected.filter(isBill).map(readBill);
  const versions = versionsOf(
    named('claim'),
    corrected.filter((item) => !isBill(item)),
  );
  const scrub = named('scrub');
  const late = named('late');
  const watchItem = named('watch');
  const watch = watchItem ? readWatch(watchItem) : null;
  const sent = (watch?.sent ?? []).toSorted((a, b) => a.number - b.number);
  const sentAs = (number: number) => sent.find((row) => row.number === number) ?? null;
  return {
    claim: versions.at(-1)?.claim ?? null,
    versions,
    scrub: scrub ? scrubSchema.parse(scrub) : null,
    submissions: sent.filter((row) => !bills.some(({ number }) => sentAs(number) === row)),
    bills: bills.map((bill) => ({ ...bill, submission: sentAs(bill.number) })),
    due: under('due').map(([, item]) => readDue(item)),
    waiting: under('waiting').map(([, item]) => waitingSchema.parse(item)),
    prepaid: under('prepaid').map(([, item]) => prepaidSchema.parse(item)),
    watch,
    late: late ? Number(late['of']) : null,
    receipts: under('ack').map(([, item]) => readReceipt(item)),
    conflicts: under('conflict').length,
    overrides: under('override').map(([sort]) => sort.slice('override#'.length)),
    decisions: under('decision').map(([, item]) => decisionSchema.parse(item)),
    turns: under('turn').map(([, item]) => turnSchema.parse(item).entries),
  };
}
