/** Reads of each claim only where it lies and what its balance needs: what an ST is proved and cut by. */
import { type Cents, zero } from '../values/money.ts';
import { amount, isEmpty, type SegmentView, tagOf } from '../x12/segment-view.ts';
import { balanceClaim, balanced, balanceLine, notEvaluable, plus, worse } from './balance.ts';
import { boundaries } from './claim-boundaries.ts';
import {
  type ClaimReading,
  type Draft,
  needed,
  note,
  startClaims,
  unreadableAdjustment,
} from './claim-reading.ts';
import type { ClaimTotal } from './remittance.ts';

type OpenTotal = Draft<ClaimTotal> & {
  range: { from: number; to: number };
  readonly chargeCents: Cents | null;
};
type OpenLine = { readonly chargeCents: Cents | null; readonly paidCents: Cents | null };
type TotalReading = ClaimReading<OpenTotal, OpenLine>;

export const totalReader = {
  start: () => startClaims<OpenTotal, OpenLine>(),
  open: openTotal,
  take: readSegment,
  keep: () => undefined,
  close: closeTotal,
};

function openTotal(reading: TotalReading, view: SegmentView): void {
  reading.ordinal += 1;
  reading.claimAdjusted = zero;
  reading.linesBalance = balanced;
  const chargeCents = needed(reading, view, 3, 'CLP03');
  const paidCents = needed(reading, view, 4, 'CLP04');
  if (!isEmpty(view, 5)) needed(reading, view, 5, 'CLP05');
  const range = { from: view.from, to: view.to };
  reading.claim = { ordinal: reading.ordinal, range, chargeCents, paidCents, balance: balanced };
}

const adjustments = tagOf('CAS');
const service = tagOf('SVC');
/** Those that claims have most of, so that they are not looked up. */
const [date, reference, sum, party] = ['DTM', 'REF', 'AMT', 'NM1'].map(tagOf);

function readSegment(reading: TotalReading, view: SegmentView): boolean {
  const { claim } = reading;
  const { tag } = view;
  if (claim === null) return false;
  if (tag === adjustments) addAdjustments(reading, claim, view);
  else if (tag === service) openLine(reading, claim, view);
  else if (tag !== date && tag !== reference && tag !== sum && tag !== party) {
    if (boundaries.has(tag)) return false;
  }
  claim.range.to = view.to;
  return true;
}

function openLine(reading: TotalReading, claim: OpenTotal, view: SegmentView): void {
  endLine(reading, claim);
  reading.lineAdjusted = zero;
  const chargeCents = needed(reading, view, 2, 'SVC02');
  const paidCents = needed(reading, view, 3, 'SVC03');
  reading.line = { chargeCents, paidCents };
}

function endLine(reading: TotalReading, claim: OpenTotal): void {
  const { line } = reading;
  if (line === null) return;
  const own = balanceLine(line.chargeCents, reading.lineAdjusted, line.paidCents, claim.ordinal);
  reading.linesBalance = worse(reading.linesBalance, own);
  reading.line = null;
}

function addAdjustments(reading: TotalReading, claim: OpenTotal, view: SegmentView): void {
  for (let n = 3; n <= view.last + 1; n += 3) {
    const amountCents = amount(view, n);
    if (amountCents === null && isEmpty(view, n - 1) && isEmpty(view, n)) continue;
    reading.claimAdjusted = plus(reading.claimAdjusted, amountCents);
    reading.lineAdjusted = plus(reading.lineAdjusted, amountCents);
    if (amountCents === null) note(reading.findings, unreadableAdjustment(claim.ordinal, n));
  }
}

function closeTotal(reading: TotalReading, whole: boolean): ClaimTotal | null {
  const { claim } = reading;
  if (claim === null) return null;
  endLine(reading, claim);
  const { chargeCents, ordinal, paidCents } = claim;
  const own = balanceClaim(chargeCents, reading.claimAdjusted, paidCents, ordinal);
  claim.balance = whole ? worse(reading.linesBalance, own) : notEvaluable;
  reading.claim = null;
  return claim;
}
