/**
 * How fast an 835 is read, typed and balanced, beside x12-parser (which only cuts it into segments) and
 * a bare look at each byte. `node bench/x12.ts [megabytes …]`, default 10 and 100.
 */
import { execFileSync } from 'node:child_process';
import { createReadStream, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { X12parser } from 'x12-parser';
import { readPayments } from '../shared/remittance/read.ts';
import { writeSample } from './sample-remittance.ts';

const chunkBytes = 262_144;

const ways: Readonly<Record<string, (path: string) => Promise<string>>> = {
  'bytes only': lookAtBytes,
  claimline: readTyped,
  'x12-parser': readWithPeer,
};

const [first = '', ...rest] = process.argv.slice(2);
const way = ways[first];
if (way !== undefined) await measure(way, rest[0] ?? '');
else compareAt(first === '' ? [10, 100] : [first, ...rest].map(Number));

function compareAt(sizes: readonly number[]): void {
  const folder = mkdtempSync(join(tmpdir(), 'x12-bench-'));
  for (const megabytes of sizes) {
    const path = join(folder, `${megabytes}.edi`);
    const claims = writeSample(path, megabytes);
    process.stdout.write(`${megabytes} MB, ${claims} claims\n`);
    for (const name of Object.keys(ways)) {
      const told = execFileSync(process.execPath, [import.meta.filename, name, path]).toString();
      const { note, rssMegabytes, seconds } = JSON.parse(told);
      const speed = `${(megabytes / seconds).toFixed(1)} MB/s`.padStart(12);
      process.stdout.write(`  ${name.padEnd(12)}${speed}  ${rssMegabytes} MB RSS  ${note}\n`);
    }
  }
  rmSync(folder, { recursive: true });
}

/** One way in a process of its own, so that the peak memory is its own. */
async function measure(read: (path: string) => Promise<string>, path: string): Promise<void> {
  const start = performance.now();
  const note = await read(path);
  const seconds = (performance.now() - start) / 1000;
  const rssMegabytes = Math.round(process.resourceUsage().maxRSS / 1000);
  process.stdout.write(JSON.stringify({ note, rssMegabytes, seconds }));
}

async function readTyped(path: string): Promise<string> {
  let claims = 0;
  let balanced = 0;
  for await (const event of readPayments(stream(path))) {
    if (event.kind !== 'claim') continue;
    claims += 1;
    if (event.claim.balance.outcome === 'balanced') balanced += 1;
  }
  return `${claims} claims, ${balanced} balanced`;
}

async function readWithPeer(path: string): Promise<string> {
  let segments = 0;
  for await (const _ of stream(path).pipe(new X12parser())) segments += 1;
  return `${segments} segments, not typed`;
}

async function lookAtBytes(path: string): Promise<string> {
  let segments = 0;
  for await (const chunk of stream(path)) segments += countTerminators(chunk);
  return `${segments} terminators`;
}

function countTerminators(bytes: Uint8Array): number {
  let found = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0x7e) found += 1;
  return found;
}

function stream(path: string) {
  return createReadStream(path, { highWaterMark: chunkBytes });
}
