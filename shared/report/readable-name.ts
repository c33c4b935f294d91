/** Names as people write them: reference files of payers and practices often shout. */

const small: readonly string[] = ['OF', 'AND', 'THE', 'FOR', 'IN'];

/** A name wholly in capitals gets small letters, but not its initialisms (short, or without a vowel). */
export function readableName(name: string): string {
  if (name !== name.toUpperCase()) return name;
  return name
    .split(' ')
    .map((word, index) => readableWord(word, index === 0))
    .join(' ');
}

function readableWord(word: string, first: boolean): string {
  if (!first && small.includes(word)) return word.toLowerCase();
  if (word.length <= 3 || !/[AEIOUY]/.test(word)) return word;
  return word.charAt(0) + word.slice(1).toLowerCase();
}
