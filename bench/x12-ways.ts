/** The ways of going through an 835 that are compared, and the writing of 837Ps. */

import { createReadStream } from 'node:fs';
import { X12parser } from 'x12-parser';
import type { PaymentEvent } from '../shared/remittance/payment-reading.ts';
import { readPaymentBatches, readPaymentTotals } from '../shared/remittance/read.ts';
import type { ClaimTotal } from '../shared/remittance/remittance.ts';
import { writeClaims } from './sample-claims.ts';

/** As the laptop's files are streamed. */
const chunkBytes = 65_536;

type Found = { readonly count: number; readonly unit: string };
export type Measured = Found & { readonly seconds: number; readonly rssMegabytes: number };

/** No way of reading. */
export const writing = 'writing 837P';

export const ways: Readonly<Record<string, (path: string) => Promise<Found> | Found>> = {
  'each byte looked at': lookAtBytes,
  'x12-parser, segments only': readWithPeer,
  'Claimline, proved and cut as for posting': (path) =>
    countBalanced(readPaymentTotals(stream(path))),
  'Claimline, all typed and balanced': (path) => countBalanced(readPaymentBatches(stream(path))),
  [writing]: writeMany,
};

export async function measuredRun(name: string, path: string): Promise<Measured> {
  const way = ways[name];
  if (way === undefined) throw new Error('no such way');
  const start = performance.now();
  const found = await way(path);
  const seconds = (performance.now() - start) / 1000;
  return { ...found, seconds, rssMegabytes: Math.round(process.resourceUsage().maxRSS / 1024) };
}

async function countBalanced(batches: AsyncIterable<PaymentEvent<ClaimTotal>[]>): Promise<Found> {
  let count = 0;
  for await (const events of batches) {
    for (const event of events) {
      if (event.kind === 'claim' && event.claim.balance.outcome === 'balanced') count += 1;
    }
  }
  return { count, unit: 'balanced claims' };
}

async function readWithPeer(path: string): Promise<Found> {
  let count = 0;
  for await (const _ of stream(path).pipe(new X12parser())) count += 1;
  return { count, unit: 'segments' };
}

async function lookAtBytes(path: string): Promise<Found> {
  let count = 0;
  for await (const chunk of stream(path)) count += countTerminators(chunk);
  return { count, unit: 'terminators' };
}

function countTerminators(bytes: Uint8Array): number {
  let found = 0;
  for (let at = 0; at < bytes.length; at += 1) if (bytes[at] === 0x7e) found += 1;
  return found;
}

function writeMany(): Found {
  const count = 50_000;
  return { count: writeClaims(count) > 0 ? count : 0, unit: 'claims' };
}

function stream(path: string) {
  return createReadStream(path, { highWaterMark: chunkBytes });
}
