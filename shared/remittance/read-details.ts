/** Reads the dates, numbers, amounts and quantities of a claim or of its open line. */
import {
  amount,
  code,
  codeOf,
  date,
  isEmpty,
  keep,
  type SegmentView,
  text,
} from '../x12/segment-view.ts';
import { append, type ClaimReading, type OpenClaim } from './claim-reading.ts';

export function readDate(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { line } = reading;
  const qualifier = code(view, 1);
  if (line === null) readClaimDate(claim, view, qualifier);
  else if (qualifier === serviceDate || qualifier === serviceStart)
    line.serviceDate = date(view, 2);
  else if (qualifier === serviceEnd) line.details.serviceDateTo = date(view, 2);
  else line.details.other = append(line.details.other, keep(view));
}

const serviceDate = codeOf('472');
const serviceStart = codeOf('150');
const serviceEnd = codeOf('151');

function readClaimDate({ details }: OpenClaim, view: SegmentView, qualifier: number): void {
  if (qualifier === statementStart) details.serviceFrom = date(view, 2);
  else if (qualifier === statementEnd) details.serviceTo = date(view, 2);
  else if (qualifier === received) details.received = date(view, 2);
  else details.other = append(details.other, keep(view));
}

const statementStart = codeOf('232');
const statementEnd = codeOf('233');
const received = codeOf('050');

export function readReference(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { line } = reading;
  if (line !== null && code(view, 1) === lineControlNumber && !isEmpty(view, 2)) {
    line.lineControlNumber = text(view, 2);
    return;
  }
  const { details } = line ?? claim;
  const reference = { qualifier: text(view, 1), value: text(view, 2) };
  details.references = append(details.references, reference);
}

const lineControlNumber = codeOf('6R');

export function readAmount(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { details } = reading.line ?? claim;
  const stated = { qualifier: text(view, 1), amountCents: amount(view, 2) };
  details.amounts = append(details.amounts, stated);
}

export function readQuantity(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { details } = reading.line ?? claim;
  const stated = { qualifier: text(view, 1), quantity: text(view, 2) };
  details.quantities = append(details.quantities, stated);
}
