/** JSON with one spelling: sorted keys, so that equal facts are equal bytes. */

/** Keys in byte order at every depth, no spaces, a newline at the end. Undefined members are left out. */
export function canonicalJson(value: unknown): string {
  return `${JSON.stringify(value, sortedKeys)}\n`;
}

/** As canonicalJson, with every row of the list on a line of its own, for people and for diffs. */
export function canonicalRows(rows: readonly object[]): string {
  if (rows.length === 0) return '[]\n';
  return `[\n${rows.map((row) => JSON.stringify(row, sortedKeys)).join(',\n')}\n]\n`;
}

/** The same list row by row: what stands before each row's JSON, and what stands after the last. */
export function canonicalList(): { before(): string; end(): string } {
  let rows = 0;
  return {
    before: () => {
      rows += 1;
      return rows === 1 ? '[\n' : ',\n';
    },
    end: () => (rows === 0 ? '[]\n' : '\n]\n'),
  };
}

function sortedKeys(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).sort(([a], [b]) => (a < b ? -1 : 1)));
}

/** For `toSorted`: by practice, then by the rest of the key, in byte order. */
export function byKey<Row>(keyOf: (row: Row) => readonly string[]): (a: Row, b: Row) => number {
  return (a, b) => compareText(keyOf(a).join('\u0000'), keyOf(b).join('\u0000'));
}

function compareText(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
