/**
 * A clearinghouse delivers a thousand events at once, waits a minute and a half and repeats what was not taken,
 * four times at most: the three limits of the edge in a row, as AWS describes them, and all are taken in.
 */
import { describe, expect, it } from 'vitest';
import { workers } from '../../shared/pipeline/topology.ts';

const { https } = workers.webhook.on;
const ours = { ...https, concurrency: workers.webhook.maxConcurrency };

/** Stedi's: five tries in all, 90 seconds apart (its page on webhooks' errors). */
const tries = 5;
const pauseSeconds = 90;
const windowSeconds = 300;

describe('a thousand events at once', () => {
  it.each([0, 1, 10])('are all taken in when each wave takes %s seconds', (spread) => {
    expect(takenOf(1000, ours, { spread, seconds: 2 })).toBe(1000);
  });

  it('are taken in for two practices of one clearinghouse, from one address', () => {
    expect(takenOf(2000, ours, { spread: 10, seconds: 1 })).toBe(2000);
  });

  it('were lost to figures that did not know of each other', () => {
    const before = { callsPerSecond: 10, burst: 20, callsPerAddress: 2000, concurrency: 20 };
    for (const spread of [0, 1, 10])
      expect(takenOf(1000, before, { spread, seconds: 0.2 })).toBeLessThan(600);
  });

  it('wait at the firewall when it counts less than what comes with the repeats', () => {
    const strict = { ...ours, callsPerAddress: 1200, callsPerSecond: 20, burst: 100 };
    const loose = { ...strict, callsPerAddress: 10_000 };
    const wave = { spread: 10, seconds: 1 };
    expect(takenOf(1000, strict, wave)).toBeLessThan(takenOf(1000, loose, wave));
  });
});

describe('the limits of the edge', () => {
  it('let in what the function takes, and refuse the rest themselves', () => {
    expect(ours.burst).toBeLessThanOrEqual(ours.concurrency);
    expect(2 * ours.callsPerSecond).toBeLessThanOrEqual(ours.concurrency);
  });

  it('leave more than half of the interface to others than one address', () => {
    expect(2 * ours.callsPerAddress).toBeLessThan(ours.callsPerSecond * windowSeconds);
    expect(ours.callsPerAddress).toBeGreaterThan(tries * 1000);
  });
});

type Limits = {
  readonly callsPerSecond: number;
  readonly burst: number;
  readonly callsPerAddress: number;
  readonly concurrency: number;
};

/** In how many seconds a wave comes, and how many a call takes. */
type Wave = { readonly spread: number; readonly seconds: number };

function takenOf(events: number, limits: Limits, { spread, seconds }: Wave): number {
  const edge = edgeOf(limits, seconds);
  let left = events;
  for (let turn = 0; turn < tries && left > 0; turn += 1) {
    const calls = Array.from({ length: left }, (_, n) => (n * spread) / left);
    const begins = turn * (pauseSeconds + spread);
    left = calls.filter((at) => !edge(begins + at)).length;
  }
  return events - left;
}

/** Whether a call at that second is taken: the firewall counts it, the throttle has a token, a run is free. */
function edgeOf({ callsPerSecond, burst, callsPerAddress, concurrency }: Limits, seconds: number) {
  let seen: number[] = [];
  let running: number[] = [];
  let tokens = burst;
  let last = 0;
  return (at: number): boolean => {
    if ((seen[0] ?? at) <= at - windowSeconds)
      seen = seen.filter((one) => one > at - windowSeconds);
    seen.push(at);
    if (seen.length > callsPerAddress) return false;
    tokens = Math.min(burst, tokens + (at - last) * callsPerSecond);
    last = at;
    if (tokens < 1) return false;
    tokens -= 1;
    running = running.filter((ends) => ends > at);
    if (running.length >= concurrency) return false;
    running.push(at + seconds);
    return true;
  };
}
