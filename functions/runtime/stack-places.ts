/** Where an error arose, without a word of what it says. */

const maxPlaces = 5;

/** `file.ts:12:3` of the innermost frames; none when the text before them cannot be told apart. */
export function placesOf(error: unknown): readonly string[] {
  if (!(error instanceof Error) || error.stack === undefined) return [];
  const head = error.message === '' ? error.name : `${error.name}: ${error.message}`;
  if (!error.stack.startsWith(`${head}\n`)) return [];
  return error.stack
    .slice(head.length)
    .split('\n')
    .flatMap((line) => /^\s+at .*?([\w.-]+:\d+:\d+)\)?$/.exec(line)?.[1] ?? [])
    .slice(0, maxPlaces);
}
