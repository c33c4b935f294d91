/** Pages of typewriter text as a PDF: 10 characters and 6 lines an inch, the same bytes for the same pages. */

/** `column` and `line` are 1-based, as a form's print specification counts them. */
export type Printed = { readonly line: number; readonly column: number; readonly text: string };

/** US letter in points; column 1 begins a quarter inch from the edge. Courier of 12 points is 7.2 wide. */
const page = { width: 612, height: 792, left: 18, character: 7.2, line: 12 };

export function writePages(pages: readonly (readonly Printed[])[]): Uint8Array {
  const kids = pages.map((_, index) => `${3 + 2 * index + 1} 0 R`).join(' ');
  const objects = [
    '<< /Type /Catalog /Pages 2 0 R >>',
    `<< /Type /Pages /Kids [${kids}] /Count ${pages.length} >>`,
    '<< /Type /Font /Subtype /Type1 /BaseFont /Courier /Encoding /WinAnsiEncoding >>',
    ...pages.flatMap((texts, index) => [pageObject(5 + 2 * index), streamObject(texts)]),
  ];
  return Buffer.from(fileOf(objects), 'latin1');
}

function pageObject(contents: number): string {
  const size = `[0 0 ${page.width} ${page.height}]`;
  const font = '<< /Font << /F1 3 0 R >> >>';
  return `<< /Type /Page /Parent 2 0 R /MediaBox ${size} /Resources ${font} /Contents ${contents} 0 R >>`;
}

function streamObject(texts: readonly Printed[]): string {
  const shown = texts.filter(({ text }) => text !== '').map(shownAt);
  const body = ['BT', '/F1 12 Tf', ...shown, 'ET'].join('\n');
  return `<< /Length ${body.length} >>\nstream\n${body}\nendstream`;
}

function shownAt({ column, line, text }: Printed): string {
  const x = (page.left + (column - 1) * page.character).toFixed(1);
  const y = page.height - line * page.line + 3;
  return `1 0 0 1 ${x} ${y} Tm (${plain(text)}) Tj`;
}

/** What Courier has; brackets and the backslash would end the text. */
function plain(text: string): string {
  const latin = text.normalize('NFD').replace(/[^\x20-\x7e]/g, '');
  return latin.toUpperCase().replace(/[\\()]/g, (character) => `\\${character}`);
}

function fileOf(objects: readonly string[]): string {
  let text = '%PDF-1.4\n';
  const places = objects.map((object, index) => {
    const at = text.length;
    text += `${index + 1} 0 obj\n${object}\nendobj\n`;
    return `${String(at).padStart(10, '0')} 00000 n \n`;
  });
  const size = objects.length + 1;
  const table = `xref\n0 ${size}\n0000000000 65535 f \n${places.join('')}`;
  return `${text}${table}trailer\n<< /Size ${size} /Root 1 0 R >>\nstartxref\n${text.length}\n%%EOF\n`;
}
