/**
 * How fast an 835 is read, typed and balanced, beside x12-parser, which only cuts it into segments, and
 * a bare look at each byte; and how many claims a second are written as 837P. The fastest of three runs,
 * the most memory of them. `npm run bench -- x12 [megabytes …]`, default 10, 100 and 400.
 */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { writeSample } from './sample-remittance.ts';
import { type Measured, ways, writing } from './x12-ways.ts';

const runs = 3;
const way = join(import.meta.dirname, 'x12-way.ts');

benchX12(process.argv.slice(2));

function benchX12(args: readonly string[]): void {
  const sizes = args.length === 0 ? [10, 100, 400] : args.map(Number);
  const folder = mkdtempSync(join(tmpdir(), 'x12-bench-'));
  try {
    for (const megabytes of sizes) compareAt(join(folder, 'sample.edi'), megabytes);
    const { count = 0, seconds = 1 } = measureEach([writing], '').get(writing) ?? {};
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
  const measured = measureEach(names, path);
  const peer = measured.get('x12-parser, segments only')?.seconds ?? 0;
  for (const [name, { count, rssMegabytes, seconds, unit }] of measured) {
    const speed = (megabytes / seconds).toFixed(1);
    const ratio = (peer / seconds).toFixed(1);
    tell(`| ${name} | ${speed} | ${rssMegabytes} | ${ratio} | ${count} ${unit} |`);
  }
}

/** By turns, so that what else the machine does meets all alike; the fastest run, the most memory. */
function measureEach(names: readonly string[], path: string): ReadonlyMap<string, Measured> {
  const best = new Map<string, Measured>();
  for (let run = 0; run < runs; run += 1) {
    for (const name of names) best.set(name, better(best.get(name), measure(name, path)));
  }
  return best;
}

function better(known: Measured | undefined, latest: Measured): Measured {
  if (known === undefined) return latest;
  const rssMegabytes = Math.max(known.rssMegabytes, latest.rssMegabytes);
  return { ...(latest.seconds < known.seconds ? latest : known), rssMegabytes };
}

/** In a process of its own, so that the peak memory is its own. */
function measure(name: string, path: string): Measured {
  return JSON.parse(execFileSync(process.execPath, [way, name, path]).toString());
}

function tell(line: string): void {
  process.stdout.write(`${line}\n`);
}
