/** The real workers under a seeded scheduler that delays, repeats, reorders, drops and crashes. */
import { describe, expect, test } from 'vitest';
import { live } from './life.ts';

const seeds = 40;

/** Every so many calls a crash point; `npm run simulate -- --crashes` tries each. */
const stride = 29;

describe('whatever fails', () => {
  test('the calm life is whole, and it shows every hard case', async () => {
    const life = await live({ seed: 1, calm: true });
    expect(life.violations).toEqual([]);
    expect(life.sent).toHaveLength(1);
    const events = new Set(life.gathered.entries.map((row) => row.entry.event));
    expect([...events].sort()).toEqual([
      'application',
      'charge',
      'contractual-cap',
      'credit',
      'provider-adjustment',
      'remittance',
      'reversal',
      'suspense',
    ]);
  });

  test(`${seeds} lives end with the same books, nothing sent twice, nothing lost`, async () => {
    const calm = await live({ seed: 1, calm: true });
    let injected = 0;
    for (let seed = 1; seed <= seeds; seed += 1) {
      const life = await live({ seed });
      const told = { seed, violations: life.violations, books: life.balances, work: life.work };
      expect(told).toEqual({ seed, violations: [], books: calm.balances, work: calm.work });
      expect(new Set(life.sent).size).toBe(life.sent.length);
      injected += life.injected;
    }
    expect(injected).toBeGreaterThan(seeds);
  }, 240_000);

  test('a crash right after any call changes nothing', async () => {
    const calm = await live({ seed: 1, calm: true });
    let crashed = 0;
    for (let call = 1; call <= calm.calls; call += stride) {
      const life = await live({ seed: 1, calm: true, crashAt: call });
      const told = { call, violations: life.violations, balances: life.balances };
      expect(told).toEqual({ call, violations: [], balances: calm.balances });
      expect(life.sent).toEqual(calm.sent);
      crashed += life.injected;
    }
    expect(crashed).toBeGreaterThan(10);
  }, 240_000);
});
