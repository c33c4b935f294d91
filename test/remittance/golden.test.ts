/** Beside each story lies all that is read of it. `UPDATE_GOLDEN=1 vitest run test/remittance` writes anew. */
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { readFile, stories, storyBytes } from './read-file.ts';

const folder = new URL('../fixtures/x12/835/', import.meta.url);

describe('all that is read of', () => {
  test.each(stories())('%s is what lies beside it', async (story) => {
    const path = new URL(`${story}.json`, folder);
    const read = `${JSON.stringify(await readFile(storyBytes(story)), plain, 1)}\n`;
    if (process.env['UPDATE_GOLDEN'] === '1') writeFileSync(path, read);
    expect(read).toBe(readFileSync(path, 'utf8'));
  });
});

/** A kept segment as one line, without the delimiters that its payment names. */
function plain(_: string, value: unknown): unknown {
  if (typeof value !== 'object' || value === null || !('elements' in value)) return value;
  return Array.isArray(value.elements) ? value.elements.join('|') : value;
}
