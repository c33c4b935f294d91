/** A registered file with its bytes, for the workers that read a file whole. */
import type { FileId, PracticeId } from '../values/ids.ts';
import { fileMessage } from './messages.ts';
import type { JsonObject, Ports } from './ports.ts';
import { readBytesRecord, readResult, type StoredBytes } from './stored-file.ts';

export type InboxFile = {
  readonly practice: PracticeId;
  readonly fileId: FileId;
  readonly record: StoredBytes;
};

/** Null when the file has already ended: a repeated message has nothing left to do. */
export async function fileOf(ports: Ports, message: JsonObject): Promise<InboxFile | null> {
  const { practice, fileId } = fileMessage.parse(message);
  const record = await readBytesRecord(ports.records, practice, fileId);
  if (record === null) throw new Error('a file was routed before it was registered');
  if (await readResult(ports.records, practice, fileId)) return null;
  return { practice, fileId, record };
}

export async function bytesOf(ports: Ports, file: InboxFile): Promise<Uint8Array> {
  const bytes = await ports.files.read('inbox', file.record.key);
  if (bytes === null) throw new Error('a registered file is gone from the inbox');
  return bytes;
}
