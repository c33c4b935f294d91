/** One CLP of a payment onto the claim it names: the entry's postings and what the payer said. */
import type { Claim } from '../claim/claim.ts';
import type { ClaimPayment } from '../remittance/remittance.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId, RowId } from '../values/ids.ts';
import { add, type Cents, negate, zero } from '../values/money.ts';
import type { Account } from './accounts.ts';
import type { Adjudication, LineOutcome } from './adjudication.ts';
import { balanced, type Posting } from './entry.ts';
import { paidLines } from './paid-lines.ts';
import { type Posted, postPrimary } from './post-primary.ts';
import { postSecondary } from './post-secondary.ts';

export type RowToPost = {
  readonly claim: Claim;
  readonly payment: ClaimPayment;
  readonly rowId: RowId;
  readonly checkDate: CalendarDate;
  readonly bookDate: CalendarDate;
  /** The ids by which the payment's payer may be known (N1*PR04, REF*2U, TRN03). */
  readonly payerIds: readonly string[];
  readonly cash: Account;
  readonly toleranceCents: Cents;
};

export type RowPosting = {
  readonly postings: readonly Posting[];
  readonly adjudication: Adjudication;
};

/** Never reads a balance, so rows of one claim may post in any order (docs/money-rules.md, 2). */
export function postRow(row: RowToPost): RowPosting {
  const reversal = row.payment.status === '22';
  const sequence = sequenceOf(row.claim, row.payment.status, row.payerIds);
  const lines = paidLines(row.claim, row.payment);
  const posted = postingOf(row, sequence, lines);
  return {
    postings: balanced(merged(reversal ? posted.postings.map(mirrored) : posted.postings)),
    adjudication: {
      rowId: row.rowId,
      checkDate: row.checkDate,
      postedOn: row.bookDate,
      status: row.payment.status,
      sequence,
      reversal,
      paidCents: row.payment.paidCents ?? zero,
      payerControlNumber: row.payment.payerControlNumber,
      lines: reversal ? posted.lines.map(mirroredOutcome) : posted.lines,
    },
  };
}

/** 25 is an estimate and 23 was forwarded: only what was paid counts, and of an estimate that is nothing. */
function postingOf(row: RowToPost, sequence: 1 | 2, lines: ReturnType<typeof paidLines>): Posted {
  switch (row.payment.status) {
    case '25':
    case '23':
      return postPrimary(
        row.claim,
        lines.map((line) => ({ ...line, adjustments: [] })),
        row.cash,
        row.toleranceCents,
      );
    default:
      return sequence === 1
        ? postPrimary(row.claim, lines, row.cash, row.toleranceCents)
        : postSecondary(row.claim, lines, row.cash);
  }
}

const laterPayerStatuses: readonly string[] = ['2', '3', '20', '21'];
const anyPayerStatuses: readonly string[] = ['4', '22'];

/** A reversal (22) or denial (4) says nothing of the payer's rank: it is the second's when only that one sent it. */
export function sequenceOf(claim: Claim, status: string, payerIds: readonly string[]): 1 | 2 {
  if (laterPayerStatuses.includes(status)) return 2;
  const second: PayerId | undefined = claim.encounter.secondary?.payerId;
  const fromFirst = payerIds.includes(claim.encounter.payerId);
  const fromSecond = second !== undefined && payerIds.includes(second) && !fromFirst;
  return fromSecond && anyPayerStatuses.includes(status) ? 2 : 1;
}

function mirrored(posting: Posting): Posting {
  return { ...posting, amountCents: negate(posting.amountCents) };
}

function mirroredOutcome(outcome: LineOutcome): LineOutcome {
  return {
    line: outcome.line,
    paidCents: negate(outcome.paidCents),
    patientCents: negate(outcome.patientCents),
    sequesterCents: negate(outcome.sequesterCents),
    withholdCents: negate(outcome.withholdCents),
    denials: outcome.denials.map((row) => ({ ...row, amountCents: negate(row.amountCents) })),
    pendedCents: negate(outcome.pendedCents),
    underpaidCents: negate(outcome.underpaidCents),
    personCents: negate(outcome.personCents),
  };
}

/** One posting a line and account. */
function merged(postings: readonly Posting[]): readonly Posting[] {
  const sums = new Map<string, Posting>();
  for (const posting of postings) {
    const key = `${posting.line} ${posting.account}`;
    const before = sums.get(key);
    sums.set(
      key,
      before ? { ...before, amountCents: add(before.amountCents, posting.amountCents) } : posting,
    );
  }
  return [...sums.values()];
}
