/** Observations gathered by KPI, practice, payer and month, in one pass over the facts. */
import { type CalendarDate, type Month, monthOf } from '../values/dates.ts';
import type { ClaimId, PayerId, PracticeId } from '../values/ids.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { claimView } from './claim-view.ts';
import { kpis } from './definitions.ts';
import type { Observation, RemittanceFacts, VisitFacts, WorkFacts } from './kpi.ts';
import { type MeasuringDay, measuringDays } from './measuring-days.ts';

export type Cell = {
  numerator: number;
  denominator: number;
  since: CalendarDate | null;
  /** The numerators, for a median. */
  readonly values: number[];
  readonly numeratorClaims: ClaimId[];
  readonly denominatorClaims: ClaimId[];
};

/** One practice and payer; a null payer counts only under `*`. */
export type Group = {
  readonly practice: PracticeId;
  readonly payer: PayerId | null;
  /** By KPI, in the order of the definitions. */
  readonly cells: readonly Map<Month, Cell>[];
};

/** Filled in place, fact by fact, so that no practice has to be held in memory whole. */
export type KpiTally = {
  readonly asOf: CalendarDate;
  readonly groups: Map<string, Group>;
  readonly days: Map<Month, readonly MeasuringDay[]>;
};

export function newKpiTally(asOf: CalendarDate): KpiTally {
  return { asOf, groups: new Map(), days: new Map() };
}

export function tallyClaim(tally: KpiTally, facts: ClaimFacts): void {
  const group = groupOf(tally, facts.practice, facts.payerId);
  const view = claimView(facts, daysSince(tally, firstBooking(facts)));
  kpis.forEach(({ observer }, index) => {
    if (observer.of === 'claim') addAll(group, index, observer.observe(view), facts.claimId);
  });
}

export function tallyRemittance(tally: KpiTally, file: RemittanceFacts): void {
  const group = groupOf(tally, file.practice, file.payerId);
  kpis.forEach(({ observer }, index) => {
    if (observer.of === 'remittance') addAll(group, index, observer.observe(file), null);
  });
}

export function tallyVisit(tally: KpiTally, visit: VisitFacts): void {
  const group = groupOf(tally, visit.practice, visit.payerId);
  kpis.forEach(({ observer }, index) => {
    if (observer.of === 'visit') addAll(group, index, observer.observe(visit, tally.asOf), null);
  });
}

export function tallyWork(tally: KpiTally, item: WorkFacts): void {
  const group = groupOf(tally, item.practice, item.payerId);
  const days = daysSince(tally, item.openedOn);
  kpis.forEach(({ observer }, index) => {
    if (observer.of !== 'work') return;
    addAll(group, index, observer.observe(item, days, tally.asOf), item.claimId);
  });
}

function firstBooking(facts: ClaimFacts): CalendarDate {
  let first = facts.takenOn;
  for (const row of facts.movements) if (row.bookDate < first) first = row.bookDate;
  return first;
}

function daysSince(tally: KpiTally, from: CalendarDate): readonly MeasuringDay[] {
  const month = monthOf(from);
  const known = tally.days.get(month);
  if (known) return known;
  const days = measuringDays(month, tally.asOf);
  tally.days.set(month, days);
  return days;
}

function groupOf(tally: KpiTally, practice: PracticeId, payer: PayerId | null): Group {
  const key = `${practice}\u0000${payer ?? ''}`;
  const known = tally.groups.get(key);
  if (known) return known;
  const group = { practice, payer, cells: kpis.map(() => new Map<Month, Cell>()) };
  tally.groups.set(key, group);
  return group;
}

function addAll(
  group: Group,
  kpi: number,
  observations: readonly Observation[],
  claim: ClaimId | null,
): void {
  const cells = group.cells[kpi];
  const keepsValues = kpis[kpi]?.fold === 'median';
  if (cells) for (const row of observations) addOne(cells, row, claim, keepsValues);
}

function addOne(
  cells: Map<Month, Cell>,
  row: Observation,
  claim: ClaimId | null,
  keepsValues: boolean,
): void {
  const cell = cells.get(row.month) ?? emptyCell();
  cells.set(row.month, cell);
  cell.numerator += row.numerator;
  cell.denominator += row.denominator;
  if (keepsValues) cell.values.push(row.numerator);
  cell.since = earlier(cell.since, row.since ?? null);
  if (claim === null) return;
  if (row.numerator !== 0) cell.numeratorClaims.push(claim);
  if (row.denominator !== 0) cell.denominatorClaims.push(claim);
}

export function emptyCell(): Cell {
  return {
    numerator: 0,
    denominator: 0,
    since: null,
    values: [],
    numeratorClaims: [],
    denominatorClaims: [],
  };
}

export function earlier(a: CalendarDate | null, b: CalendarDate | null): CalendarDate | null {
  if (a === null || b === null) return a ?? b;
  return a < b ? a : b;
}
