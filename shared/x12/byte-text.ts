/** Makes strings of bytes: few of them, because a file says the same codes again and again. */

const blank = 0x20;
const longestCode = 8;
const slots = 4096;

/** The last code that was read into each slot. */
const codes: string[] = new Array<string>(slots).fill('');

/** The text without blanks around it, as a copy that holds no chunk in memory; UTF-8, else Latin-1. */
export function textAt(bytes: Buffer, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === blank) start += 1;
  while (end > start && bytes[end - 1] === blank) end -= 1;
  if (start === end) return '';
  return end - start <= longestCode ? codeAt(bytes, start, end) : longText(bytes, start, end);
}

function codeAt(bytes: Buffer, from: number, to: number): string {
  let hash = to - from;
  for (let at = from; at < to; at += 1) hash = (Math.imul(hash, 31) + (bytes[at] ?? 0)) | 0;
  const slot = (hash ^ (hash >>> 12)) & (slots - 1);
  const known = codes[slot] ?? '';
  if (known.length === to - from && equals(bytes, from, known)) return known;
  const code = longText(bytes, from, to);
  codes[slot] = code;
  return code;
}

function equals(bytes: Buffer, from: number, code: string): boolean {
  for (let i = 0; i < code.length; i += 1) {
    if (bytes[from + i] !== code.charCodeAt(i)) return false;
  }
  return true;
}

function longText(bytes: Buffer, from: number, to: number): string {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) > 0x7f) return wide(bytes, from, to);
  return bytes.toString('latin1', from, to);
}

function wide(bytes: Buffer, from: number, to: number): string {
  const decoded = bytes.toString('utf8', from, to);
  return decoded.includes('\ufffd') ? bytes.toString('latin1', from, to) : decoded;
}
