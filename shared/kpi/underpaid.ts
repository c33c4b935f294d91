/** What a primary payer kept back beyond its contract, on lines where a contract rate is owed at all. */
import { capitation } from '../ledger/accounts.ts';
import { add, type Cents, sumOf, zero } from '../values/money.ts';
import { lineAllowedCents, lineDeniedCents } from './claim-balance.ts';
import type { ClaimFacts, LineOutcome } from './claim-facts.ts';

/** Nothing of it was allowed: a denial, not a shortfall. */
export function isWhollyDenied(line: LineOutcome): boolean {
  return lineAllowedCents(line) === 0 && line.denials.length > 0;
}

/** Lines that a payer pays by the head, not by the service. */
export function capitatedLines(facts: Pick<ClaimFacts, 'movements'>): ReadonlySet<number> {
  const lines = new Map<number, Cents>();
  for (const { account, line, amountCents } of facts.movements)
    if (account === capitation) lines.set(line, add(lines.get(line) ?? zero, amountCents));
  return new Set([...lines].filter(([, amount]) => amount !== 0).map(([line]) => line));
}

/** The primary's shortfall by line, net of reversals, without lines that stay wholly denied. */
export function shortfalls(facts: Pick<ClaimFacts, 'adjudications'>): ReadonlyMap<number, Cents> {
  const outcomes = facts.adjudications
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
