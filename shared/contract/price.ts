/** What a payer's contract lets us expect for a billed line. */
import type { ServiceLine } from '../encounter/encounter.ts';
import type { Cents } from '../values/money.ts';
import type { PriceBook } from './base-price.ts';
import { matchOf, type Visit } from './match.ts';

/** min(charge, price × units) by the row in force on the line's service date; null when unpriced. */
export function expectedLine(
  book: PriceBook,
  visit: Visit,
  line: ServiceLine,
  facility: boolean,
): Cents | null {
  return matchOf(book, visit, line, facility)?.expectedCents ?? null;
}
