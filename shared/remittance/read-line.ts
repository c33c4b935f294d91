/** Reads a service line (SVC) and the adjustments (CAS) of a line or claim. */
import { type Cents, zero } from '../values/money.ts';
import { amount, isEmpty, keep, type SegmentView, saysBeyond, text } from '../x12/segment-view.ts';
import { balanceLine, plus, worse } from './balance.ts';
import {
  append,
  type ClaimReading,
  needed,
  none,
  note,
  type OpenClaim,
  unreadableAdjustment,
} from './claim-reading.ts';
import { readProcedure } from './read-procedure.ts';
import type { Adjustment } from './remittance.ts';

/** Begins a line at its SVC. */
export function readLine(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  endLine(reading, claim);
  reading.lineAdjusted = zero;
  const chargeCents = needed(reading, view, 2, 'SVC02');
  const paidCents = needed(reading, view, 3, 'SVC03');
  const { procedure, whole } = readProcedure(view, 1);
  const submitted = isEmpty(view, 6) ? null : readProcedure(view, 6);
  const read = chargeCents !== null && paidCents !== null && whole && submitted?.whole !== false;
  reading.line = {
    procedure,
    submittedProcedure: submitted?.procedure ?? null,
    chargeCents,
    paidCents,
    paidUnits: text(view, 5),
    serviceDate: null,
    adjustments: none,
    remarks: none,
    lineControlNumber: null,
    details: {
      revenueCode: text(view, 4),
      originalUnits: text(view, 7),
      serviceDateTo: null,
      references: none,
      amounts: none,
      quantities: none,
      other: read && !saysBeyond(view, 7) ? none : [keep(view)],
    },
  };
}

/** Ends the line that is open, if any: claim dates apply where it has none. */
export function endLine(reading: ClaimReading, claim: OpenClaim): void {
  const { line } = reading;
  if (line === null) return;
  if (line.serviceDate === null) {
    line.serviceDate = claim.details.serviceFrom;
    line.details.serviceDateTo ??= claim.details.serviceTo;
  }
  line.details.serviceDateTo ??= line.serviceDate;
  const { chargeCents, paidCents } = line;
  const own = balanceLine(chargeCents, reading.lineAdjusted, paidCents, claim.ordinal);
  reading.linesBalance = worse(reading.linesBalance, own);
  claim.lines = append(claim.lines, line);
  reading.line = null;
}

/** Up to six triplets of reason, amount and quantity. */
export function readAdjustments(reading: ClaimReading, claim: OpenClaim, view: SegmentView): void {
  const group = text(view, 1);
  const target = reading.line ?? claim;
  let whole = !isEmpty(view, 2) || view.last > 2;
  for (let n = 2; n <= view.last; n += 3) {
    const amountCents = amount(view, n + 1);
    if (amountCents === null && isEmpty(view, n) && isEmpty(view, n + 1)) {
      whole &&= isEmpty(view, n + 2);
      continue;
    }
    reading.claimAdjusted = plus(reading.claimAdjusted, amountCents);
    reading.lineAdjusted = plus(reading.lineAdjusted, amountCents);
    whole &&= amountCents !== null;
    if (amountCents === null) note(reading.findings, unreadableAdjustment(claim.ordinal, n + 1));
    else target.adjustments = append(target.adjustments, adjustmentAt(view, n, group, amountCents));
  }
  const { details } = target;
  if (!whole) details.other = append(details.other, keep(view));
}

function adjustmentAt(view: SegmentView, n: number, group: string, amountCents: Cents): Adjustment {
  const carc = text(view, n);
  if (isEmpty(view, n + 2)) return { group, carc, amountCents };
  return { group, carc, amountCents, quantity: text(view, n + 2) };
}
