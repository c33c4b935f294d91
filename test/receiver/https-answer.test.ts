import { describe, expect, test } from 'vitest';
import { backOffMs } from '../../shared/receiver/back-off.ts';
import { capabilitiesOf, mayRepeat } from '../../shared/receiver/capabilities.ts';
import { answerOf } from '../../shared/receiver/https-answer.ts';

const said = { retryAfter: null, trace: 'trace-1', reply: null };

describe('a status', () => {
  test.each([
    [200, 'accepted'],
    [202, 'accepted'],
    [301, 'refused'],
    [400, 'refused'],
    [401, 'busy'],
    [403, 'busy'],
    [404, 'refused'],
    [408, 'lost'],
    [409, 'lost'],
    [413, 'refused'],
    [422, 'refused'],
    [429, 'busy'],
    [500, 'lost'],
    [503, 'lost'],
    [599, 'lost'],
    [101, 'lost'],
  ])('%i is %s', (status, kind) => {
    expect(answerOf({ ...said, status }, 'key').kind).toBe(kind);
  });

  test('carries the trace, or the key where there is none, or the status, and nothing that was said', () => {
    expect(answerOf({ ...said, status: 200 }, 'key')).toMatchObject({ trace: 'trace-1' });
    expect(answerOf({ ...said, trace: null, status: 200 }, 'key')).toMatchObject({ trace: 'key' });
    expect(answerOf({ ...said, status: 400 }, 'key')).toMatchObject({ code: 'http-400' });
  });

  test('may name the seconds to wait', () => {
    expect(answerOf({ ...said, status: 429, retryAfter: '7' }, 'k')).toMatchObject({
      afterMs: 7000,
    });
    const date = 'Wed, 21 Oct 2026 07:28:00 GMT';
    expect(answerOf({ ...said, status: 503, retryAfter: date }, 'k')).toMatchObject({
      afterMs: null,
    });
  });
});

describe('the wait before the next try', () => {
  test('doubles, differs by seed, repeats by seed, and ends at half a minute', () => {
    const waits = [1, 2, 3, 4, 5, 9].map((attempt) => backOffMs('seed', attempt, null));
    expect(waits).toEqual([1, 2, 3, 4, 5, 9].map((attempt) => backOffMs('seed', attempt, null)));
    for (const [index, wait] of waits.entries()) {
      const most = Math.min(30_000, 1000 * 2 ** ([1, 2, 3, 4, 5, 9][index] ?? 0));
      expect(wait).toBeGreaterThanOrEqual(most / 2);
      expect(wait).toBeLessThanOrEqual(most);
    }
    const seeds = Array.from({ length: 50 }, (_, n) => backOffMs(`seed ${n}`, 4, null));
    expect(new Set(seeds).size).toBeGreaterThan(40);
  });

  test('is at least what the receiver asks, within bounds', () => {
    expect(backOffMs('seed', 1, 20_000)).toBe(20_000);
    expect(backOffMs('seed', 1, 3_600_000)).toBe(30_000);
  });
});

describe('what may be tried again in doubt', () => {
  const hour = 3_600_000;
  test('is what the receiver promises, less an hour', () => {
    expect(mayRepeat(capabilitiesOf.https, 0, 22 * hour)).toBe(true);
    expect(mayRepeat(capabilitiesOf.https, 0, 23 * hour - 1)).toBe(true);
    expect(mayRepeat(capabilitiesOf.https, 0, 23 * hour)).toBe(false);
    expect(mayRepeat(capabilitiesOf.https, hour, 0)).toBe(false);
    expect(mayRepeat(capabilitiesOf.sftp, 0, 1000 * hour)).toBe(true);
    expect(mayRepeat({ ...capabilitiesOf.https, sameForMs: 0 }, 0, 0)).toBe(false);
  });
});
