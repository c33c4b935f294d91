import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { checkFile } from '../../tools/check-file.ts';
import { stories, storyBytes } from '../remittance/read-file.ts';

describe('a check', () => {
  test('passes a file that balances', async () => {
    expect(await checkFile(storyBytes('paid-with-copay'))).toEqual({
      lines: ['payment 1 of $160.00: balanced', '0 findings'],
      passes: true,
    });
  });

  test('fails one that does not, and says by how much', async () => {
    const { lines, passes } = await checkFile(storyBytes('unbalanced-transaction'));
    expect(passes).toBe(false);
    expect(lines[0]).toMatch(/unbalanced: the payment differs by -?\$\d/);
  });

  test('says what to do about a finding, which alone fails nothing', async () => {
    const { lines, passes } = await checkFile(storyBytes('wrong-segment-count'));
    expect(passes).toBe(true);
    expect(lines[0]).toMatch(/^warning transaction-count at \d+ in SE01: .*; tell the sender\.$/);
  });

  test('fails what is no X12', async () => {
    const { lines, passes } = await checkFile(Buffer.from('hello'));
    expect(passes).toBe(false);
    expect(lines[0]).toContain('fatal no-interchange');
  });

  test('passes claims, whose set is no 835', async () => {
    const path = new URL('../fixtures/x12/837/two-claims.edi', import.meta.url);
    expect(await checkFile(readFileSync(path))).toEqual({ lines: ['0 findings'], passes: true });
  });

  test.each(stories())('of %s shows no value', async (story) => {
    const { lines } = await checkFile(storyBytes(story));
    expect(lines.join('\n')).not.toMatch(/FAKE|TESTER/);
  });
});
