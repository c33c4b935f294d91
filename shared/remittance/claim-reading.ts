/** A claim while it is being read, and what is known of it so far. */
import { type Issue, issue } from '../values/issue.ts';
import { type Cents, zero } from '../values/money.ts';
import { amount, type SegmentView } from '../x12/segment-view.ts';
import { type Balance, balanced } from './balance.ts';
import type { ClaimDetails, ClaimPayment, ServiceDetails, ServicePayment } from './remittance.ts';

/** What is still being read may be written to. */
export type Draft<T> = {
  -readonly [K in keyof T]: T[K] extends readonly (infer Item)[] ? Item[] : T[K];
};

export type OpenLine = Omit<Draft<ServicePayment>, 'details'> & { details: Draft<ServiceDetails> };
export type OpenClaim = Omit<Draft<ClaimPayment>, 'details' | 'range'> & {
  range: { from: number; to: number };
  details: Draft<ClaimDetails>;
};

/** Claims while they are read; totals keep of the open claim and line only their money. */
export type ClaimReading<Claim = OpenClaim, Line = OpenLine> = {
  claim: Claim | null;
  line: Line | null;
  /** Σ CAS so far of the open line, and of the claim with its lines; null when one can not be read. */
  lineAdjusted: Cents | null;
  claimAdjusted: Cents | null;
  linesBalance: Balance;
  /** Ordinal of the last CLP. */
  ordinal: number;
  /** The first of CLP04 and SVC03 that can not be read. */
  unreadable: string | null;
  findings: Issue[];
};

const mostFindings = 1000;

export function startClaims<Claim = OpenClaim, Line = OpenLine>(
  firstOrdinal = 1,
): ClaimReading<Claim, Line> {
  return {
    claim: null,
    line: null,
    lineAdjusted: zero,
    claimAdjusted: zero,
    linesBalance: balanced,
    ordinal: firstOrdinal - 1,
    unreadable: null,
    findings: [],
  };
}

/** An amount that a claim or line must have; what can not be read becomes a finding. */
export function needed(
  reading: Pick<ClaimReading, 'findings' | 'ordinal' | 'unreadable'>,
  view: SegmentView,
  n: number,
  place: string,
): Cents | null {
  const cents = amount(view, n);
  if (cents !== null) return cents;
  if (place === 'CLP04' || place === 'SVC03') reading.unreadable ??= place;
  note(reading.findings, issue('amount-unreadable', 'error', reading.ordinal, place));
  return null;
}

export function unreadableAdjustment(ordinal: number, n: number): Issue {
  return issue('amount-unreadable', 'warning', ordinal, `CAS${String(n).padStart(2, '0')}`);
}

/** What a list holds before anything is added; most lists of a claim stay so. */
export const none: never[] = [];
Object.freeze(none);

/** The list with one more item. Small lists take no more memory than they need; a look past an empty one's end is slow. */
export function append<T extends object | string>(list: T[], item: T): T[] {
  const { length } = list;
  if (length === 0) return [item];
  const first = list[0];
  if (length === 1 && first !== undefined) return [first, item];
  list.push(item);
  return list;
}

/** A file of nothing but faults must not fill the memory; where its findings end is told. */
export function note(findings: Issue[], finding: Issue): void {
  if (findings.length < mostFindings) findings.push(finding);
  else if (findings.length === mostFindings)
    findings.push(issue('findings-not-kept', 'warning', finding.row));
}
