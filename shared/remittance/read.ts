/** Reads an 835: its payments and claims as they come, in memory that does not grow with the file. */
import type { Delimiters } from '../x12/delimiters.ts';
import { endScan, pieces, scan, startScan } from '../x12/scan.ts';
import type { SegmentView } from '../x12/segment-view.ts';
import { settleHash } from './body-hash.ts';
import { boundaries, clp } from './claim-boundaries.ts';
import { startClaims } from './claim-reading.ts';
import {
  type ClaimReader,
  endReading,
  type OpenClaims,
  type PaymentEvent,
  startReading,
  take,
  takeEvents,
} from './payment-reading.ts';
import { claimReader } from './read-claim.ts';
import { totalReader } from './read-totals.ts';
import type { ClaimPayment, ClaimTotal } from './remittance.ts';

type Chunks = AsyncIterable<Uint8Array> | Iterable<Uint8Array>;

/** Never throws for what the bytes hold; a fatal finding ends the reading. */
export async function* readPayments(chunks: Chunks): AsyncGenerator<PaymentEvent> {
  for await (const events of readPaymentBatches(chunks)) yield* events;
}

/** The same events, those of each piece of the file at once: large files wait less often. */
export function readPaymentBatches(chunks: Chunks): AsyncGenerator<PaymentEvent[]> {
  return readBatches(chunks, claimReader);
}

/** The same events with no more of each claim than its balance and its place in the file. */
export function readPaymentTotals(chunks: Chunks): AsyncGenerator<PaymentEvent<ClaimTotal>[]> {
  return readBatches(chunks, totalReader);
}

async function* readBatches<Claim extends ClaimTotal, Claims extends OpenClaims>(
  chunks: Chunks,
  reader: ClaimReader<Claim, Claims>,
): AsyncGenerator<PaymentEvent<Claim>[]> {
  const reading = startReading(reader);
  const visit = (view: SegmentView) => take(reading, view);
  for await (const chunk of chunks) {
    for (const piece of pieces(chunk)) {
      scan(reading.scanner, piece, visit);
      if (reading.payment !== null) settleHash(reading.payment.body);
      if (reading.events.length > 0) yield takeEvents(reading);
    }
    if (reading.scanner.fatal !== null) break;
  }
  endScan(reading.scanner, visit);
  endReading(reading);
  yield takeEvents(reading);
}

/** The claims of a byte range that begins at a CLP; LX, TS2 and TS3 may lie between them. */
export function readClaimPayments(
  bytes: Uint8Array,
  delimiters: Delimiters,
  firstOrdinal: number,
  firstOffset: number,
): ClaimPayment[] {
  const claims = startClaims(firstOrdinal);
  const scanner = startScan(delimiters, firstOffset);
  const found: ClaimPayment[] = [];
  const visit = (view: SegmentView) => {
    if (claimReader.take(claims, view)) return;
    if (boundaries.has(view.tag)) keepClaim(claimReader.close(claims, true), found);
    if (view.tag === clp) claimReader.open(claims, view);
    else if (claims.claim !== null) claimReader.keep(claims, view);
  };
  scan(scanner, bytes, visit);
  endScan(scanner, visit);
  keepClaim(claimReader.close(claims, true), found);
  return found;
}

function keepClaim(claim: ClaimPayment | null, found: ClaimPayment[]): void {
  if (claim !== null) found.push(claim);
}
