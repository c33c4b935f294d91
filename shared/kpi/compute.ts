/** The rows of kpis.json: every KPI by practice, payer and month, with all of each rolled up. */
import { addDays, type CalendarDate, lastDayOf, type Month, monthOf } from '../values/dates.ts';
import type { PayerId, PracticeId } from '../values/ids.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { kpis } from './definitions.ts';
import { folded } from './fold.ts';
import type { Kpi, KpiUnit, RemittanceFacts, Target, VisitFacts, WorkFacts } from './kpi.ts';
import { lastMonths } from './measuring-days.ts';
import {
  type Cell,
  type Group,
  type KpiTally,
  newKpiTally,
  tallyClaim,
  tallyRemittance,
  tallyVisit,
  tallyWork,
} from './tally.ts';

export type KpiInput = {
  readonly asOf: CalendarDate;
  readonly claims: Iterable<ClaimFacts>;
  readonly remittances: Iterable<RemittanceFacts>;
  readonly visits?: Iterable<VisitFacts>;
  readonly workItems: Iterable<WorkFacts>;
};

export type KpiStatus = 'met' | 'missed' | 'none';

export type KpiRow = {
  readonly id: string;
  readonly version: number;
  readonly practice: PracticeId | '*';
  readonly payer: PayerId | '*';
  readonly month: Month;
  readonly numerator: number;
  readonly denominator: number;
  readonly value: number | null;
  readonly unit: KpiUnit;
  readonly target: Target | null;
  readonly status: KpiStatus;
  /** In the numerator. */
  readonly claims: number;
};

/** A practice and payer, or all, and the groups whose facts it counts. */
export type Scope = {
  readonly practice: PracticeId | '*';
  readonly payer: PayerId | '*';
  readonly groups: readonly Group[];
};

export function computeKpis(input: KpiInput): readonly KpiRow[] {
  return kpiRows(tallyKpis(input));
}

export function tallyKpis(input: KpiInput): KpiTally {
  const tally = newKpiTally(input.asOf);
  for (const facts of input.claims) tallyClaim(tally, facts);
  for (const file of input.remittances) tallyRemittance(tally, file);
  for (const visit of input.visits ?? []) tallyVisit(tally, visit);
  for (const item of input.workItems) tallyWork(tally, item);
  return tally;
}

/** Sorted by practice, id, payer and month. */
export function kpiRows(tally: KpiTally): readonly KpiRow[] {
  return scopesOf(tally)
    .flatMap((scope) => scopeRows(tally, scope))
    .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
}

function sortKey(row: KpiRow): string {
  return `${row.practice}\u0000${row.id}\u0000${row.payer}\u0000${row.month}`;
}

export function scopesOf(tally: KpiTally): readonly Scope[] {
  const groups = [...tally.groups.values()];
  const byPractice = [...Map.groupBy(groups, (group) => group.practice)];
  return [...byPractice, ['*', groups] as const].flatMap(([practice, members]) => [
    { practice, payer: '*' as const, groups: members },
    ...[...Map.groupBy(members, (group) => group.payer)].flatMap(([payer, rows]) =>
      payer === null ? [] : [{ practice, payer, groups: rows }],
    ),
  ]);
}

/** A practice's payers share its months, so that their rows stand beside each other. */
function scopeRows(tally: KpiTally, scope: Scope): readonly KpiRow[] {
  const months = monthsOf(tally, scope.practice);
  return kpis.flatMap((kpi, index) => {
    const cells = scope.groups.flatMap((group) => group.cells[index] ?? []);
    const values = folded(kpi, cells, months, tally.asOf);
    return months.map((month, at): KpiRow => {
      const { numerator, denominator, value } = values[at] ?? nothing;
      return {
        id: kpi.id,
        version: kpi.version,
        practice: scope.practice,
        payer: scope.payer,
        month,
        numerator,
        denominator,
        value,
        unit: kpi.unit,
        target: kpi.target,
        status: statusOf(kpi, value, month, tally.asOf),
        claims: claimsIn(kpi, cells, month),
      };
    });
  });
}

const nothing = { numerator: 0, denominator: 0, value: null };

/** From the first month with anything; of more than three years ago, only months with something. */
export function monthsOf(tally: KpiTally, practice: PracticeId | '*'): readonly Month[] {
  const seen = new Set<Month>();
  for (const group of tally.groups.values())
    if (practice === '*' || group.practice === practice)
      for (const cells of group.cells) for (const month of cells.keys()) seen.add(month);
  const last = monthOf(tally.asOf);
  const known = [...seen].filter((month) => month <= last).sort();
  const first = known[0] ?? last;
  const recent = lastMonths(last, 36).filter((month) => month >= first);
  return [...new Set([...known, ...recent])].sort();
}

function statusOf(kpi: Kpi, value: number | null, month: Month, asOf: CalendarDate): KpiStatus {
  if (value === null || kpi.target === null) return 'none';
  if (!isMature(kpi, month, asOf)) return 'none';
  return isMet(kpi.target, value) ? 'met' : 'missed';
}

/** Whether a cohort's month is old enough to be compared. */
export function isMature(kpi: Kpi, month: Month, asOf: CalendarDate): boolean {
  return kpi.matureDays === null || asOf >= addDays(lastDayOf(month), kpi.matureDays);
}

function isMet(target: Target, value: number): boolean {
  switch (target.op) {
    case '>':
      return value > target.value;
    case '>=':
      return value >= target.value;
    case '<':
      return value < target.value;
    case '<=':
      return value <= target.value;
  }
}

/** A claim may have several work items in a month, but gives other KPIs one observation a month. */
function claimsIn(kpi: Kpi, cells: readonly ReadonlyMap<Month, Cell>[], month: Month): number {
  let count = 0;
  for (const cell of cells) {
    const claims = cell.get(month)?.numeratorClaims ?? [];
    count += kpi.observer.of === 'work' ? new Set(claims).size : claims.length;
  }
  return count;
}
