/** The claims behind every KPI row, so that each number can be checked by hand. */
import type { Month } from '../values/dates.ts';
import type { ClaimId } from '../values/ids.ts';
import { monthsOf, scopesOf } from './compute.ts';
import { kpis } from './definitions.ts';
import type { Kpi } from './kpi.ts';
import { previousMonth } from './measuring-days.ts';
import { pathPart } from './path-part.ts';
import type { Cell, KpiTally } from './tally.ts';

export type Drill = {
  readonly practice: string;
  readonly payer: string;
  readonly id: string;
  readonly month: Month;
  readonly numerator: readonly ClaimId[];
  readonly denominator: readonly ClaimId[];
};

/** `drill/<practice>/<payer>/<id>-<month>.json`, `all` for `*`. */
export function drillKey({
  practice,
  payer,
  id,
  month,
}: Pick<Drill, 'practice' | 'payer' | 'id' | 'month'>): string {
  return `drill/${folderOf(practice)}/${folderOf(payer)}/${id}-${month}.json`;
}

/** One at a time, rows without any claim left out. */
export function* drillsOf(tally: KpiTally): Generator<Drill> {
  for (const { practice, payer, groups } of scopesOf(tally))
    for (const [index, kpi] of kpis.entries()) {
      const cells = groups.flatMap((group) => group.cells[index] ?? []);
      for (const month of monthsOf(tally, practice)) {
        const numerator = claimsOf(cells, [month], (cell) => cell.numeratorClaims);
        const denominator = claimsOf(
          cells,
          denominatorMonths(kpi, month),
          (cell) => cell.denominatorClaims,
        );
        if (numerator.length > 0 || denominator.length > 0)
          yield { practice, payer, id: kpi.id, month, numerator, denominator };
      }
    }
}

function denominatorMonths(kpi: Kpi, month: Month): readonly Month[] {
  return kpi.fold === 'trailing' ? [1, 2, 3].map((back) => previousMonth(month, back)) : [month];
}

function claimsOf(
  cells: readonly ReadonlyMap<Month, Cell>[],
  months: readonly Month[],
  listOf: (cell: Cell) => readonly ClaimId[],
): readonly ClaimId[] {
  const lists = cells.flatMap((cell) =>
    months.flatMap((month) => {
      const found = cell.get(month);
      return found ? [listOf(found)] : [];
    }),
  );
  const [only] = lists;
  return lists.length === 1 && only && isRising(only) ? only : eachOnce(lists.flat());
}

/** A practice's claims come in the order of their ids, so that a list of one cell is as it should be. */
function isRising(claims: readonly ClaimId[]): boolean {
  return claims.every((claim, n) => n === 0 || (claims[n - 1] ?? '') < claim);
}

function eachOnce(claims: ClaimId[]): readonly ClaimId[] {
  return claims.sort().filter((claim, n) => n === 0 || claims[n - 1] !== claim);
}

function folderOf(name: string): string {
  return name === '*' ? 'all' : pathPart(name);
}
