/**
 * Lives of the pipeline under faults: `npm run simulate -- --seeds 1000 [--from 1]`, or a crash after each
 * single call: `npm run simulate -- --crashes`. A failing seed is printed; `--seeds 1 --from SEED` replays it.
 */
import { parseArgs } from 'node:util';
import { type Life, live } from '../test/faults/life.ts';

const { values } = parseArgs({
  options: {
    seeds: { type: 'string', default: '200' },
    from: { type: 'string', default: '1' },
    crashes: { type: 'boolean', default: false },
  },
});

const calm = await live({ seed: 1, calm: true });

function complaint(life: Life): string | null {
  if (life.violations.length > 0) return JSON.stringify(life.violations);
  if (new Set(life.sent).size !== life.sent.length) return 'a claim was sent twice';
  const expected = new Set(calm.balances);
  const different = life.balances.filter((row) => !expected.has(row));
  return different.length > 0 || life.balances.length !== calm.balances.length
    ? `other books: ${different.join('; ')}`
    : null;
}

async function lives(
  count: number,
  one: (n: number) => Promise<Life>,
  name: string,
): Promise<void> {
  const began = process.hrtime.bigint();
  let faults = 0;
  let failed = 0;
  for (let n = 0; n < count; n += 1) {
    const life = await one(n);
    faults += life.injected;
    const why = complaint(life);
    if (why === null) continue;
    failed += 1;
    process.stdout.write(`${name} ${n}: ${why}\n`);
  }
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const speed = (count / seconds).toFixed(1);
  process.stdout.write(`${count} lives, ${faults} faults, ${failed} failed, ${speed} lives/s\n`);
  if (failed > 0) process.exitCode = 1;
}

if (values.crashes) {
  await lives(calm.calls, (n) => live({ seed: 1, calm: true, crashAt: n + 1 }), 'crash after call');
} else {
  const from = Number(values.from);
  await lives(Number(values.seeds), (n) => live({ seed: from + n }), `seed ${from} +`);
}
