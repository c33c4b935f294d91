/** Reads loop 2100 and its 2110s: a claim and its service lines, a segment at a time. */
import { zero } from '../values/money.ts';
import { isEmpty, keep, reads, type SegmentView, tagOf, text } from '../x12/segment-view.ts';
import { balanceClaim, balanced, notEvaluable, worse } from './balance.ts';
import { type ClaimReading, type Draft, needed, type OpenClaim } from './claim-reading.ts';
import { readAmount, readDate, readQuantity, readReference } from './read-details.ts';
import { endLine, readAdjustments, readLine } from './read-line.ts';
import type { ClaimDetails, ClaimPayment } from './remittance.ts';

/** Begins a claim at its CLP. */
export function openClaim(reading: ClaimReading, view: SegmentView): void {
  reading.ordinal += 1;
  reading.claimAdjusted = zero;
  reading.linesBalance = balanced;
  reading.claim = {
    ordinal: reading.ordinal,
    range: { from: view.from, to: view.to },
    patientControlNumber: text(view, 1),
    status: text(view, 2),
    chargeCents: needed(reading, view, 3, 'CLP03'),
    paidCents: needed(reading, view, 4, 'CLP04'),
    patientCents: isEmpty(view, 5) ? zero : (needed(reading, view, 5, 'CLP05') ?? zero),
    payerControlNumber: text(view, 7),
    adjustments: [],
    remarks: [],
    lines: [],
    balance: balanced,
    details: claimDetails(view),
  };
}

function claimDetails(view: SegmentView): Draft<ClaimDetails> {
  return {
    filingCode: text(view, 6),
    placeOfService: text(view, 8),
    frequency: text(view, 9),
    drg: text(view, 11),
    serviceFrom: null,
    serviceTo: null,
    received: null,
    parties: [],
    references: [],
    amounts: [],
    quantities: [],
    other: [],
  };
}

type Handler = (reading: ClaimReading, claim: OpenClaim, view: SegmentView) => void;

const handlers: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [tagOf('CAS'), readAdjustments],
  [tagOf('SVC'), readLine],
  [tagOf('DTM'), readDate],
  [tagOf('REF'), readReference],
  [tagOf('AMT'), readAmount],
  [tagOf('QTY'), readQuantity],
  [tagOf('LQ'), readRemark],
  [tagOf('MOA'), readOutpatientRemarks],
  [tagOf('MIA'), readInpatientRemarks],
  [tagOf('NM1'), readParty],
]);

/** Takes a segment that a claim is known to have; false for any other. */
export function readClaimSegment(
  reading: ClaimReading,
  claim: OpenClaim,
  view: SegmentView,
): boolean {
  const handler = handlers.get(view.tag);
  if (handler === undefined) return false;
  claim.range.to = view.to;
  handler(reading, claim, view);
  return true;
}

/** Keeps a segment within a claim that no reader knows. */
export function keepClaimSegment(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  claim.range.to = view.to;
  other(reading, claim, view);
}

/** Ends the claim that is open, if any; of one that may be cut short no equation says anything. */
export function closeClaim(reading: ClaimReading, whole = true): ClaimPayment | null {
  const { claim } = reading;
  if (claim === null) return null;
  endLine(reading, claim);
  const { chargeCents, ordinal, paidCents } = claim;
  const own = balanceClaim(chargeCents, reading.claimAdjusted, paidCents, ordinal);
  claim.balance = whole ? worse(reading.linesBalance, own) : notEvaluable;
  reading.claim = null;
  return claim;
}

function readRemark(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  if (reads(view, 1, 'HE')) (reading.line ?? claim).remarks.push(text(view, 2));
  else other(reading, claim, view);
}

function readOutpatientRemarks(_: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  for (const n of [3, 4, 5, 6, 7]) if (!isEmpty(view, n)) claim.remarks.push(text(view, n));
  if (!isEmpty(view, 1) || !isEmpty(view, 2) || view.last > 7) claim.details.other.push(keep(view));
}

function readInpatientRemarks(_: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  for (const n of [5, 20, 21, 22, 23]) if (!isEmpty(view, n)) claim.remarks.push(text(view, n));
  claim.details.other.push(keep(view));
}

function readParty(_: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  claim.details.parties.push({ role: text(view, 1), qualifier: text(view, 8), id: text(view, 9) });
}

function other(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  (reading.line ?? claim).details.other.push(keep(view));
}
