/**
 * Kills a run with SIGKILL at ten moments, starts it again each time, and compares the ledger with an
 * undisturbed run: `npm run kill-test [as-of]`. Exit status 1 when they differ.
 */
import { spawn } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { parseDate } from '../shared/values/dates.ts';
import { argumentsFor, refuse } from './usage.ts';

const usage = `npm run kill-test [-- AS-OF]
  kills a run of the sample clinic ten times, goes on, and compares with an undisturbed run
  AS-OF  the last business date, YYYY-MM-DD (default 2026-03-31)`;

const kills = 10;
/** About what a run needs before it works its first day. */
const startMs = 900;
const { positionals } = argumentsFor(usage, { allowPositionals: true });
const asOf =
  parseDate(positionals[0] ?? '2026-03-31') ?? refuse(usage, 'AS-OF needs a date that exists');
const folder = mkdtempSync(join(tmpdir(), 'claimline-kill-'));
const documents = ['ledger.csv', 'claims.json', 'files.json', 'work-items.json'];

/** Answers the milliseconds it took; a positive `killAfterMs` ends it the hard way. */
async function runOnce(out: string, killAfterMs = 0): Promise<{ ms: number; killed: boolean }> {
  const start = process.hrtime.bigint();
  const script = join(import.meta.dirname, '../infra/local/start.ts');
  const child = spawn(process.execPath, [script, '--out', out, '--as-of', asOf], {
    stdio: 'ignore',
  });
  const ended = new Promise<NodeJS.Signals | null>((resolve) => {
    child.once('exit', (_, signal) => resolve(signal));
  });
  if (killAfterMs > 0) {
    await Promise.race([ended, pause(killAfterMs)]);
    child.kill('SIGKILL');
  }
  const signal = await ended;
  return {
    ms: Number((process.hrtime.bigint() - start) / 1_000_000n),
    killed: signal === 'SIGKILL',
  };
}

const calm = join(folder, 'calm');
const { ms } = await runOnce(calm);
process.stdout.write(`undisturbed until ${asOf}: ${ms} ms\n`);

const shaken = join(folder, 'shaken');
let killed = 0;
for (let n = 1; n <= kills; n += 1) {
  const after = Math.round(startMs + ((ms - startMs) * n) / 70);
  const run = await runOnce(shaken, after);
  if (run.killed) killed += 1;
  process.stdout.write(`kill ${n} after ${run.ms} ms: ${run.killed ? 'killed' : 'had ended'}\n`);
}
await runOnce(shaken);

const different = documents.filter(
  (name) => readFileSync(join(calm, name), 'utf8') !== readFileSync(join(shaken, name), 'utf8'),
);
process.stdout.write(
  `${killed} kills; ${different.length === 0 ? 'the same documents' : `different: ${different.join(', ')}`}\n`,
);
if (different.length > 0 || killed === 0) process.exitCode = 1;
else rmSync(folder, { recursive: true });
