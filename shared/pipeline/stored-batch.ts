/** A file to one receiver, of claims or of questions about them: the intent is stored before the bytes, the bytes before the first try. */
import * as z from 'zod/mini';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { fileKey, padded } from './keys.ts';
import type { Key, Records } from './ports.ts';
import { allRows, firstRow } from './read-all.ts';

const batchSchema = rowSchema({
  version: z.number(),
  /** ST01 of what it holds, and how its name ends; claims on paper are a PDF. */
  kind: z._default(z.enum(['837', '276', 'paper']), '837'),
  receiver: z.string(),
  on: dateSchema,
  /** ISA13 and GS06. */
  number: z.number(),
  /** ST02 of the first ST. */
  firstTransaction: z.number(),
  claims: z.array(idSchema<ClaimId>()),
  /** The version of each claim. */
  versions: z._default(z.array(z.number()), []),
  /** In a 276, the how many-th question about each. */
  attempts: z._default(z.array(z.number()), []),
  name: z.string(),
  /** What its receiver has told: that the file came (TA1, 999), or of claims in it (277CA). */
  heard: z._default(
    z.union([z.literal('nothing'), z.literal('file'), z.literal('claims')]),
    'nothing',
  ),
  /** `sent`: dropped, or handed to `deliver`. `person`: the receiver refused it, or nobody knows whether it arrived. */
  state: z.union([z.literal('intended'), z.literal('sent'), z.literal('person')]),
});

export type StoredBatch = z.infer<typeof batchSchema>;

/** GS01 of what a batch holds. */
export const functionalCodes: Readonly<Record<StoredBatch['kind'], string>> = {
  '837': 'HC',
  '276': 'HR',
  paper: '',
};

/** Claims a batch names at most: one ST, and an item that fits the store. */
export const claimsPerBatch = 5000;

/** The claims of a batch with their versions. */
export function batchVersions({ claims, versions }: StoredBatch) {
  return claims.map((claim, index) => ({ claim, number: versions[index] ?? 1 }));
}

/** ISA13 is one sequence for all kinds. Numbers follow each other without gaps, so the next batch of a practice is the last one's number + 1. */
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

/** Only ever more is heard. Whether this is news; tried again when somebody wrote the batch meanwhile. */
export async function noteHeard(
  records: Records,
  practice: PracticeId,
  number: number,
  heard: 'file' | 'claims',
): Promise<boolean> {
  for (let tries = 0; tries < 5; tries += 1) {
    const batch = await readBatch(records, practice, number);
    if (batch === null || batch.heard === heard || batch.heard === 'claims') return false;
    const { version } = batch;
    const item = { ...batch, heard, version: version + 1 };
    const key = batchKey(practice, number);
    const put = { kind: 'put', store: 'files', key, item, when: { version } } as const;
    if ((await records.transact([put])).done) return true;
  }
  throw new Error('a batch keeps changing while it is acknowledged');
}

export async function lastBatch(
  records: Records,
  practice: PracticeId,
): Promise<StoredBatch | null> {
  const batches = { store: 'files', partition: practice, sortPrefix: 'batch#' } as const;
  const row = await firstRow(records, { ...batches, descending: true });
  return row ? batchSchema.parse(row.item) : null;
}

/** Those of this day and later, the latest first. */
export async function batchesOf(
  records: Records,
  practice: PracticeId,
  since: CalendarDate,
): Promise<readonly StoredBatch[]> {
  const query = { store: 'files', partition: practice, sortPrefix: 'batch#' } as const;
  const batches: StoredBatch[] = [];
  let cursor: string | null | undefined;
  while (cursor !== null) {
    const from = cursor === undefined ? {} : { cursor };
    const page = await records.query({
      ...query,
      ...from,
      descending: true,
      limit: batchesPerPage,
    });
    const read = page.rows.map((row) => batchSchema.parse(row.item));
    batches.push(...read.filter(({ on }) => on >= since));
    cursor = read.some(({ on }) => on < since) ? null : page.cursor;
  }
  return batches;
}

const batchesPerPage = 20;

/** By its file's name, which ends in its number. */
export async function batchNamed(
  records: Records,
  practice: PracticeId,
  name: string,
): Promise<StoredBatch | null> {
  const [, number] = /-(\d{9})\.\d{3}$/.exec(name) ?? [];
  return number === undefined ? null : readBatch(records, practice, Number(number));
}

/** Every claim version that was ever put into a batch, as often as it was. */
export async function batchedVersions(records: Records, practice: PracticeId) {
  const query = { store: 'files', partition: practice, sortPrefix: 'batch#' } as const;
  const rows = await allRows(records, query);
  const batches = rows.map((row) => batchSchema.parse(row.item));
  return batches.filter(({ kind }) => kind !== '276').flatMap(batchVersions);
}

/** The bytes before they are sent. */
export function outboxKey(practice: PracticeId, batch: StoredBatch): string {
  return `${practice}/${batch.receiver}/${batch.name}`;
}

/** By its name: claims on paper, which somebody mails. */
export function isPrinted(name: string): boolean {
  return name.endsWith(paperEnd);
}

const paperEnd = '.pdf';

export function batchName(
  practice: PracticeId,
  on: CalendarDate,
  number: number,
  kind: StoredBatch['kind'],
): string {
  return `${practice}-${on}-${String(number).padStart(9, '0')}${kind === 'paper' ? paperEnd : `.${kind}`}`;
}
