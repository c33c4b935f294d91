/** The real workers under a seeded scheduler that delays, repeats, reorders, drops and crashes. */
import { describe, expect, test } from 'vitest';
import { adapterPlace } from './adapter-place.ts';
import { type Life, live, storyOf } from './life.ts';
import { calmLives } from './part.ts';
import { judge } from './shrink.ts';
import { stories } from './stories.ts';
import { overTheNet } from './story.ts';

const seeds = 300;

const adapterSeeds = 30;

/** What few lives can meet, since few stories send over a network. */
const onTheNet = ['receiver busy', 'receiver silent before', 'receiver silent after'] as const;

/** What only adapters can meet. */
const onTheLine = [
  'stale index',
  'short page',
  'sent in part',
  'transaction conflict',
  'tried again by the SDK',
];

/** Every so many calls of a story a crash point; `npm run simulate -- --crashes` tries each. */
const stride = 127;

describe('whatever fails', () => {
  test('the calm lives are whole, and show every hard case', async () => {
    const lives = await calmLives();
    expect(lives.flatMap((life) => life.violations)).toEqual([]);
    const events = lives.flatMap((life) => life.gathered.entries.map((row) => row.entry.event));
    expect([...new Set(events)].sort()).toEqual([
      'application',
      'charge',
      'contractual-cap',
      'credit',
      'deposit',
      'patient-payment',
      'provider-adjustment',
      'refund',
      'remittance',
      'reversal',
      'suspense',
      'void',
      'write-off',
    ]);
    const kinds = lives.flatMap((life) => life.gathered.files.map((file) => file.kind));
    expect([...new Set(kinds)].sort()).toEqual([
      '271',
      '277',
      '277CA',
      '835',
      '999',
      'TA1',
      'appointments',
      'decisions',
      'encounters-csv',
      'payments',
      'reference',
      'remittances-csv',
      'unknown',
    ]);
  });

  test(`${seeds} lives end with the same books and work, nothing sent twice, nothing lost`, async () => {
    const kinds = new Set<string>();
    const told = new Set<string>();
    for (let seed = 1; seed <= seeds; seed += 1) {
      const wanted = storyOf(seed).given === overTheNet ? onTheNet : [];
      const { life, why } = await judge({ seed, wanted });
      expect({ seed, why }).toEqual({ seed, why: null });
      for (const kind of kindsOf(life)) kinds.add(kind);
      told.add(life?.story ?? '');
    }
    expect(kinds.size).toBe(19);
    expect(told.size).toBe(stories.length);
  }, 240_000);

  test(`${adapterSeeds} lives through the adapters of AWS do too`, async () => {
    const kinds = new Set<string>();
    for (let seed = 1; seed <= adapterSeeds; seed += 1) {
      const { life, why } = await judge({ seed, open: adapterPlace });
      expect({ seed, why }).toEqual({ seed, why: null });
      for (const kind of kindsOf(life)) kinds.add(kind);
    }
    for (const kind of onTheLine) expect(kinds).toContain(kind);
  }, 240_000);

  test('a worker that dies right after any call changes nothing', async () => {
    let crashed = 0;
    for (const [n, story] of stories.entries()) {
      const { calls } = await live({ seed: 1, story, calm: true });
      for (let crashAt = n + 1; crashAt <= calls; crashAt += stride) {
        const { why } = await judge({ seed: 1, story, crashAt });
        expect({ story: story.name, crashAt, why }).toEqual({
          story: story.name,
          crashAt,
          why: null,
        });
        crashed += 1;
      }
    }
    expect(crashed).toBeGreaterThan(100);
  }, 240_000);
});

function kindsOf(life: Life | null): readonly string[] {
  return (life?.trace ?? []).map((row) => row.replace(/^\d+ |: .*$/g, ''));
}
