import { spawnSync } from 'node:child_process';
import { cpSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { readAcknowledgments } from '../../shared/acknowledgment/read.ts';
import { readProfessionalClaims } from '../../shared/claim/read-professional.ts';
import { readEligibilityAnswers } from '../../shared/eligibility/read-answer.ts';
import { readPayments } from '../../shared/remittance/read.ts';
import { answerAll, answerableOf } from '../../shared/simulation/answer-all.ts';
import { calendarDate } from '../../shared/values/dates.ts';

const root = join(import.meta.dirname, '../..');
const folder = mkdtempSync(join(tmpdir(), 'payers-tool-'));
const fixtures = join(root, 'test/fixtures/x12');
const twoClaims = join(fixtures, '837/two-claims.edi');

afterAll(() => rmSync(folder, { recursive: true }));

function payers(...args: string[]) {
  const { status, stderr, stdout } = spawnSync(
    process.execPath,
    [join(root, 'tools/payers.ts'), ...args],
    { encoding: 'utf8' },
  );
  return { status, stderr, stdout };
}

function filesIn(path: string): readonly string[] {
  return readdirSync(path, { recursive: true, encoding: 'utf8' })
    .filter((name) => /\.\w+$/.test(name))
    .sort();
}

describe('npm run payers', () => {
  test.each([
    [[], '--inbox needs a file or a folder; see --help'],
    [['--inbox', twoClaims], '--answer needs a folder; see --help'],
    [
      ['--inbox', join(folder, 'absent'), '--answer', folder],
      '--inbox is not a file or folder that can be read',
    ],
    [['--inbox', twoClaims, '--answer', folder, '--seed', 'x'], '--seed needs a whole number'],
    [
      ['--inbox', twoClaims, '--answer', folder, '--as-of', '2026-02-30'],
      '--as-of needs a date that exists, as YYYY-MM-DD',
    ],
    [
      ['--inbox', twoClaims, '--answer', folder, '--as-of', '2020-01-01'],
      'every file in --inbox was made after the as-of day',
    ],
    [
      ['--inbox', fixtures, '--answer', join(fixtures, 'answers')],
      '--answer lies in --inbox: the answers would be read as files',
    ],
    [
      ['--inbox', twoClaims, '--answer', join(fixtures, '835/paid-with-copay.edi')],
      '--answer is not a folder that can be written',
    ],
    [['--colour'], 'an option is not known or lacks its value; see --help'],
  ])('%j is refused in one line', (args, message) => {
    expect(payers(...args)).toEqual({ status: 2, stdout: '', stderr: `payers: ${message}\n` });
  });

  test('answers a folder of claims and questions, and names what nobody can answer', () => {
    const inbox = join(folder, 'inbox');
    for (const set of ['837', '837i', '270', '276'])
      cpSync(join(fixtures, set), join(inbox, set), { recursive: true });
    writeFileSync(join(inbox, 'letter.txt'), 'no X12');
    const answer = join(folder, 'answers');
    const { status, stderr, stdout } = payers('--inbox', inbox, '--answer', answer);
    expect({ status, stderr }).toEqual({
      status: 0,
      stderr: `payers: ${inbox}/letter.txt: no-interchange at ST\n`,
    });
    expect(stdout).toMatch(/^10 files answered in .*: 2 271, 2 277, \d+ 277CA, \d+ 835, 6 999, /);
    const names = filesIn(answer);
    expect(names).toContain('eligibility/2026-03-02/270-before-a-visit.271');
    expect(names).toContain('acknowledgments/2026-03-02/276-old-claim.277');
    for (const name of names.filter((one) => !one.includes('remittances')))
      expect(findingsIn(name, readFileSync(join(answer, name))), name).toEqual([]);
  });
});

test('a second run writes the same again; with other luck it says what is not its own', () => {
  const answer = join(folder, 'twice');
  const run = (...more: string[]) => payers('--inbox', twoClaims, '--answer', answer, ...more);
  const first = run();
  const bytes = () => filesIn(answer).map((name) => readFileSync(join(answer, name), 'latin1'));
  const before = bytes();
  expect(run()).toEqual(first);
  expect(bytes()).toEqual(before);
  expect(run('--seed', '9').stderr).toMatch(
    /^payers: \d+ files? in --answer are not of this run\n$/,
  );
});

function findingsIn(name: string, bytes: Uint8Array) {
  return name.endsWith('.271')
    ? readEligibilityAnswers(bytes).findings
    : readAcknowledgments(bytes).findings;
}

async function claimsPaid(files: readonly { readonly bytes: Uint8Array }[]) {
  const paid: string[] = [];
  for (const { bytes } of files) {
    for await (const event of readPayments([bytes])) {
      if (event.kind === 'claim') paid.push(event.claim.patientControlNumber);
      if (event.kind === 'end') expect(event.summary.balance.outcome).toBe('balanced');
    }
  }
  return paid;
}

describe('answers to anybody', () => {
  const bytes = readFileSync(twoClaims);
  const file = { name: 'clinic.837', bytes, on: calendarDate('2026-01-16') };

  test('tell every claim the structure, the edits, the door and the money, each on a later day', async () => {
    const answers = [...answerAll([file], 1, null)];
    const first = (ending: string) => answers.find(({ name }) => name.endsWith(ending))?.on ?? '';
    expect(first('.999')).toBe('2026-01-16');
    expect(first('.277ca') > first('.999')).toBe(true);
    expect(first('.835') > first('.277ca')).toBe(true);
    const paid = await claimsPaid(answers.filter(({ kind }) => kind === 'remittances'));
    const sent = readProfessionalClaims(bytes).claims.map((row) => row.patientControlNumber);
    expect(new Set(paid)).toEqual(new Set(sent));
  });

  test('are the same for the same seed, others for another, and end with the as-of day', () => {
    const told = (seed: number, until: string | null) =>
      [...answerAll([file], seed, until === null ? null : calendarDate(until))].map(
        ({ bytes: written, name, on }) => `${on} ${name} ${Buffer.from(written)}`,
      );
    expect(told(1, null)).toEqual(told(1, null));
    expect(told(2, null)).not.toEqual(told(1, null));
    expect(told(1, '2026-01-17').length).toBeLessThan(told(1, null).length);
  });

  test('refuse a broken interchange with a TA1', () => {
    const broken = Buffer.from(
      bytes.toString('latin1').replace(/IEA\*1\*\d+/, 'IEA*1*999999999'),
      'latin1',
    );
    const [answer] = answerAll([{ ...file, bytes: broken }], 1, null);
    expect(answer?.name).toBe('clinic.ta1');
  });

  test('are not expected of another set', () => {
    const payment = readFileSync(join(fixtures, '835/paid-with-copay.edi'));
    expect(answerableOf({ name: 'payment.835', bytes: payment })).toEqual({
      kind: 'unreadable',
      code: 'transaction-for-no-payer',
      place: 'ST01',
    });
  });
});
