/** What every Files adapter demands of keys and ranges. */
import type { FileRange } from './ports.ts';

const maxKeyBytes = 1024;

/** A key is a relative path that cannot climb out of its bucket. */
export function isFileKey(key: string): boolean {
  const plain = key.split('/').every((part) => part !== '' && part !== '.' && part !== '..');
  return plain && !key.includes('\0') && Buffer.byteLength(key) <= maxKeyBytes;
}

export function checkFileKey(key: string): void {
  if (!isFileKey(key)) throw new Error('not a file key');
}

export function checkRange(range: FileRange | undefined): void {
  if (range === undefined) return;
  const whole = Number.isSafeInteger(range.from) && Number.isSafeInteger(range.to);
  if (!whole || range.from < 0 || range.to <= range.from) throw new Error('not a range of bytes');
}

/** Byte order of UTF-8, which is not JavaScript's order beyond the basic plane. */
export function compareBytes(a: string, b: string): number {
  return Buffer.compare(Buffer.from(a), Buffer.from(b));
}

/** What lies in the inbox is never replaced by us. */
export function checkWritable(bucket: string, when: 'absent' | 'any'): void {
  if (bucket === 'inbox' && when !== 'absent') throw new Error('the inbox takes new files only');
}
