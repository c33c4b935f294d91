/** A registered file with its bytes, for the workers that read a file whole. */
import type { FileId, PracticeId } from '../values/ids.ts';
import { issue } from '../values/issue.ts';
import { fileMessage } from './messages.ts';
import type { JsonObject, Ports } from './ports.ts';
import { quarantineFile } from './quarantine.ts';
import { readBytesRecord, readResult, type StoredBytes } from './stored-file.ts';

export type InboxFile = {
  readonly practice: PracticeId;
  readonly fileId: FileId;
  readonly record: StoredBytes;
};

/**
 * Null when the file has already ended: a repeated message has nothing left to do. It ends here when
 * other bytes have replaced it before it was worked, for what was registered can not be read any more.
 */
export async function fileOf(ports: Ports, message: JsonObject): Promise<InboxFile | null> {
  const { practice, fileId } = fileMessage.parse(message);
  const record = await readBytesRecord(ports.records, practice, fileId);
  if (record === null) throw new Error('a file was routed before it was registered');
  if (await readResult(ports.records, practice, fileId)) return null;
  const start = { from: 0, to: 1 };
  if (await ports.files.read('inbox', record.key, start, record.version))
    return { practice, fileId, record };
  await quarantineFile(ports, practice, fileId, [issue('file-overwritten', 'fatal')]);
  return null;
}

export function chunksOf(ports: Ports, { record }: InboxFile): AsyncIterable<Uint8Array> {
  return ports.files.stream('inbox', record.key, record.version);
}

export async function bytesOf(ports: Ports, file: InboxFile): Promise<Uint8Array> {
  const bytes = await ports.files.read('inbox', file.record.key, undefined, file.record.version);
  if (bytes === null) throw new Error('a registered file is gone from the inbox');
  return bytes;
}
