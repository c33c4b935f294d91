/** A new file as S3 announces it through EventBridge, in the words of the inbox. */
import * as z from 'zod/mini';
import { isFileKey } from '../../shared/pipeline/file-keys.ts';
import { parseInboxKey } from '../../shared/pipeline/inbox-key.ts';
import type { Files, JsonObject } from '../../shared/pipeline/ports.ts';
import { inboxPrefix } from '../../shared/pipeline/topology.ts';

const createdEvent = z.object({
  source: z.literal('aws.s3'),
  'detail-type': z.literal('Object Created'),
  detail: z.object({ object: z.object({ key: z.string() }) }),
});

export function isInboxEvent(message: JsonObject): boolean {
  return createdEvent.safeParse(message).success;
}

/** The message for `receive`; null for an object that is no file of a practice, such as a folder's marker. */
export async function arrivalOf(event: JsonObject, files: Files): Promise<JsonObject | null> {
  const { object } = createdEvent.parse(event).detail;
  if (!object.key.startsWith(inboxPrefix)) return null;
  const key = await writtenKey(object.key.slice(inboxPrefix.length), files);
  const place = isFileKey(key) ? parseInboxKey(key) : null;
  return place && { practice: place.practice, key };
}

/** EventBridge gives the key as it is, other S3 notifications form-encoded: what lies there decides. */
async function writtenKey(key: string, files: Files): Promise<string> {
  const decoded = formDecoded(key);
  if (decoded === key || !isFileKey(key) || !isFileKey(decoded)) return key;
  if ((await files.read('inbox', key, { from: 0, to: 1 })) !== null) return key;
  return (await files.read('inbox', decoded, { from: 0, to: 1 })) === null ? key : decoded;
}

function formDecoded(key: string): string {
  const value = new URLSearchParams(`key=${key.replaceAll('&', '%26')}`).get('key');
  return value ?? key;
}
