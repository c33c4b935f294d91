/** Which files are still on their way: without an outcome, or with chunks that have not posted. */
import type { CalendarDate } from '../values/dates.ts';
import type { FileId } from '../values/ids.ts';
import type { Item } from './ports.ts';
import { bytesOf, type StoredPayment, type StoredSeen } from './stored-file.ts';

/** `since` is the business date on which it was registered. */
export type UnfinishedFile = { readonly fileId: FileId; readonly since: CalendarDate };

/** Items of the `files` store by their parts. */
type Items = ReadonlyMap<string, Item>;

export function hasPosted(items: Items, fileId: FileId, payment: StoredPayment): boolean {
  const chunks = Array.from({ length: payment.chunks }, (_, chunk) => chunk);
  return chunks.every((chunk) => items.has(`posted#${fileId}#${payment.ordinal}#${chunk}`));
}

/** Null for a file that has ended, or that another key's bytes stand for. */
export function unfinishedFile(
  items: Items,
  payments: readonly StoredPayment[],
  { arrived, duplicate, fileId }: StoredSeen,
): UnfinishedFile | null {
  const ended = items.has(`result#${fileId}`);
  if (duplicate || (ended && payments.every((row) => hasPosted(items, fileId, row)))) return null;
  const item = items.get(`bytes#${fileId}`);
  return { fileId, since: (item && bytesOf(item).takenOn) ?? arrived };
}
