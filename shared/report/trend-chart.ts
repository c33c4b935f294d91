/** A KPI by month as a line, with its target. */
import { scaleLinear, scalePoint } from 'd3-scale';
import { line } from 'd3-shape';
import { isMature, type KpiRow } from '../kpi/compute.ts';
import { kpiOf } from '../kpi/definitions.ts';
import { figure, figureInWords, monthInWords, shortMonth, targetInWords } from '../kpi/figures.ts';
import type { KpiUnit, Target } from '../kpi/kpi.ts';
import type { CalendarDate } from '../values/dates.ts';
import { html, type Marked, nothing } from './markup.ts';

const width = 300;
const height = 132;
const inner = { left: 38, right: 288, top: 10, bottom: 108 };

type Point = { readonly row: KpiRow; readonly value: number };
type Place = (point: Point) => readonly [number, number];

/** `rows` of one practice and payer, by month; months without a value leave a gap. */
export function trendChart(title: string, rows: readonly KpiRow[], asOf: CalendarDate): Marked {
  const points = rows.flatMap((row) => (row.value === null ? [] : [{ row, value: row.value }]));
  if (points.length === 0) return html`<p class="empty">Nothing to show yet.</p>`;
  const { id, unit, target } = rows[0] ?? noRow;
  const ripe = points.filter(({ row }) => isMature(kpiOf(id), row.month, asOf));
  const judged = ripe.length > 0 ? ripe : points;
  const x = scalePoint(
    rows.map((row) => row.month),
    [inner.left + 6, inner.right],
  );
  const y = scaleLinear(domainOf(judged, unit, target), [inner.bottom, inner.top]);
  const at: Place = (point) => [x(point.row.month) ?? 0, y(point.value)];
  const young = youngTail(points, judged, y.domain());
  return html`<svg viewBox="0 0 ${width} ${height}" role="img"><title>${title} by month</title>
<desc>${describe(points)}</desc>
${y.ticks(3).map((tick) => gridline(y(tick), tickFigure(tick, unit)))}
${monthLabels(rows).map((row) => label(x(row.month) ?? 0, inner.bottom + 18, shortMonth(row.month)))}
${target ? targetLine(y(target.value), targetInWords(target, unit)) : nothing}
${young.length > 1 ? html`<path class="trend unripe" d="${pathOf(young, at)}"/>` : nothing}
<path class="trend" d="${pathOf(judged, at)}"/>
${[...judged, ...young.slice(1)].map((point) => hover(at(point), point.row))}
${judged.slice(-1).map((point) => lastDot(at(point), point.row))}
</svg>`;
}

const noRow = { id: '', unit: 'count', target: null } as const;

/** Room for the target, and no share beyond 100 % that none reaches. */
function domainOf(
  points: readonly Point[],
  unit: KpiUnit,
  target: Target | null,
): readonly [number, number] {
  const values = [...points.map((point) => point.value), ...(target ? [target.value] : [])];
  const [least, most] = [Math.min(...values), Math.max(...values)];
  const margin = (most - least || Math.abs(most) || 1) * 0.15;
  const ceiling = unit === 'rate' && most <= 1 ? 1 : Number.POSITIVE_INFINITY;
  const [low = 0, high = 1] = scaleLinear()
    .domain([Math.max(Math.min(0, least), least - margin), most + margin])
    .nice(3)
    .domain();
  return [low, Math.min(high, ceiling)];
}

/** From the last point that may be compared on, as long as the points fit into the picture. */
function youngTail(
  points: readonly Point[],
  judged: readonly Point[],
  [low = 0, high = 1]: readonly number[],
): readonly Point[] {
  const tail = points.slice(points.findLastIndex((point) => judged.includes(point)));
  const out = tail.findIndex((point) => point.value < low || point.value > high);
  return out < 0 ? tail : tail.slice(0, out);
}

function pathOf(points: readonly Point[], at: Place): string {
  const path = line<Point>()
    .x((point) => at(point)[0])
    .y((point) => at(point)[1])
    .digits(1);
  return path(points) ?? '';
}

function describe(points: readonly Point[]): string {
  return points
    .map(({ row }) => `${monthInWords(row.month)} ${figureInWords(row.value, row.unit)}`)
    .join('; ');
}

/** Ticks are round: no decimals that say nothing. */
function tickFigure(value: number, unit: KpiUnit): string {
  if (unit === 'rate') return `${Number((value * 100).toFixed(1))} %`;
  return unit === 'days' ? String(Number(value.toFixed(1))) : figure(value, unit);
}

function gridline(y: number, text: string): Marked {
  return html`<line class="gridline" x1="${inner.left}" x2="${inner.right}" y1="${fixed(y)}" y2="${fixed(y)}"/><text x="${inner.left - 6}" y="${fixed(y + 3.5)}" text-anchor="end">${text}</text>`;
}

/** At most six months are named, the last always. */
function monthLabels(rows: readonly KpiRow[]): readonly KpiRow[] {
  const step = Math.ceil(rows.length / 6);
  return rows.filter((_, index) => (rows.length - 1 - index) % step === 0);
}

function label(x: number, y: number, text: string): Marked {
  return html`<text x="${fixed(x)}" y="${y}" text-anchor="middle">${text}</text>`;
}

function targetLine(y: number, text: string): Marked {
  return html`<line class="target" x1="${inner.left}" x2="${inner.right}" y1="${fixed(y)}" y2="${fixed(y)}"><title>Target: ${text}</title></line>`;
}

function hover([x, y]: readonly [number, number], row: KpiRow): Marked {
  return html`<circle class="hover" cx="${fixed(x)}" cy="${fixed(y)}" r="8"><title>${monthInWords(row.month)}: ${figureInWords(row.value, row.unit)}</title></circle>`;
}

function lastDot([x, y]: readonly [number, number], row: KpiRow): Marked {
  return html`<circle class="dot ${row.status}" cx="${fixed(x)}" cy="${fixed(y)}" r="4.5"/>`;
}

function fixed(value: number): string {
  return value.toFixed(1);
}
