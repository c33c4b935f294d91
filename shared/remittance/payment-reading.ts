/** An 835 while it is being read: its envelopes, the payment that is open, and the events so far. */
import { type Issue, issue } from '../values/issue.ts';
import type { Delimiters } from '../x12/delimiters.ts';
import {
  type Envelope,
  endEnvelope,
  newEnvelope,
  noteStray,
  trackEnvelope,
} from '../x12/envelope.ts';
import { type Scanner, startScan } from '../x12/scan.ts';
import { reads, type SegmentView, tagOf, text } from '../x12/segment-view.ts';
import { hashSegment } from './body-hash.ts';
import { boundaries, clp } from './claim-boundaries.ts';
import {
  closePayment,
  countClaim,
  keepOther,
  type OpenPayment,
  openPayment,
  readHeadSegment,
  readProviderAdjustments,
} from './read-payment.ts';
import type { ClaimPayment, ClaimTotal, PaymentHeader, PaymentSummary } from './remittance.ts';

/** `payment` once an ST's head is read, its claims in order, then its `end`; findings of the file anywhere. */
export type PaymentEvent<Claim extends ClaimTotal = ClaimPayment> =
  | {
      readonly kind: 'payment';
      readonly header: PaymentHeader;
      readonly delimiters: Delimiters;
    }
  | { readonly kind: 'claim'; readonly claim: Claim }
  | { readonly kind: 'end'; readonly summary: PaymentSummary }
  | { readonly kind: 'finding'; readonly issue: Issue };

/** How much is read of each claim: all of it, or its totals. */
export type ClaimReader<Claim extends ClaimTotal, Claims extends OpenClaims> = {
  readonly start: () => Claims;
  /** Begins a claim at its CLP. */
  readonly open: (claims: Claims, view: SegmentView) => void;
  /** Takes a segment that the open claim is known to have; false for any other, or without a claim. */
  readonly take: (claims: Claims, view: SegmentView) => boolean;
  /** Takes any other segment that stands within the open claim. */
  readonly keep: (claims: Claims, view: SegmentView) => void;
  /** Ends the open claim, if any; of one that may be cut short no equation says anything. */
  readonly close: (claims: Claims, whole: boolean) => Claim | null;
};

export type OpenClaims = {
  readonly claim: object | null;
  readonly unreadable: string | null;
  findings: Issue[];
};

export type Reading<Claim extends ClaimTotal, Claims extends OpenClaims> = {
  readonly reader: ClaimReader<Claim, Claims>;
  readonly scanner: Scanner;
  readonly envelope: Envelope;
  readonly findings: Issue[];
  version: string;
  transactions: number;
  payment: OpenPayment | null;
  claims: Claims;
  events: PaymentEvent<Claim>[];
};

const plb = tagOf('PLB');
const st = tagOf('ST');
const se = tagOf('SE');
const gs = tagOf('GS');

export function startReading<Claim extends ClaimTotal, Claims extends OpenClaims>(
  reader: ClaimReader<Claim, Claims>,
): Reading<Claim, Claims> {
  return {
    reader,
    scanner: startScan(),
    envelope: newEnvelope(),
    findings: [],
    version: '',
    transactions: 0,
    payment: null,
    claims: reader.start(),
    events: [],
  };
}

/** Nearly all segments belong to the claim that is open; what is rare stays out of their way. */
export function take<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  view: SegmentView,
): void {
  const { claims, payment, reader } = reading;
  if (payment === null) takeOther(reading, view);
  else if (reader.take(claims, view)) hashSegment(payment.body, view);
  else if (claims.claim !== null && view.tag === clp) {
    hashSegment(payment.body, view);
    endClaim(reading, payment);
    reader.open(claims, view);
  } else takeOther(reading, view);
}

function takeOther<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  view: SegmentView,
): void {
  const { envelope, payment } = reading;
  if (trackEnvelope(envelope, view, payment?.findings ?? reading.findings)) {
    takeEnvelope(reading, view);
  } else if (payment !== null) {
    hashSegment(payment.body, view);
    takeBody(reading, payment, view);
  } else noteStray(envelope, view, reading.findings);
}

function takeEnvelope<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  view: SegmentView,
): void {
  endPayment(reading, view.tag === se);
  if (view.tag === gs) reading.version = text(view, 8);
  if (view.tag === st) beginTransaction(reading, view);
  tellFindings(reading);
}

function beginTransaction<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  view: SegmentView,
): void {
  const { envelope, version } = reading;
  reading.transactions += 1;
  if (!reads(view, 1, '835')) {
    reading.findings.push(issue('transaction-not-835', 'error', view.ordinal, 'ST01'));
    return;
  }
  reading.claims = reading.reader.start();
  const numbers = {
    interchangeNumber: envelope.interchange?.number ?? '',
    groupNumber: envelope.group?.number ?? '',
    transactionNumber: text(view, 2),
    version,
  };
  reading.payment = openPayment(reading.transactions, numbers, view.delimiters);
  reading.claims.findings = reading.payment.findings;
}

function takeBody<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  payment: OpenPayment,
  view: SegmentView,
): void {
  const { claims, reader } = reading;
  if (boundaries.has(view.tag)) {
    announce(reading, payment);
    endClaim(reading, payment);
  }
  if (view.tag === clp) reader.open(claims, view);
  else if (view.tag === plb) readProviderAdjustments(payment, view);
  else if (claims.claim !== null) reader.keep(claims, view);
  else if (!payment.announced) readHeadSegment(payment, view);
  else keepOther(payment, view);
}

function announce<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  payment: OpenPayment,
): void {
  if (payment.announced) return;
  payment.announced = true;
  const { delimiters, header } = payment;
  reading.events.push({ kind: 'payment', header, delimiters });
}

function endClaim<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  payment: OpenPayment,
  whole = true,
): void {
  const claim = reading.reader.close(reading.claims, whole);
  if (claim === null) return;
  countClaim(payment, claim);
  reading.events.push({ kind: 'claim', claim });
}

function endPayment<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
  complete: boolean,
): void {
  const { payment } = reading;
  if (payment === null) return;
  announce(reading, payment);
  endClaim(reading, payment, complete);
  const summary = closePayment(payment, reading.claims.unreadable, complete);
  reading.events.push({ kind: 'end', summary });
  reading.payment = null;
}

export function endReading<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
): void {
  const { fatal } = reading.scanner;
  if (fatal !== null) reading.findings.push(fatal);
  endPayment(reading, false);
  if (fatal === null) endEnvelope(reading.envelope, reading.findings);
  tellFindings(reading);
}

function tellFindings<C extends ClaimTotal, O extends OpenClaims>(reading: Reading<C, O>): void {
  for (const found of reading.findings) reading.events.push({ kind: 'finding', issue: found });
  reading.findings.length = 0;
}

export function takeEvents<C extends ClaimTotal, O extends OpenClaims>(
  reading: Reading<C, O>,
): PaymentEvent<C>[] {
  const { events } = reading;
  reading.events = [];
  return events;
}
