/**
 * How fast an 835 is read, typed and balanced, beside x12-parser, which only cuts it into segments, and
 * a bare look at each byte; and how many claims a second are written as 837P. Rounds in which each way
 * runs once: the median speed, the median of the rounds' ratios, the most memory.
 * `npm run bench -- x12 [megabytes …]`, default 10, 100 and 400.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSample } from './sample-remittance.ts';
import { type Measured, ways, writing } from './x12-ways.ts';

const rounds = 3;
const peer = 'x12-parser, segments only';
const way = join(import.meta.dirname, 'x12-way.ts');

benchX12(process.argv.slice(2));

function benchX12(args: readonly string[]): void {
  const sizes = args.length === 0 ? [10, 100, 400] : args.map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'x12-bench-'));
  try {
    for (const megabytes of sizes) compareAt(join(folder, 'sample.edi'), megabytes);
    const { count, seconds } = summed(runsOf([writing], '').map((round) => of(round, writing)));
    tell(`\n${writing}: ${Math.round(count / seconds).toLocaleString('en-US')} claims/s`);
  } finally {
    rmSync(folder, { recursive: true });
  }
}

function compareAt(path: string, megabytes: number): void {
  const claims = writeSample(path, megabytes);
  tell(`\n835 of ${megabytes} MB, ${claims.toLocaleString('en-US')} claims`);
  tell('| way | MB/s | peak RSS MiB | × x12-parser | found |');
  tell('| --- | ---: | ---: | ---: | --- |');
  const names = Object.keys(ways).filter((name) => name !== writing);
  const measured = runsOf(names, path);
  for (const name of names) {
    const { count, rssMegabytes, seconds, unit } = summed(measured.map((round) => of(round, name)));
    const ratios = measured.map((round) => of(round, peer).seconds / of(round, name).seconds);
    const speed = (megabytes / seconds).toFixed(1);
    tell(
      `| ${name} | ${speed} | ${rssMegabytes} | ${median(ratios).toFixed(1)} | ${count} ${unit} |`,
    );
  }
}

type Round = ReadonlyMap<string, Measured>;

/** By turns, and a ratio only within its round, so that what else the machine does meets all alike. */
function runsOf(names: readonly string[], path: string): Round[] {
  return Array.from(
    { length: rounds },
    () => new Map(names.map((name) => [name, measure(name, path)])),
  );
}

function of(round: Round, name: string): Measured {
  const measured = round.get(name);
  if (measured === undefined) throw new Error('no such way');
  return measured;
}

/** The median time of a way's runs, and the most memory that any of them took. */
function summed(runs: readonly Measured[]): Measured {
  const [{ count, unit } = { count: 0, unit: '' }] = runs;
  const seconds = median(runs.map((run) => run.seconds));
  return { count, unit, seconds, rssMegabytes: Math.max(...runs.map((run) => run.rssMegabytes)) };
}

/** Of an odd number of values. */
function median(values: readonly number[]): number {
  return values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
}

/** In a process of its own, so that the peak memory is its own. */
function measure(name: string, path: string): Measured {
  return JSON.parse(execFileSync(process.execPath, [way, name, path]).toString());
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
