/** What a primary payer kept back beyond its contract, on lines where a contract rate is owed at all. */
import { capitation } from '../ledger/accounts.ts';
import { add, type Cents, sumOf, zero } from '../values/money.ts';
import { lineAllowedCents, lineDeniedCents, standingAnswers } from './claim-balance.ts';
import type { ClaimFacts, LineOutcome } from './claim-facts.ts';

/** Nothing of it was allowed: a denial, not a shortfall. */
export function isWhollyDenied(line: LineOutcome): boolean {
  return lineAllowedCents(line) === 0 && line.denials.length > 0;
}

/** Lines that a payer pays by the head, not by the service; said of line 0 it is true of all. */
export function capitatedLines(
  facts: Pick<ClaimFacts, 'movements' | 'lines'>,
): ReadonlySet<number> {
  const amounts = new Map<number, Cents>();
  for (const { account, line, amountCents } of facts.movements)
    if (account === capitation) amounts.set(line, add(amounts.get(line) ?? zero, amountCents));
  const paid = new Set([...amounts].filter(([, amount]) => amount !== 0).map(([line]) => line));
  return paid.has(0) ? new Set([0, ...facts.lines.map((row) => row.line)]) : paid;
}

/** The primary's shortfall by line in what stands, net of reversals, without lines wholly denied. */
export function shortfalls(
  facts: Pick<ClaimFacts, 'adjudications' | 'standsFrom'>,
): ReadonlyMap<number, Cents> {
  const outcomes = standingAnswers(facts)
    .filter((row) => row.sequence === 1)
    .flatMap((row) => row.lines);
  const short = new Map<number, Cents>();
  for (const [line, rows] of Map.groupBy(outcomes, (row) => row.line)) {
    const cents = sumOf(rows, (row) => row.underpaidCents);
    const denied = sumOf(rows, lineDeniedCents) > 0 && sumOf(rows, lineAllowedCents) === 0;
    if (cents !== 0 && !denied) short.set(line, cents);
  }
  return short;
}
