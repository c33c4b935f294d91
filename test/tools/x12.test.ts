import { execFileSync, spawnSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';

const root = join(import.meta.dirname, '../..');
const program = join(root, 'tools/x12.ts');
const folder = mkdtempSync(join(tmpdir(), 'x12-tool-'));
const payment = join(root, 'test/fixtures/x12/835/paid-with-copay.edi');

afterAll(() => rmSync(folder, { recursive: true }));

function x12(...args: string[]) {
  const { status, stderr, stdout } = spawnSync(process.execPath, [program, ...args], {
    encoding: 'utf8',
  });
  return { status, stderr, stdout };
}

describe('npm run x12', () => {
  test.each([
    [[], 'x12: say describe, check or split; see --help\n'],
    [['eat', payment], 'x12: say describe, check or split; see --help\n'],
    [['describe'], 'x12: describe takes one file\n'],
    [['check', payment, payment], 'x12: check takes one file\n'],
    [['check', payment, '--show-phi'], 'x12: check takes no --show-phi\n'],
    [['split', payment], 'x12: split takes --by st or --by claim\n'],
    [['split', payment, '--by', 'line'], 'x12: split takes --by st or --by claim\n'],
    [['check', join(folder, 'absent.edi')], 'x12: the file can not be read\n'],
    [
      ['describe', payment, '--colour'],
      'x12: an option is not known or lacks its value; see --help\n',
    ],
  ])('%j is refused in one line', (args, message) => {
    expect(x12(...args)).toEqual({ status: 2, stdout: '', stderr: message });
  });

  test('tells how it is called', () => {
    const { status, stdout } = x12('--help');
    expect(status).toBe(0);
    expect(stdout).toContain('split FILE --by st|claim');
  });

  test('checks by its exit status', () => {
    const stories = { 'paid-with-copay': 0, 'unbalanced-claim': 1, 'impossible-terminator': 1 };
    for (const [story, status] of Object.entries(stories)) {
      expect(x12('check', payment.replace('paid-with-copay', story)).status).toBe(status);
    }
  });

  test('writes each piece once and never over another', () => {
    const out = join(folder, 'pieces');
    const file = join(folder, 'two.edi');
    writeFileSync(file, readFileSync(payment.replace('paid-with-copay', 'several-transactions')));
    const told = execFileSync(process.execPath, [
      program,
      'split',
      file,
      '--by',
      'st',
      '--out',
      out,
    ]);
    const names = readdirSync(out);
    expect(told.toString()).toBe(`${names.length} files in ${out}\n`);
    expect(names[0]).toBe('two-st1.edi');
    const again = x12('split', file, '--by', 'st', '--out', out);
    expect(again.status).toBe(2);
    expect(readdirSync(out)).toEqual(names);
  });
});
