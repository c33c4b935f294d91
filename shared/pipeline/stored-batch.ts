/** A batch of claims to one receiver: the intent is stored before the bytes, the bytes before the first try. */
import * as z from 'zod/mini';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { dateSchema, idSchema } from '../values/schemas.ts';
import { fileKey, padded } from './keys.ts';
import type { Key, Records } from './ports.ts';
import { allRows, firstRow } from './read-all.ts';

const batchSchema = z.object({
  version: z.number(),
  receiver: z.string(),
  on: dateSchema,
  /** ISA13 and GS06. */
  number: z.number(),
  /** ST02 of the first ST. */
  firstTransaction: z.number(),
  claims: z.array(idSchema<ClaimId>()),
  /** The version of each claim. */
  versions: z._default(z.array(z.number()), []),
  name: z.string(),
  /** `person`: the receiver refused it, or nobody knows whether it arrived; it is not sent again. */
  state: z.union([z.literal('intended'), z.literal('sent'), z.literal('person')]),
});

export type StoredBatch = z.infer<typeof batchSchema>;

/** Claims a batch names at most: one ST, and an item that fits the store. */
export const claimsPerBatch = 5000;

/** The claims of a batch with their versions. */
export function batchVersions({ claims, versions }: StoredBatch) {
  return claims.map((claim, index) => ({ claim, number: versions[index] ?? 1 }));
}

/** Numbers follow each other without gaps, so the next batch of a practice is the last one's number + 1. */
export function batchKey(practice: PracticeId, number: number): Key {
  return fileKey(practice, 'batch', padded(number));
}

export async function readBatch(
  records: Records,
  practice: PracticeId,
  number: number,
): Promise<StoredBatch | null> {
  const item = await records.get('files', batchKey(practice, number));
  return item && batchSchema.parse(item);
}

export async function lastBatch(
  records: Records,
  practice: PracticeId,
): Promise<StoredBatch | null> {
  const batches = { store: 'files', partition: practice, sortPrefix: 'batch#' } as const;
  const row = await firstRow(records, { ...batches, descending: true });
  return row ? batchSchema.parse(row.item) : null;
}

/** Every claim version that was ever put into a batch, as often as it was. */
export async function batchedVersions(records: Records, practice: PracticeId) {
  const query = { store: 'files', partition: practice, sortPrefix: 'batch#' } as const;
  const rows = await allRows(records, query);
  return rows.flatMap((row) => batchVersions(batchSchema.parse(row.item)));
}

/** The bytes before they are sent. */
export function outboxKey(practice: PracticeId, batch: StoredBatch): string {
  return `${practice}/${batch.receiver}/${batch.name}`;
}

export function batchName(practice: PracticeId, on: CalendarDate, number: number): string {
  return `${practice}-${on}-${String(number).padStart(9, '0')}.837`;
}
