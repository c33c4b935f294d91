/**
 * Lives of sending to each kind of receiver under faults: `npm run receivers -- --lives 20000 [--from 1]`.
 * A failing seed is printed; `--lives 1 --from SEED` replays it.
 */
import { lifeOfSending, wrongIn } from '../test/receiver/lives.ts';
import { argumentsFor, wholeNumber } from './usage.ts';

const usage = `npm run receivers [-- --lives N --from SEED]
  lives of sending to each kind of receiver (drop, SFTP, HTTPS) under faults
  --lives N    lives of each kind (default 1000)
  --from SEED  the first seed (default 1)`;

const { values } = argumentsFor(usage, {
  options: {
    lives: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
  },
});
const from = wholeNumber(usage, '--from', values.from);
const lives = wholeNumber(usage, '--lives', values.lives);

for (const method of ['drop', 'sftp', 'https'] as const) {
  const started = process.hrtime.bigint();
  const states = new Map<string, number>();
  let faults = 0;
  let failed = 0;
  for (let seed = from; seed < from + lives; seed += 1) {
    const life = await lifeOfSending(method, seed);
    faults += life.faults;
    for (const { state } of life.claims) states.set(state, (states.get(state) ?? 0) + 1);
    const wrong = wrongIn(life);
    if (wrong === null) continue;
    failed += 1;
    process.stdout.write(`${method}, seed ${seed}: ${wrong}\n`);
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const ends = [...states].sort().map(([state, claims]) => `${claims} ${state}`);
  process.stdout.write(
    `${method}: ${lives} lives, ${faults} faults, ${failed} failed; claims ${ends.join(', ')}; ${(lives / seconds).toFixed(0)} lives/s\n`,
  );
  if (failed > 0) process.exitCode = 1;
}
