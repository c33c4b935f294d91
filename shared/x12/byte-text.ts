/** Makes strings of bytes: few of them, because a file says the same codes again and again. */

const blank = 0x20;
/** Six bytes and a mark for the length fit into a safe integer, so that codes compare as one number. */
const longestCode = 6;
const slots = 4096;

/** The last code that was read into each slot, and its bytes as a number. */
const codes: string[] = new Array<string>(slots).fill('');
const keys = new Float64Array(slots);

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
  let key = 1;
  let hash = 0;
  for (let at = from; at < to; at += 1) {
    const byte = bytes[at] ?? 0;
    key = key * 256 + byte;
    hash = (Math.imul(hash, 31) + byte) | 0;
  }
  const slot = (hash ^ (hash >>> 12)) & (slots - 1);
  if (keys[slot] === key) return codes[slot] ?? '';
  const code = longText(bytes, from, to);
  codes[slot] = code;
  keys[slot] = key;
  return code;
}

function longText(bytes: Buffer, from: number, to: number): string {
  for (let at = from; at < to; at += 1) if ((bytes[at] ?? 0) > 0x7f) return wide(bytes, from, to);
  return bytes.toString('latin1', from, to);
}

function wide(bytes: Buffer, from: number, to: number): string {
  const decoded = bytes.toString('utf8', from, to);
  return decoded.includes('\ufffd') ? bytes.toString('latin1', from, to) : decoded;
}
