/** HTML and SVG made by a template that escapes every text put into it. */

type Part = string | number | null | Marked | readonly Marked[];

/** A finished piece; only the template below makes one. */
export type Marked = { readonly markup: string };

/** `html\`<td>${name}</td>\``: texts are escaped, pieces and lists of pieces are put in as they are. */
export function html(texts: TemplateStringsArray, ...parts: readonly Part[]): Marked {
  let markup = texts[0] ?? '';
  parts.forEach((part, index) => {
    markup += partText(part) + (texts[index + 1] ?? '');
  });
  return { markup };
}

export const nothing: Marked = { markup: '' };

function partText(part: Part): string {
  if (part === null) return '';
  if (typeof part === 'string' || typeof part === 'number') return escaped(String(part));
  return 'markup' in part ? part.markup : part.map((piece) => piece.markup).join('');
}

function escaped(text: string): string {
  return text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll("'", '&#39;');
}
