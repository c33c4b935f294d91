/** docs/money-rules.md, 3: contractual adjustments are booked only up to charge − expected, the rest is underpaid. */
import type { Claim } from '../claim/claim.ts';
import { add, type Cents, max, min, subtract, sumOf, zero } from '../values/money.ts';

/** What a line's contractual adjustments come to, and how much of it may be booked. */
export type Capped = { readonly bookedCents: Cents; readonly underpaidCents: Cents };

/** charge − expected of a billed line, not below 0; null when the line is unpriced. */
export function gapOf(claim: Claim, line: number): Cents | null {
  const billed = claim.encounter.lines.find((row) => row.line === line);
  const expected = claim.lines.find((row) => row.line === line)?.expectedCents ?? null;
  return billed && expected !== null ? max(zero, subtract(billed.chargeCents, expected)) : null;
}

/**
 * Lines are capped alone, those of a bundle together, and line 0 (a claim without lines, or lines that
 * match nothing) by what the claim's own lines leave. A claim with an unpriced line is wholly
 * contractual at line 0.
 */
export function capContractual(
  claim: Claim,
  claimed: ReadonlyMap<number, Cents>,
  bundle: ReadonlySet<number>,
  toleranceCents: Cents,
): ReadonlyMap<number, Capped> {
  const capped = new Map<number, Capped>();
  const alone = [...claimed.keys()].filter((line) => line !== 0 && !bundle.has(line));
  for (const pool of [[...bundle], ...alone.map((line) => [line])]) {
    capPool(
      capped,
      claimed,
      pool,
      sumOrNull(pool.map((line) => gapOf(claim, line))),
      toleranceCents,
    );
  }
  const booked = sumOf(capped.values(), (line) => line.bookedCents);
  const all = sumOrNull(claim.lines.map((line) => gapOf(claim, line.line)));
  const left = all === null ? null : max(zero, subtract(all, booked));
  capPool(capped, claimed, claimed.has(0) ? [0] : [], left, toleranceCents);
  return capped;
}

function capPool(
  capped: Map<number, Capped>,
  claimed: ReadonlyMap<number, Cents>,
  pool: readonly number[],
  gap: Cents | null,
  toleranceCents: Cents,
): void {
  const total = sumOf(pool, (line) => claimed.get(line) ?? zero);
  let left = gap === null || total <= add(gap, toleranceCents) ? total : gap;
  for (const line of [...pool].sort((a, b) => a - b)) {
    const amount = claimed.get(line) ?? zero;
    const bookedCents = min(amount, left);
    left = subtract(left, bookedCents);
    capped.set(line, { bookedCents, underpaidCents: subtract(amount, bookedCents) });
  }
}

function sumOrNull(amounts: readonly (Cents | null)[]): Cents | null {
  let total = zero;
  for (const amount of amounts) {
    if (amount === null) return null;
    total = add(total, amount);
  }
  return total;
}
