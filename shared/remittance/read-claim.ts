/** Reads loop 2100 and its 2110s: a claim and its service lines, a segment at a time. */
import { zero } from '../values/money.ts';
import type { Segment } from '../x12/segment.ts';
import {
  isEmpty,
  keep,
  reads,
  type SegmentView,
  saysBeyond,
  tagOf,
  text,
} from '../x12/segment-view.ts';
import { balanceClaim, balanced, notEvaluable, worse } from './balance.ts';
import {
  append,
  type ClaimReading,
  type Draft,
  needed,
  none,
  type OpenClaim,
  startClaims,
} from './claim-reading.ts';
import { readAmount, readDate, readQuantity, readReference } from './read-details.ts';
import { endLine, readAdjustments, readLine } from './read-line.ts';
import type { ClaimDetails, ClaimPayment } from './remittance.ts';

/** Reads all of a claim. */
export const claimReader = {
  start: () => startClaims(),
  open: openClaim,
  take: readClaimSegment,
  keep: keepClaimSegment,
  close: closeClaim,
};

function openClaim(reading: ClaimReading, view: SegmentView): void {
  reading.ordinal += 1;
  reading.claimAdjusted = zero;
  reading.linesBalance = balanced;
  const chargeCents = needed(reading, view, 3, 'CLP03');
  const paidCents = needed(reading, view, 4, 'CLP04');
  const patientCents = isEmpty(view, 5) ? zero : needed(reading, view, 5, 'CLP05');
  const whole = chargeCents !== null && paidCents !== null && patientCents !== null;
  reading.claim = {
    ordinal: reading.ordinal,
    range: { from: view.from, to: view.to },
    patientControlNumber: text(view, 1),
    status: text(view, 2),
    chargeCents,
    paidCents,
    patientCents: patientCents ?? zero,
    payerControlNumber: text(view, 7),
    adjustments: none,
    remarks: none,
    lines: none,
    balance: balanced,
    details: claimDetails(view, whole),
  };
}

/** CLP11; beyond it, and in CLP10, stands what no field names. */
const lastNamed = 11;

function claimDetails(view: SegmentView, whole: boolean): Draft<ClaimDetails> {
  return {
    filingCode: text(view, 6),
    placeOfService: text(view, 8),
    frequency: text(view, 9),
    drg: text(view, 11),
    serviceFrom: null,
    serviceTo: null,
    received: null,
    parties: none,
    references: none,
    amounts: none,
    quantities: none,
    other: whole && isEmpty(view, 10) && !saysBeyond(view, lastNamed) ? none : [keep(view)],
  };
}

const tags = {
  adjustments: tagOf('CAS'),
  line: tagOf('SVC'),
  date: tagOf('DTM'),
  reference: tagOf('REF'),
  amount: tagOf('AMT'),
  party: tagOf('NM1'),
};

function readClaimSegment(reading: ClaimReading, view: SegmentView): boolean {
  const { claim } = reading;
  const { tag } = view;
  if (claim === null) return false;
  if (tag === tags.adjustments) readAdjustments(reading, claim, view);
  else if (tag === tags.line) readLine(reading, claim, view);
  else if (tag === tags.date) readDate(reading, claim, view);
  else if (tag === tags.reference) readReference(reading, claim, view);
  else if (tag === tags.amount) readAmount(reading, claim, view);
  else if (tag === tags.party) readParty(reading, claim, view);
  else if (!readRarer(reading, claim, view)) return false;
  claim.range.to = view.to;
  return true;
}

type Handler = (reading: ClaimReading, claim: OpenClaim, view: SegmentView) => void;

const rarer: ReadonlyMap<number, Handler> = new Map<number, Handler>([
  [tagOf('QTY'), readQuantity],
  [tagOf('LQ'), readRemark],
  [tagOf('MOA'), readOutpatientRemarks],
  [tagOf('MIA'), readInpatientRemarks],
]);

function readRarer(reading: ClaimReading, claim: OpenClaim, view: SegmentView): boolean {
  const handler = rarer.get(view.tag);
  handler?.(reading, claim, view);
  return handler !== undefined;
}

/** Keeps a segment within a claim that no reader knows. */
function keepClaimSegment(reading: ClaimReading, view: SegmentView): void {
  const { claim } = reading;
  if (claim === null) return;
  claim.range.to = view.to;
  other(reading, claim, view);
}

function closeClaim(reading: ClaimReading, whole: boolean): ClaimPayment | null {
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
  const known = reads(view, 1, 'HE');
  if (known) addRemark(reading.line ?? claim, text(view, 2));
  if (!known || saysBeyond(view, 2)) other(reading, claim, view);
}

function readOutpatientRemarks(_: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  for (const n of [3, 4, 5, 6, 7]) if (!isEmpty(view, n)) addRemark(claim, text(view, n));
  if (!isEmpty(view, 1) || !isEmpty(view, 2) || saysBeyond(view, 7)) keepIn(claim, view);
}

function readInpatientRemarks(_: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  for (const n of [5, 20, 21, 22, 23]) if (!isEmpty(view, n)) addRemark(claim, text(view, n));
  keepIn(claim, view);
}

function addRemark(target: { remarks: string[] }, remark: string): void {
  target.remarks = append(target.remarks, remark);
}

/** The name of a company is kept, that of a person is not read: nobody here needs it. */
function readParty(_: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const party = { role: text(view, 1), qualifier: text(view, 8), id: text(view, 9) };
  claim.details.parties = append(claim.details.parties, party);
  if (reads(view, 2, '2')) keepIn(claim, view);
}

function other(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  keepIn(reading.line ?? claim, view);
}

function keepIn({ details }: { details: { other: Segment[] } }, view: SegmentView): void {
  details.other = append(details.other, keep(view));
}
