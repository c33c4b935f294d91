/** A claim payment sorted by billed line: what was paid and adjusted where, with each adjustment's effect. */
import type { Claim } from '../claim/claim.ts';
import { classify, type Effect } from '../denial/classify.ts';
import type { Adjustment, ClaimPayment } from '../remittance/remittance.ts';
import { add, type Cents, cents, negate, subtract, sumOf, zero } from '../values/money.ts';
import { matchLines } from './match-lines.ts';

export type PaidAdjustment = Adjustment & {
  readonly effect:
    | Effect
    | { readonly posting: 'bundle'; readonly denial: false; readonly pend: false };
  readonly remarks: readonly string[];
};

export type PaidLine = {
  readonly line: number;
  readonly paidCents: Cents;
  readonly adjustments: readonly PaidAdjustment[];
};

/**
 * By billed line, in order, line 0 for what belongs to none. A reversal (CLP02 22) is turned round
 * first, so that it reads as the original did.
 */
export function paidLines(claim: Claim, payment: ClaimPayment): readonly PaidLine[] {
  const turn = payment.status === '22' ? negate : (amount: Cents) => amount;
  const matched = matchLines(claim, payment.lines);
  const lines = new Map<number, PaidLine>();
  payment.lines.forEach((service, index) => {
    const remarks = [...service.remarks, ...payment.remarks];
    const adjustments = service.adjustments.map((row) => turned(row, turn, remarks));
    gather(lines, matched[index] ?? 0, turn(service.paidCents ?? zero), adjustments);
  });
  const atClaim = subtract(
    payment.paidCents ?? zero,
    sumOf(payment.lines, (service) => service.paidCents ?? zero),
  );
  const adjustments = payment.adjustments.map((row) => turned(row, turn, payment.remarks));
  gather(lines, 0, turn(atClaim), adjustments);
  return bundled([...lines.values()].sort((a, b) => a.line - b.line));
}

function gather(
  lines: Map<number, PaidLine>,
  line: number,
  paidCents: Cents,
  adjustments: readonly PaidAdjustment[],
): void {
  const before = lines.get(line);
  if (!before && paidCents === 0 && adjustments.length === 0 && line === 0) return;
  lines.set(line, {
    line,
    paidCents: add(before?.paidCents ?? zero, paidCents),
    adjustments: [...(before?.adjustments ?? []), ...adjustments],
  });
}

/** 4010 senders reverse under group CR; what the code says of CO or PR is what the original did. */
function turned(
  row: Adjustment,
  turn: (amount: Cents) => Cents,
  remarks: readonly string[],
): PaidAdjustment {
  const group = row.group === 'CR' ? originalGroup(row.carc) : row.group;
  return {
    group,
    carc: row.carc,
    amountCents: turn(row.amountCents),
    effect: classify(group, row.carc),
    remarks,
  };
}

function originalGroup(carc: string): string {
  return classify('PR', carc).posting === 'patient' ? 'PR' : 'CO';
}

/** docs/money-rules.md, 5: negative OA-94 and CO-97 of equal total move AR between lines and deny nothing. */
function bundled(lines: readonly PaidLine[]): readonly PaidLine[] {
  const all = lines.flatMap((line) => line.adjustments);
  const raised = sumOf(all.filter(raises), (row) => negate(row.amountCents));
  const folded = sumOf(all.filter(folds), (row) => row.amountCents);
  if (raised === 0 || raised !== folded) return lines;
  return lines.map((line) => ({
    ...line,
    adjustments: line.adjustments.map((row) =>
      raises(row) || folds(row)
        ? { ...row, effect: { posting: 'bundle', denial: false, pend: false } as const }
        : row,
    ),
  }));
}

function raises(row: PaidAdjustment): boolean {
  return row.group === 'OA' && row.carc === '94' && row.amountCents < 0;
}

function folds(row: PaidAdjustment): boolean {
  return row.group === 'CO' && row.carc === '97' && row.amountCents > 0;
}

/** The lines that a bundle joined. */
export function bundleOf(lines: readonly PaidLine[]): ReadonlySet<number> {
  const joined = lines.filter((line) =>
    line.adjustments.some((row) => row.effect.posting === 'bundle'),
  );
  return new Set(joined.map((line) => line.line));
}

/** Σ of a line's adjustments with this effect. */
export function totalOf(line: PaidLine, posting: PaidAdjustment['effect']['posting']): Cents {
  let total = 0;
  for (const row of line.adjustments) if (row.effect.posting === posting) total += row.amountCents;
  return cents(total);
}
