/**
 * A 270 to one receiver: what is asked of whom, kept before the bytes, and those before the first try.
 * It lies among the `patients`, because it names them.
 */
import * as z from 'zod/mini';
import { appointmentSchema } from '../appointment/stored-appointment.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId, VisitId } from '../values/ids.ts';
import { dateSchema, idSchema, rowSchema } from '../values/schemas.ts';
import { padded } from './keys.ts';
import type { Key, Records } from './ports.ts';
import { firstRow } from './read-all.ts';

const askedSchema = rowSchema({
  visit: idSchema<VisitId>(),
  /** The how many-th question of the visit. */
  number: z.number(),
  appointment: appointmentSchema,
});

export type Asked = z.infer<typeof askedSchema>;

const batchSchema = rowSchema({
  version: z.number(),
  /** From 1, without gaps in a practice. */
  number: z.number(),
  receiver: z.string(),
  on: dateSchema,
  name: z.string(),
  asked: z.array(askedSchema),
  /** `person`: the receiver refused it, or nobody knows whether it arrived; it is not sent again. */
  state: z.enum(['intended', 'sent', 'person']),
});

export type InquiryBatch = z.infer<typeof batchSchema>;

/** Bytes of JSON that the questions of a batch may come to, of an item's 400 KB. */
export const bytesPerBatch = 300_000;

export function inquiryBatchKey(practice: PracticeId, number: number): Key {
  return { partition: `${practice}#inquiries`, sort: padded(number) };
}

export async function lastInquiryBatch(
  records: Records,
  practice: PracticeId,
): Promise<InquiryBatch | null> {
  const { partition } = inquiryBatchKey(practice, 0);
  const row = await firstRow(records, { store: 'patients', partition, descending: true });
  return row ? batchSchema.parse(row.item) : null;
}

/** The appointments as they were asked about. */
export async function askedIn(
  records: Records,
  practice: PracticeId,
  number: number,
): Promise<readonly Asked[]> {
  return (await readInquiryBatch(records, practice, number))?.asked ?? [];
}

async function readInquiryBatch(
  records: Records,
  practice: PracticeId,
  number: number,
): Promise<InquiryBatch | null> {
  const item = await records.get('patients', inquiryBatchKey(practice, number));
  return item && batchSchema.parse(item);
}

/** By ISA13 or GS06; null for a number of any other file. */
export async function inquiryBatchNumbered(
  records: Records,
  practice: PracticeId,
  interchangeNumber: number,
): Promise<InquiryBatch | null> {
  const number = interchangeNumber - numbersBelow;
  return number > 0 ? readInquiryBatch(records, practice, number) : null;
}

/** Claims are numbered from 1: no TA1 or 999 can take one for the other. */
const numbersBelow = 500_000_000;

/** ISA13 and GS06 of a batch. */
export function interchangeNumberOf(batch: Pick<InquiryBatch, 'number'>): number {
  return numbersBelow + batch.number;
}

export function inquiryName(practice: PracticeId, on: CalendarDate, number: number): string {
  return `${practice}-${on}-${interchangeNumberOf({ number })}.270`;
}

/** The bytes before they are sent. */
export function inquiryOutboxKey(practice: PracticeId, { name, receiver }: InquiryBatch): string {
  return `${practice}/${receiver}/${name}`;
}
