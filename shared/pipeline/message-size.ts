/** The JSON text of a message; one above 256 KB is a bug and throws. */
import type { JsonObject } from './ports.ts';

const maxMessageBytes = 256 * 1024;

export function messageText(message: JsonObject): string {
  const text = JSON.stringify(message);
  if (Buffer.byteLength(text) > maxMessageBytes) throw new Error('a message has at most 256 KB');
  return text;
}
