/** Reads all that a run sent and was paid, with readers that share nothing with ours. */
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { X12parser } from 'x12-parser';
import { faultsOf } from '../claim/strict-reader.ts';
import { segmentsOf, sumsOf } from './independent-balance.ts';

export type Exchange = {
  readonly sentFiles: number;
  readonly sentClaims: number;
  readonly paidFiles: number;
  readonly payments: number;
  readonly paidClaims: number;
  readonly paidLines: number;
  /** `<file>: <fault>`. */
  readonly faults: readonly string[];
};

/** `out` of a run of the sample clinic. */
export async function exchangeIn(out: string): Promise<Exchange> {
  const sent = filesIn(join(out, 'outbound'), '.837');
  const paid = filesIn(join(out, 'state', 'inbox'), '.835');
  const sums = paid.map(({ bytes, name }) => ({ name, ...sumsOf(bytes) }));
  const faults: string[] = [];
  for (const { bytes, name } of sent) {
    faults.push(...faultsOf(bytes).map((fault) => `${name}: ${fault}`));
  }
  for (const { faults: found, name } of sums) {
    faults.push(...found.map(({ level, place }) => `${name}: ${level} ${place}`));
  }
  for (const { bytes, name } of [...sent, ...paid]) {
    if ((await peerCount(bytes)) !== segmentsOf(bytes).length) faults.push(`${name}: segments`);
  }
  return {
    sentFiles: sent.length,
    sentClaims: total(sent, ({ bytes }) => segmentsOf(bytes).filter(isClaim).length),
    paidFiles: paid.length,
    payments: total(sums, (row) => row.transactions),
    paidClaims: total(sums, (row) => row.claims),
    paidLines: total(sums, (row) => row.lines),
    faults,
  };
}

function isClaim([id]: readonly string[]): boolean {
  return id === 'CLM';
}

function total<T>(rows: readonly T[], of: (row: T) => number): number {
  return rows.reduce((sum, row) => sum + of(row), 0);
}

function filesIn(folder: string, ending: string) {
  return readdirSync(folder, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith(ending))
    .sort()
    .map((name) => ({ name, bytes: readFileSync(join(folder, name)) }));
}

/** Of the peer's parser, which takes the line end after the last terminator for a segment without a name. */
async function peerCount(bytes: Uint8Array): Promise<number> {
  let count = 0;
  const parser = Readable.from([Buffer.from(bytes)]).pipe(new X12parser());
  for await (const { name } of parser) if (name !== '') count += 1;
  return count;
}
