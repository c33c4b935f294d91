/** What is recorded of a file: once for its bytes, once for each key it came under, once when it ended. */
import * as z from 'zod/mini';
import { type FileId, hashOf, type PracticeId, type RemitId } from '../values/ids.ts';
import type { Issue } from '../values/issue.ts';
import { dateSchema, idSchema, issueSchema, rowSchema } from '../values/schemas.ts';
import { fileKey, padded } from './keys.ts';
import type { Action, Item, Records } from './ports.ts';
import { allRows } from './read-all.ts';
import type { FileKind } from './sniff.ts';

const bytesSchema = rowSchema({
  fileId: idSchema<FileId>(),
  key: z.string(),
  /** Reads these very bytes, whatever comes to lie under the key later. */
  version: z.string(),
  kind: idSchema<FileKind>(),
  arrived: dateSchema,
  arrivalKnown: z.boolean(),
  /** Business date on which it was registered, whatever day its folder names. */
  takenOn: z.exactOptional(dateSchema),
});

/** The first key under which these bytes came; they are worked under that one only. */
export type StoredBytes = z.infer<typeof bytesSchema>;

const seenSchema = rowSchema({
  fileId: idSchema<FileId>(),
  key: z.string(),
  /** As a listing of the inbox shows these bytes under this key. */
  mark: z.string(),
  kind: idSchema<FileKind>(),
  arrived: dateSchema,
  duplicate: z.boolean(),
  issues: z.array(issueSchema),
});

/** One object of files.json. */
export type StoredSeen = z.infer<typeof seenSchema>;

const paymentSchema = rowSchema({
  ordinal: z.number(),
  remitId: z.nullable(idSchema<RemitId>()),
  outcome: z.union([z.literal('posting'), z.literal('known'), z.literal('held')]),
  claims: z.number(),
  chunks: z.number(),
  /** On paper, the rows of all its claims; else a claim is a row. */
  rows: z.exactOptional(z.number()),
});

/** One ST of an 835 or one check on paper: its CLPs are posting in chunks, posted by another file, or held whole. */
export type StoredPayment = z.infer<typeof paymentSchema>;

const resultSchema = rowSchema({
  status: z.union([z.literal('done'), z.literal('quarantined')]),
  rows: z.number(),
  posted: z.number(),
  held: z.number(),
  rejected: z.number(),
  issues: z.array(issueSchema),
});

/** How a file ended; an 835's posted and held rows are counted from its chunks. */
export type FileResult = z.infer<typeof resultSchema>;

/** More findings than this say nothing new and would not fit an item. */
export const issuesKept = 500;

export function bytesAction(
  practice: PracticeId,
  bytes: StoredBytes,
  when: 'absent' | 'any',
): Action {
  const key = fileKey(practice, 'bytes', bytes.fileId);
  return { kind: 'put', store: 'files', key, item: bytes, when };
}

export function seenAction(practice: PracticeId, seen: StoredSeen, when: 'absent' | 'any'): Action {
  const key = fileKey(practice, 'seen', hashOf(seen.key), seen.fileId);
  return { kind: 'put', store: 'files', key, item: seen, when };
}

export function resultAction(practice: PracticeId, fileId: FileId, result: FileResult): Action {
  const issues = result.issues.slice(0, issuesKept);
  const key = fileKey(practice, 'result', fileId);
  return { kind: 'put', store: 'files', key, item: { ...result, issues }, when: 'absent' };
}

/** A file may hold thousands of STs; so many to an item stay well below what one may weigh. */
const paymentsPerPage = 500;

/** What became of a file's STs, written before its result. */
export async function writePayments(
  records: Records,
  practice: PracticeId,
  fileId: FileId,
  payments: readonly StoredPayment[],
): Promise<void> {
  for (let from = 0; from < payments.length; from += paymentsPerPage) {
    const key = fileKey(practice, 'payments', fileId, padded(from));
    const item = { payments: payments.slice(from, from + paymentsPerPage) };
    await records.transact([{ kind: 'put', store: 'files', key, item, when: 'any' }]);
  }
}

export function paymentsOf(item: Item): readonly StoredPayment[] {
  return rowSchema({ payments: z.array(paymentSchema) }).parse(item).payments;
}

/** A file that could not be worked at all. */
export function quarantinedResult(issues: readonly Issue[]): FileResult {
  return {
    status: 'quarantined',
    rows: 0,
    posted: 0,
    held: 0,
    rejected: 0,
    issues: [...issues],
  };
}

export async function readBytesRecord(
  records: Records,
  practice: PracticeId,
  fileId: FileId,
): Promise<StoredBytes | null> {
  const item = await records.get('files', fileKey(practice, 'bytes', fileId));
  return item && bytesSchema.parse(item);
}

export async function readSeen(
  records: Records,
  practice: PracticeId,
  fileId: FileId,
  key: string,
): Promise<StoredSeen | null> {
  const item = await records.get('files', fileKey(practice, 'seen', hashOf(key), fileId));
  return item && seenSchema.parse(item);
}

/** All bytes that came under a key. */
export async function seenUnder(
  records: Records,
  practice: PracticeId,
  key: string,
): Promise<readonly StoredSeen[]> {
  const { partition, sort } = fileKey(practice, 'seen', hashOf(key), '');
  const rows = await allRows(records, { store: 'files', partition, sortPrefix: sort });
  return rows.map((row) => seenOf(row.item));
}

export async function readResult(
  records: Records,
  practice: PracticeId,
  fileId: FileId,
): Promise<FileResult | null> {
  const item = await records.get('files', fileKey(practice, 'result', fileId));
  return item && resultSchema.parse(item);
}

export function bytesOf(item: Item): StoredBytes {
  return bytesSchema.parse(item);
}

export function seenOf(item: Item): StoredSeen {
  return seenSchema.parse(item);
}

export function resultOf(item: Item): FileResult {
  return resultSchema.parse(item);
}
