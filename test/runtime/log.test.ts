import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { scrubbed, workerLog } from '../../functions/runtime/log.ts';

const ids = { messageId: '6f1b1c0e-0000-4000-8000-000000000000', practice: 'clinic' };
let lines: string[];

beforeEach(() => {
  lines = [];
  for (const method of ['info', 'error', 'warn', 'log', 'debug'] as const)
    vi.spyOn(console, method).mockImplementation((line) => void lines.push(String(line)));
  vi.stubEnv('POWERTOOLS_DEV', 'true');
});
afterEach(() => {
  vi.restoreAllMocks();
  vi.unstubAllEnvs();
});

const logged = () => lines.map((line) => JSON.parse(line));

it('writes an outcome with its counts and ids', () => {
  workerLog('post').outcome({ event: 'posted', counts: { rows: 3, held: 0 } }, ids);
  expect(logged()).toEqual([
    expect.objectContaining({
      level: 'INFO',
      service: 'post',
      message: 'posted',
      counts: { rows: 3, held: 0 },
      ...ids,
    }),
  ]);
});

it('writes the name of a failure and where it arose, never what it says', () => {
  const message = 'cannot read "Jane Testpatient"\n    at 1970-01-01 (born.ts:1:1)';
  workerLog('post').failure(new TypeError(message), ids);
  const [line] = logged();
  expect(line).toMatchObject({
    level: 'ERROR',
    message: 'step-failed',
    failure: 'TypeError',
    ...ids,
  });
  expect(line.places[0]).toMatch(/^log\.test\.ts:\d+:\d+$/);
  expect(lines.join()).not.toMatch(/Jane|Testpatient|1970|born/);
});

it('writes no place when an error hides where its message ends', () => {
  const error = new Error('first');
  expect(error.stack).toContain('first');
  error.message = 'second';
  workerLog('post').failure(error, ids);
  workerLog('post').failure('a thrown text of Jane Testpatient', ids);
  expect(logged().map((line) => [line.failure, line.places])).toEqual([
    ['Error', []],
    ['string', []],
  ]);
  expect(lines.join()).not.toMatch(/Jane/);
});

it('removes what looks like text, wherever it was smuggled in', () => {
  const named = Object.assign(new Error('x'), { name: 'Jane Testpatient' });
  workerLog('post').failure(named, { messageId: 'Jane Testpatient', practice: 'clinic' });
  workerLog('post').outcome({ event: 'Jane Testpatient', counts: {} }, ids);
  expect(lines.join()).not.toMatch(/Jane/);
  expect(logged()[1].message).toBe('removed');
});

it('keeps codes, ids and times', () => {
  for (const text of ['file-known', ids.messageId, '2026-01-05T10:00:00.000Z', 'post.ts:12:3', ''])
    expect(scrubbed(text)).toBe(text);
  for (const text of ['two words', 'Zoë', `${'x'.repeat(129)}`, 'a\nb', '"quoted"'])
    expect(scrubbed(text)).toBe('removed');
});
