/** Reads an 835: its payments and claims as they come, in memory that does not grow with the file. */
import { type Issue, issue } from '../values/issue.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import { type Envelope, endEnvelope, newEnvelope, trackEnvelope } from '../x12/envelope.ts';
import { endScan, pieces, type Scanner, scan, startScan } from '../x12/scan.ts';
import { reads, type SegmentView, tagOf, text } from '../x12/segment-view.ts';
import { hashSegment, settleHash } from './body-hash.ts';
import { type ClaimReading, startClaims } from './claim-reading.ts';
import { closeClaim, keepClaimSegment, openClaim, readClaimSegment } from './read-claim.ts';
import {
  closePayment,
  countClaim,
  keepOther,
  type OpenPayment,
  openPayment,
  readHeadSegment,
  readProviderAdjustments,
} from './read-payment.ts';
import type { ClaimPayment, PaymentHeader, PaymentSummary } from './remittance.ts';

/** `payment` once an ST's head is read, its claims in order, then its `end`; findings of the file anywhere. */
export type PaymentEvent =
  | {
      readonly kind: 'payment';
      readonly header: PaymentHeader;
      readonly delimiters: Delimiters;
    }
  | { readonly kind: 'claim'; readonly claim: ClaimPayment }
  | { readonly kind: 'end'; readonly summary: PaymentSummary }
  | { readonly kind: 'finding'; readonly issue: Issue };

type Reading = {
  readonly scanner: Scanner;
  readonly envelope: Envelope;
  readonly findings: Issue[];
  version: string;
  transactions: number;
  payment: OpenPayment | null;
  claims: ClaimReading;
  events: PaymentEvent[];
};

/** Never throws for what the bytes hold; a fatal finding ends the reading. */
export async function* readPayments(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<PaymentEvent> {
  for await (const events of readPaymentBatches(chunks)) yield* events;
}

/** The same events, those of each piece of the file at once: large files wait less often. */
export async function* readPaymentBatches(
  chunks: AsyncIterable<Uint8Array> | Iterable<Uint8Array>,
): AsyncGenerator<readonly PaymentEvent[]> {
  const reading = startReading();
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
    if (continuesClaim(claims, view)) return;
    if (boundaries.has(view.tag)) keepClaim(closeClaim(claims), found);
    if (view.tag === clp) openClaim(claims, view);
    else if (claims.claim !== null) keepClaimSegment(claims, claims.claim, view);
  };
  scan(scanner, bytes, visit);
  endScan(scanner, visit);
  keepClaim(closeClaim(claims), found);
  return found;
}

function keepClaim(claim: ClaimPayment | null, found: ClaimPayment[]): void {
  if (claim !== null) found.push(claim);
}

const clp = tagOf('CLP');
const plb = tagOf('PLB');
const st = tagOf('ST');
const se = tagOf('SE');
const gs = tagOf('GS');

/** Segments that end a claim. */
const boundaries: ReadonlySet<number> = new Set(
  ['CLP', 'LX', 'TS2', 'TS3', 'PLB', 'SE', 'ST', 'GE', 'GS', 'IEA', 'ISA'].map(tagOf),
);

function startReading(): Reading {
  return {
    scanner: startScan(),
    envelope: newEnvelope(),
    findings: [],
    version: '',
    transactions: 0,
    payment: null,
    claims: startClaims(),
    events: [],
  };
}

/** Nearly all segments belong to the claim that is open; what is rare stays out of their way. */
function take(reading: Reading, view: SegmentView): void {
  const { claims, payment } = reading;
  if (payment !== null && continuesClaim(claims, view)) hashSegment(payment.body, view);
  else if (payment !== null && claims.claim !== null && view.tag === clp) {
    hashSegment(payment.body, view);
    endClaim(reading, payment);
    openClaim(claims, view);
  } else takeOther(reading, view);
}

function takeOther(reading: Reading, view: SegmentView): void {
  const { envelope, payment } = reading;
  if (trackEnvelope(envelope, view, payment?.findings ?? reading.findings)) {
    takeEnvelope(reading, view);
  } else if (payment !== null) {
    hashSegment(payment.body, view);
    takeBody(reading, payment, view);
  }
}

/** Most segments belong to the claim that is open: they are looked up once. */
function continuesClaim(claims: ClaimReading, view: SegmentView): boolean {
  return claims.claim !== null && readClaimSegment(claims, claims.claim, view);
}

function takeEnvelope(reading: Reading, view: SegmentView): void {
  endPayment(reading, view.tag === se);
  if (view.tag === gs) reading.version = text(view, 8);
  if (view.tag === st) beginTransaction(reading, view);
  tellFindings(reading);
}

function beginTransaction(reading: Reading, view: SegmentView): void {
  const { envelope, version } = reading;
  reading.transactions += 1;
  if (!reads(view, 1, '835')) {
    reading.findings.push(issue('transaction-not-835', 'error', view.ordinal, 'ST01'));
    return;
  }
  reading.claims = startClaims();
  const numbers = {
    interchangeNumber: envelope.interchange?.number ?? '',
    groupNumber: envelope.group?.number ?? '',
    transactionNumber: text(view, 2),
    version,
  };
  reading.payment = openPayment(reading.transactions, numbers, view.delimiters);
  reading.claims.findings = reading.payment.findings;
}

function takeBody(reading: Reading, payment: OpenPayment, view: SegmentView): void {
  const { claims } = reading;
  if (boundaries.has(view.tag)) {
    announce(reading, payment);
    endClaim(reading, payment);
  }
  if (view.tag === clp) openClaim(claims, view);
  else if (view.tag === plb) readProviderAdjustments(payment, view);
  else if (claims.claim !== null) keepClaimSegment(claims, claims.claim, view);
  else if (!payment.announced) readHeadSegment(payment, view);
  else keepOther(payment, view);
}

function announce(reading: Reading, payment: OpenPayment): void {
  if (payment.announced) return;
  payment.announced = true;
  const { delimiters, header } = payment;
  reading.events.push({ kind: 'payment', header, delimiters });
}

function endClaim(reading: Reading, payment: OpenPayment, whole = true): void {
  const claim = closeClaim(reading.claims, whole);
  if (claim === null) return;
  countClaim(payment, claim);
  reading.events.push({ kind: 'claim', claim });
}

function endPayment(reading: Reading, complete: boolean): void {
  const { payment } = reading;
  if (payment === null) return;
  announce(reading, payment);
  endClaim(reading, payment, complete);
  const summary = closePayment(payment, reading.claims.unreadable, complete);
  reading.events.push({ kind: 'end', summary });
  reading.payment = null;
}

function endReading(reading: Reading): void {
  const { fatal } = reading.scanner;
  if (fatal !== null) reading.findings.push(fatal);
  endPayment(reading, false);
  if (fatal === null) endEnvelope(reading.envelope, reading.findings);
  tellFindings(reading);
}

function tellFindings(reading: Reading): void {
  for (const found of reading.findings) reading.events.push({ kind: 'finding', issue: found });
  reading.findings.length = 0;
}

function takeEvents(reading: Reading): PaymentEvent[] {
  const { events } = reading;
  reading.events = [];
  return events;
}
