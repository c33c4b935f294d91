/** A payment (one ST of an 835) and its chunks in the `files` store. */
import * as z from 'zod/mini';
import type { ClaimId, FileId, PracticeId, RemitId } from '../values/ids.ts';
import { centsSchema, dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { fileKey } from './keys.ts';
import type { Item, Key, Records } from './ports.ts';

/** Claims that one message posts. */
export const claimsPerChunk = 200;

const remitSchema = rowSchema({
  fileId: idSchema<FileId>(),
  payment: z.number(),
  bodyHash: z.string(),
  /** BPR02, which the rows and PLBs must come to. */
  paidCents: centsSchema,
});

/** The first ST that had this identity: the same body again is known, another is a conflict. */
export type StoredRemit = z.infer<typeof remitSchema>;

const chunkSchema = rowSchema({
  remitId: idSchema<RemitId>(),
  checkDate: dateSchema,
  payerIds: z.array(z.string()),
  from: z.number(),
  to: z.number(),
  firstOrdinal: z.number(),
  claims: z.number(),
  /** Null on paper, whose file is read whole. */
  delimiters: z.nullable(
    rowSchema({
      element: z.string(),
      component: z.string(),
      repetition: z.nullable(z.string()),
      segment: z.string(),
    }),
  ),
  /** On paper, the rows of each claim. */
  rows: z.exactOptional(z.array(z.number())),
});

/** A byte range of an 835, or a run of claims on paper, with what its payment said once for all claims. */
export type StoredChunk = z.infer<typeof chunkSchema>;

/** A chunk as its message named it. */
export type Chunk = {
  readonly practice: PracticeId;
  readonly fileId: FileId;
  readonly payment: number;
  readonly chunk: number;
  readonly stored: StoredChunk;
};

/** A run of claims of one ST; `rows` are a paper claim's. */
export type Run = {
  from: number;
  to: number;
  firstOrdinal: number;
  claims: number;
  rows?: number[];
};

const outcomeSchema = rowSchema({
  posted: z.number(),
  suspended: z.array(rowSchema({ ordinal: z.number(), named: idSchema<ClaimId>() })),
});

/** How a chunk ended; `suspended` are CLPs without a claim, with the claim that each names. */
export type ChunkOutcome = z.infer<typeof outcomeSchema>;

export function remitKey(practice: PracticeId, remit: RemitId): Key {
  return fileKey(practice, 'remit', remit);
}

export function chunkKey(practice: PracticeId, file: FileId, payment: number, chunk: number): Key {
  return fileKey(practice, 'chunk', file, payment, chunk);
}

export function outcomeKey(
  practice: PracticeId,
  file: FileId,
  payment: number,
  chunk: number,
): Key {
  return fileKey(practice, 'posted', file, payment, chunk);
}

export async function readRemit(
  records: Records,
  practice: PracticeId,
  remit: RemitId,
): Promise<StoredRemit | null> {
  const item = await records.get('files', remitKey(practice, remit));
  return item && remitSchema.parse(item);
}

export function remitOf(item: Item): StoredRemit {
  return remitSchema.parse(item);
}

export function readChunk(item: Item): StoredChunk {
  return chunkSchema.parse(item);
}

export function readOutcome(item: Item): ChunkOutcome {
  return outcomeSchema.parse(item);
}
