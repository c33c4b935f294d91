/**
 * Lives of the pipeline under faults, on every core: `npm run simulate -- --seeds 100000 [--from 1] [--adapters]`,
 * or a crash after each single call of each story: `npm run simulate -- --crashes`, or hard 835s, each
 * delivered ten times: `npm run simulate -- --hard --seeds 200`. A failing seed is
 * shrunk and printed with its trace; `--seeds 1 --from SEED [--only 3,17]` replays it.
 */
import { fork } from 'node:child_process';
import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { Part, Report } from '../test/faults/part.ts';
import { argumentsFor, wholeNumber } from './usage.ts';

const usage = `npm run simulate [-- --seeds N --from SEED --cores N] [--only N,N] [--adapters | --hard | --crashes]
  lives of the pipeline under faults; a seed that fails is shrunk and printed with its trace
  --seeds N     how many lives (default 1000)
  --from SEED   the first seed (default 1)
  --only N,N    replays one seed with these faults alone
  --cores N     processes (default: one a core)
  --adapters    through the adapters of AWS instead of memory
  --hard        hard 835s, each delivered ten times
  --crashes     a crash after each single call of each story`;

const { values } = argumentsFor(usage, {
  options: {
    seeds: { type: 'string', default: '1000' },
    from: { type: 'string', default: '1' },
    only: { type: 'string' },
    cores: { type: 'string', default: String(availableParallelism()) },
    crashes: { type: 'boolean', default: false },
    adapters: { type: 'boolean', default: false },
    hard: { type: 'boolean', default: false },
  },
});

const from = wholeNumber(usage, '--from', values.from);
const seeds = values.crashes ? 0 : wholeNumber(usage, '--seeds', values.seeds);
const most = wholeNumber(usage, '--cores', values.cores);
const cores = Math.max(1, Math.min(most, values.crashes ? 1 : seeds));
const began = process.hrtime.bigint();
const totals = { lives: 0, faults: 0, calls: 0, failed: 0, started: began };

/** Every core takes each n-th seed. */
await Promise.all(Array.from({ length: cores }, (_, n) => liveApart(n)));
tellProgress();
if (totals.failed > 0) process.exitCode = 1;

async function liveApart(n: number): Promise<void> {
  const only = values.only?.split(',').map(Number) ?? null;
  const how = { crashes: values.crashes, adapters: values.adapters, hard: values.hard, only };
  const part: Part = { from: from + n, until: from + seeds, stride: cores, ...how };
  const child = fork(join(import.meta.dirname, 'simulate-part.ts'), [JSON.stringify(part)]);
  child.on('message', (report: Report) => hear(report));
  const code = await new Promise<number | null>((ended) => child.once('exit', ended));
  if (code !== 0) throw new Error(`a part ended with ${code}`);
}

function hear({ lives, faults, calls, failures }: Report): void {
  totals.lives += lives;
  totals.faults += faults;
  totals.calls += calls;
  totals.failed += failures.length;
  for (const failure of failures) process.stdout.write(`${failure}\n`);
  const seconds = Number(process.hrtime.bigint() - totals.started) / 1e9;
  if (seconds < 60) return;
  totals.started = process.hrtime.bigint();
  tellProgress();
}

function tellProgress(): void {
  const { lives, faults, calls, failed } = totals;
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const speed = `${(lives / seconds).toFixed(1)} lives/s`;
  process.stdout.write(
    `${lives} lives in ${seconds.toFixed(0)} s (${speed}), ${calls} calls, ${faults} faults, ${failed} failed\n`,
  );
}
