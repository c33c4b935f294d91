/** Cells of the CSV that we write: quoted where RFC 4180 wants it, and never a formula. */

/** A text that a spreadsheet would run gets an apostrophe before it. */
export function textCell(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text;
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe;
}

export function numberCell(number: number): string {
  return String(number);
}
