/** Makes strings of bytes: few, because a file says the same codes again and again, and many at once. */

/** A run of bytes as text, from which strings are cut: cheaper than a call for each. */
export type Page = { text: string; bytes: Buffer | null; from: number; to: number };

const blank = 0x20;
const pageBytes = 1024;
const longestCode = 3;
const slots = 4096;

/** The last code that was read into each slot, and its bytes as a number. */
const codes: string[] = new Array<string>(slots).fill('');
const keys = new Int32Array(slots);

export function newPage(): Page {
  return { text: '', bytes: null, from: 0, to: 0 };
}

/** To be called when the page's bytes change. */
export function forgetPage(page: Page): void {
  page.to = 0;
}

/** The ASCII text without blanks around it. It may hold a kilobyte of its chunk in memory, not more. */
export function textAt(page: Page, bytes: Buffer, from: number, to: number): string {
  if (from >= to) return '';
  if (bytes[from] === blank || bytes[to - 1] === blank) return trimmed(page, bytes, from, to);
  if (to - from <= longestCode) return codeAt(bytes, from, to);
  if (from < page.from || to > page.to || page.bytes !== bytes) turnPage(page, bytes, from, to);
  return page.text.substring(from - page.from, to - page.from);
}

function trimmed(page: Page, bytes: Buffer, from: number, to: number): string {
  let start = from;
  let end = to;
  while (start < end && bytes[start] === blank) start += 1;
  while (end > start && bytes[end - 1] === blank) end -= 1;
  return textAt(page, bytes, start, end);
}

function codeAt(bytes: Buffer, from: number, to: number): string {
  let key = to - from;
  for (let at = from; at < to; at += 1) key = (key << 8) | (bytes[at] ?? 0);
  const slot = Math.imul(key, 0x9e3779b1) >>> 20;
  if (keys[slot] === key) return codes[slot] ?? '';
  const code = bytes.toString('latin1', from, to);
  codes[slot] = code;
  keys[slot] = key;
  return code;
}

function turnPage(page: Page, bytes: Buffer, from: number, to: number): void {
  page.bytes = bytes;
  page.from = from;
  page.to = Math.min(bytes.length, Math.max(to, from + pageBytes));
  page.text = bytes.toString('latin1', from, page.to);
}

/** Text that is not ASCII, without blanks around it: UTF-8, else Latin-1. */
export function wideText(bytes: Buffer, from: number, to: number): string {
  const decoded = bytes.toString('utf8', from, to);
  return (decoded.includes('\ufffd') ? bytes.toString('latin1', from, to) : decoded).replace(
    /^ +| +$/g,
    '',
  );
}
