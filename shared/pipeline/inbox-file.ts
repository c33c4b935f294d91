/** A registered file with its bytes, for the workers that read a file whole. */
import { createHash } from 'node:crypto';
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
  const placed = await placeOf(ports, record);
  if (placed !== null) return { practice, fileId, record: placed };
  await quarantineFile(ports, practice, fileId, [issue('file-overwritten', 'fatal')]);
  return null;
}

/**
 * The record with the version under which its bytes can be read: a folder that was copied anew, or a file that
 * was touched, has the same bytes in another one. Null when other bytes lie there.
 */
export async function placeOf(ports: Ports, record: StoredBytes): Promise<StoredBytes | null> {
  const { key, version } = record;
  if (await ports.files.read('inbox', key, { from: 0, to: 1 }, version)) return record;
  const stamp = await ports.files.stamp('inbox', key);
  if (stamp === null) return null;
  const hash = createHash('sha256');
  for await (const chunk of ports.files.stream('inbox', key, stamp.version)) hash.update(chunk);
  return hash.digest('hex') === record.fileId ? { ...record, version: stamp.version } : null;
}

export function chunksOf(ports: Ports, { record }: InboxFile): AsyncIterable<Uint8Array> {
  return ports.files.stream('inbox', record.key, record.version);
}

export async function bytesOf(ports: Ports, file: InboxFile): Promise<Uint8Array> {
  const bytes = await ports.files.read('inbox', file.record.key, undefined, file.record.version);
  if (bytes === null) throw new Error('a registered file is gone from the inbox');
  return bytes;
}
