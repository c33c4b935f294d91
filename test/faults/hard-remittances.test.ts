/** Hard 835s, each ten times: no cent twice, none lost, the same books. */
import { expect, test } from 'vitest';
import { hardRemittance } from './hard-remittances.ts';
import { judgeHard } from './judge-hard.ts';

/** `npm run simulate -- --hard --seeds 200` tries more. */
const files = 20;

test(`${files} hard 835s, each delivered ten times, cut and shuffled, leave the books of one delivery`, async () => {
  let rows = 0;
  const events = new Set<string>();
  for (let seed = 1; seed <= files; seed += 1) {
    const { life, why } = await judgeHard(seed);
    expect({ seed, why }).toEqual({ seed, why: null });
    for (const { entry } of life?.gathered.entries ?? []) events.add(entry.event);
    rows += life?.gathered.files.filter((file) => file.kind === '835').length ?? 0;
  }
  expect(rows).toBeGreaterThan(files * 10);
  for (const event of ['remittance', 'reversal', 'suspense', 'provider-adjustment'])
    expect(events).toContain(event);
}, 120_000);

test('a hard 835 is the same for the same seed', () => {
  expect(JSON.stringify(hardRemittance(7).tenTimes.days)).toBe(
    JSON.stringify(hardRemittance(7).tenTimes.days),
  );
});
