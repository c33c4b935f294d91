/** Reads the dates, numbers, amounts and quantities of a claim or of its open line. */
import { amount, date, isEmpty, keep, reads, type SegmentView, text } from '../x12/segment-view.ts';
import type { ClaimReading, OpenClaim } from './claim-reading.ts';

export function readDate(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { line } = reading;
  if (line === null) readClaimDate(claim, view);
  else if (reads(view, 1, '472') || reads(view, 1, '150')) line.serviceDate = date(view, 2);
  else if (reads(view, 1, '151')) line.details.serviceDateTo = date(view, 2);
  else line.details.other.push(keep(view));
}

function readClaimDate(claim: OpenClaim, view: SegmentView): void {
  const { details } = claim;
  if (reads(view, 1, '232')) details.serviceFrom = date(view, 2);
  else if (reads(view, 1, '233')) details.serviceTo = date(view, 2);
  else if (reads(view, 1, '050')) details.received = date(view, 2);
  else details.other.push(keep(view));
}

export function readReference(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { line } = reading;
  if (line !== null && reads(view, 1, '6R') && !isEmpty(view, 2)) {
    line.lineControlNumber = text(view, 2);
    return;
  }
  const { references } = (line ?? claim).details;
  references.push({ qualifier: text(view, 1), value: text(view, 2) });
}

export function readAmount(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { amounts } = (reading.line ?? claim).details;
  amounts.push({ qualifier: text(view, 1), amountCents: amount(view, 2) });
}

export function readQuantity(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { quantities } = (reading.line ?? claim).details;
  quantities.push({ qualifier: text(view, 1), quantity: text(view, 2) });
}
