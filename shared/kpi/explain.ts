/** Why a KPI moved in the last whole month: the payer, and the reason, that contributed most. */
import { carcRow } from '../denial/carc-map.ts';
import { type CalendarDate, lastDayOf, type Month } from '../values/dates.ts';
import type { KpiRow } from './compute.ts';
import { kpiOf } from './definitions.ts';
import { changeFigure, figureInWords, monthInWords, shortMoney } from './figures.ts';
import type { Flow, FlowName } from './flows.ts';
import { previousMonth } from './measuring-days.ts';

export type Explanation = {
  readonly id: string;
  readonly month: Month;
  /** Whether the move was for the better; null when it stood still. */
  readonly better: boolean | null;
  readonly sentence: string;
};

export type ToExplain = {
  readonly asOf: CalendarDate;
  /** Of one practice, or of `*`. */
  readonly rows: readonly KpiRow[];
  readonly flows: readonly Flow[];
  readonly payerName: (payer: string) => string;
  /** What the scrub rules check, by id. */
  readonly rules: ReadonlyMap<string, { readonly title: string }>;
};

/** Why beside the payer: a flow by reason, or what became of the two sums that the KPI divides. */
const explained = [
  { id: 'clean-claim-rate', by: 'failed' },
  { id: 'denial-rate', by: 'denied' },
  { id: 'days-in-ar', by: ['open', 'charged a day'] },
  { id: 'net-collection-rate', by: ['came in', 'was owed'] },
] as const;

export function explainChanges(input: ToExplain): readonly Explanation[] {
  return explained.flatMap(({ by, id }) => {
    const rows = input.rows.filter((row) => row.id === id);
    const now = lastWhole(rows, input.asOf);
    const before = rows.find(
      (row) => row.payer === '*' && now && row.month === previousMonth(now.month),
    );
    if (!now || !before || now.value === null || before.value === null) return [];
    const change = now.value - before.value;
    const sentences = [
      changeSentence(kpiOf(id).name, before, now),
      payerSentence(rows, before, now, input.payerName),
      typeof by === 'string'
        ? reasonSentence(input, by, before, now)
        : sumsSentence(by, before, now),
      longerSentence(rows, now),
    ];
    return [
      {
        id,
        month: now.month,
        better: stands(before, now) ? null : change > 0 === (kpiOf(id).better === 'up'),
        sentence: sentences.filter((text) => text !== '').join(' '),
      },
    ];
  });
}

/** Of a KPI that ripens, the last month old enough to be compared. */
function lastWhole(rows: readonly KpiRow[], asOf: CalendarDate): KpiRow | undefined {
  return rows
    .filter((row) => row.payer === '*' && row.status !== 'none' && lastDayOf(row.month) <= asOf)
    .reduce<KpiRow | undefined>(
      (last, row) => (last && last.month > row.month ? last : row),
      undefined,
    );
}

function stands(before: KpiRow, now: KpiRow): boolean {
  return figureInWords(before.value, before.unit) === figureInWords(now.value, now.unit);
}

function changeSentence(name: string, before: KpiRow, now: KpiRow): string {
  const value = figureInWords(now.value, now.unit);
  if (stands(before, now)) return `${name} stayed at ${value} in ${monthInWords(now.month)}.`;
  const verb = (now.value ?? 0) > (before.value ?? 0) ? 'rose' : 'fell';
  return `${name} ${verb} from ${figureInWords(before.value, before.unit)} to ${value} in ${monthInWords(now.month)}.`;
}

/** Half a year shows what a month's noise hides. */
function longerSentence(rows: readonly KpiRow[], now: KpiRow): string {
  const month = previousMonth(now.month, 6);
  const old = rows.find((row) => row.payer === '*' && row.month === month);
  if (old === undefined || old.value === null) return '';
  return `Half a year before: ${figureInWords(old.value, old.unit)}.`;
}

function payerSentence(
  rows: readonly KpiRow[],
  before: KpiRow,
  now: KpiRow,
  payerName: (payer: string) => string,
): string {
  const change = (now.value ?? 0) - (before.value ?? 0);
  const payers = [...new Set(rows.map((row) => row.payer))].filter((payer) => payer !== '*');
  const shares = payers.map((payer) => {
    const at = (month: Month) => rows.find((row) => row.payer === payer && row.month === month);
    return { payer, share: shareOf(at(before.month), at(now.month), before, now) };
  });
  const most = shares.reduce<(typeof shares)[number] | null>(
    (best, row) => (best && best.share * change >= row.share * change ? best : row),
    null,
  );
  if (most === null || payers.length < 2 || most.share * change <= 0) return '';
  return `${payerName(most.payer)} moved it most (${changeFigure(most.share, now.unit)}).`;
}

/**
 * A payer's part of the change, so that all parts add up to it: for a rate, its own change by its
 * weight and its change of weight by its distance from the whole; for a balance, its own days.
 */
function shareOf(
  old: KpiRow | undefined,
  recent: KpiRow | undefined,
  before: KpiRow,
  now: KpiRow,
): number {
  if (now.unit === 'days')
    return ratio(recent?.numerator, now.denominator) - ratio(old?.numerator, before.denominator);
  const oldWeight = ratio(old?.denominator, before.denominator);
  const weight = ratio(recent?.denominator, now.denominator);
  const oldRate = old?.value ?? before.value ?? 0;
  const rate = recent?.value ?? oldRate;
  return weight * (rate - oldRate) + (weight - oldWeight) * (oldRate - (before.value ?? 0));
}

function ratio(numerator: number | undefined, denominator: number): number {
  return denominator === 0 ? 0 : (numerator ?? 0) / denominator;
}

/** Of money divided by money: `$302K open, before $343K; $7.8K charged a day, before $8.2K.` */
function sumsSentence(
  [above, below]: readonly [string, string],
  before: KpiRow,
  now: KpiRow,
): string {
  const sum = (what: string, of: (row: KpiRow) => number) =>
    `${shortMoney(of(now))} ${what}, before ${shortMoney(of(before))}`;
  return `${sum(above, (row) => row.numerator)}; ${sum(below, (row) => row.denominator)}.`;
}

function reasonSentence(
  { flows, rules }: ToExplain,
  name: FlowName,
  before: KpiRow,
  now: KpiRow,
): string {
  const counts = (month: Month) => claimsByReason(flows, name, month);
  const [old, recent] = [counts(before.month), counts(now.month)];
  const reasons = [...new Set([...old.keys(), ...recent.keys()])].sort();
  const change = (reason: string) => (recent.get(reason) ?? 0) - (old.get(reason) ?? 0);
  const most = reasons.reduce<string | null>(
    (best, reason) =>
      best !== null && Math.abs(change(best)) >= Math.abs(change(reason)) ? best : reason,
    null,
  );
  if (most === null || change(most) === 0) return '';
  const label = name === 'denied' ? carcLabel(most) : ruleFailed(most, rules.get(most)?.title);
  return `${label}: ${claimCount(old.get(most) ?? 0)} before, ${recent.get(most) ?? 0} now.`;
}

function claimCount(count: number): string {
  return count === 1 ? '1 claim' : `${count} claims`;
}

function claimsByReason(flows: readonly Flow[], name: FlowName, month: Month) {
  const counts = new Map<string, number>();
  for (const row of flows)
    if (row.flow === name && row.month === month)
      counts.set(row.reason, (counts.get(row.reason) ?? 0) + row.claims);
  return counts;
}

/** `CARC 197, no authorization`. */
export function carcLabel(carc: string): string {
  const label = carcRow(carc)?.label;
  return label === undefined ? `CARC ${carc}` : `CARC ${carc}, ${label}`;
}

/** `Rule C09 (“A service that needs a prior authorization has one”) failed`. */
function ruleFailed(rule: string, title: string | undefined): string {
  return title === undefined ? `Rule ${rule} failed` : `Rule ${rule} (“${title}”) failed`;
}
