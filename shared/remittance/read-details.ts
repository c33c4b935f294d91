/** Reads the dates, numbers, amounts and quantities of a claim or of its open line. */
import type { CalendarDate } from '../values/dates.ts';
import {
  amount,
  code,
  codeOf,
  date,
  isEmpty,
  keep,
  type SegmentView,
  saysBeyond,
  text,
} from '../x12/segment-view.ts';
import { append, type ClaimReading, type OpenClaim, type OpenLine } from './claim-reading.ts';

export function readDate(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { line } = reading;
  const day = date(view, 2);
  const target = line ?? claim;
  const read =
    day !== null && (line === null ? dateClaim(claim, view, day) : dateLine(line, view, day));
  if (!read || saysBeyond(view, 2)) target.details.other = append(target.details.other, keep(view));
}

/** False for a day that has no field, or whose field is taken. */
function dateLine(line: OpenLine, view: SegmentView, day: CalendarDate): boolean {
  const qualifier = code(view, 1);
  if (qualifier === serviceDate || qualifier === serviceStart) {
    if (line.serviceDate !== null) return false;
    line.serviceDate = day;
    return true;
  }
  if (qualifier !== serviceEnd || line.details.serviceDateTo !== null) return false;
  line.details.serviceDateTo = day;
  return true;
}

const serviceDate = codeOf('472');
const serviceStart = codeOf('150');
const serviceEnd = codeOf('151');

function dateClaim({ details }: OpenClaim, view: SegmentView, day: CalendarDate): boolean {
  const field = claimDates.get(code(view, 1));
  if (field === undefined || details[field] !== null) return false;
  details[field] = day;
  return true;
}

const claimDates: ReadonlyMap<number, 'serviceFrom' | 'serviceTo' | 'received'> = new Map([
  [codeOf('232'), 'serviceFrom'],
  [codeOf('233'), 'serviceTo'],
  [codeOf('050'), 'received'],
]);

export function readReference(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { line } = reading;
  const { details } = line ?? claim;
  if (line !== null && isLineControlNumber(view) && line.lineControlNumber === null) {
    line.lineControlNumber = text(view, 2);
  } else {
    const reference = { qualifier: text(view, 1), value: text(view, 2) };
    details.references = append(details.references, reference);
  }
  if (saysBeyond(view, 2)) details.other = append(details.other, keep(view));
}

function isLineControlNumber(view: SegmentView): boolean {
  return code(view, 1) === lineControlNumber && !isEmpty(view, 2);
}

const lineControlNumber = codeOf('6R');

export function readAmount(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { details } = reading.line ?? claim;
  const amountCents = amount(view, 2);
  details.amounts = append(details.amounts, { qualifier: text(view, 1), amountCents });
  const whole = amountCents !== null && !saysBeyond(view, 2);
  if (!whole) details.other = append(details.other, keep(view));
}

export function readQuantity(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const { details } = reading.line ?? claim;
  const stated = { qualifier: text(view, 1), quantity: text(view, 2) };
  details.quantities = append(details.quantities, stated);
  if (saysBeyond(view, 2)) details.other = append(details.other, keep(view));
}
