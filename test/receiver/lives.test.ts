/** No claim version reaches a receiver twice, and none is left without an answer or an owner. */
import { describe, expect, test } from 'vitest';
import type { Method } from '../../shared/receiver/capabilities.ts';
import { type Bend, type LifeOfSending, lifeOfSending, wrongIn } from './lives.ts';

/** A share for every day; `npm run receivers -- --lives 20000` is the whole. */
const lives = 120;

async function liveOn(method: Method, seeds: number, bend?: Bend) {
  const all: { readonly seed: number; readonly life: LifeOfSending }[] = [];
  for (let seed = 1; seed <= seeds; seed += 1) {
    all.push({ seed, life: await lifeOfSending(method, seed, bend) });
  }
  return all;
}

describe.each<Method>(['drop', 'sftp', 'https'])('a receiver by %s', (method) => {
  test('gets every claim once, or a person knows', async () => {
    const all = await liveOn(method, lives);
    const wrong = all
      .flatMap(({ seed, life }) => {
        const why = wrongIn(life);
        return why === null ? [] : [`seed ${seed}: ${why}`];
      })
      .slice(0, 3);
    expect(wrong).toEqual([]);
    const states = all.flatMap(({ life }) => life.claims.map(({ state }) => state));
    expect(all.reduce((sum, { life }) => sum + life.faults, 0)).toBeGreaterThan(lives * 2);
    expect(states.filter((state) => state === 'accepted').length).toBeGreaterThan(lives);
    if (method !== 'drop') expect(states).toContain('unknown');
    if (method === 'https') expect(states).toContain('refused');
  });
});

describe('the lives notice', () => {
  const sabotages: readonly (readonly [string, Method, Bend])[] = [
    [
      'that the window is forgotten',
      'https',
      // A clock that stands still never sees a window close.
      { clock: () => () => 0 },
    ],
    [
      'that nothing is stored before the act that delivers',
      'https',
      {
        ports: (ports) => ({
          ...ports,
          records: {
            ...ports.records,
            transact: async (actions) => {
              const hidden = actions.map((action) =>
                action.kind === 'put' && typeof action.item['firstTriedAt'] === 'number'
                  ? { ...action, item: { ...action.item, committed: null, firstTriedAt: null } }
                  : action,
              );
              return ports.records.transact(hidden);
            },
          },
        }),
      },
    ],
    [
      'that what waits is not swept',
      'sftp',
      {
        ports: (ports) => ({
          ...ports,
          records: {
            ...ports.records,
            query: async (query) =>
              query.sortPrefix === 'due#' ? { rows: [], cursor: null } : ports.records.query(query),
          },
        }),
      },
    ],
  ];

  test.each(sabotages)('%s', async (_, method, bend) => {
    let noticed = 0;
    for (let seed = 1; seed <= lives * 4 && noticed === 0; seed += 1) {
      if (wrongIn(await lifeOfSending(method, seed, bend)) !== null) noticed += 1;
    }
    expect(noticed).toBe(1);
  });
});
