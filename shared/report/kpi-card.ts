/** A KPI on a card: its value, how it stands to its target, how it moved, and its months. */
import { isMature, type KpiRow, type KpiStatus } from '../kpi/compute.ts';
import { kpiOf } from '../kpi/definitions.ts';
import { drillKey } from '../kpi/drill.ts';
import { changeFigure, figure, monthInWords, targetInWords } from '../kpi/figures.ts';
import type { Kpi } from '../kpi/kpi.ts';
import type { CalendarDate } from '../values/dates.ts';
import { html, type Marked, nothing } from './markup.ts';
import { trendChart } from './trend-chart.ts';

/** `rows` of the KPI for one practice and payer, by month. */
export function kpiCard(kpi: Kpi, rows: readonly KpiRow[], asOf: CalendarDate): Marked {
  const shown = shownRow(rows, asOf);
  return html`<article class="card"><h3>${kpi.name}</h3><p class="question">${kpi.question}</p>
<p class="value">${figure(shown?.value ?? null, kpi.unit)}${kpi.unit === 'days' ? html` <small>days</small>` : nothing}</p>
${shown ? facts(rows, shown) : html`<p class="facts"><span class="pill">no data yet</span></p>`}
<figure>${trendChart(kpi.name, rows, asOf)}</figure></article>`;
}

/** The last month with a value that is old enough to be compared, else the last with any value. */
export function shownRow(rows: readonly KpiRow[], asOf: CalendarDate): KpiRow | undefined {
  const valued = rows.filter((row) => row.value !== null);
  return valued.findLast((row) => isMature(kpiOf(row.id), row.month, asOf)) ?? valued.at(-1);
}

function facts(rows: readonly KpiRow[], shown: KpiRow): Marked {
  const target = shown.target ? `target ${targetInWords(shown.target, shown.unit)}` : 'no target';
  return html`<p class="facts">${statusPill(shown.status)}<span>${target}</span></p><p class="change">${changeText(rows, shown)}${drillLink(shown, 'claims', ' · ')}</p>`;
}

/** To the list of claims behind the figure, which lies beside the page; the text alone where there is none. */
export function drillLink(row: KpiRow, text: string, before = ''): Marked {
  if (row.claims === 0) return before === '' ? html`${text}` : nothing;
  return html`${before}<a href="${encodeURI(drillKey(row))}">${text}</a>`;
}

function changeText(rows: readonly KpiRow[], shown: KpiRow): string {
  const before = rows[rows.indexOf(shown) - 1]?.value ?? null;
  if (before === null || shown.value === null) return monthInWords(shown.month);
  const change = changeFigure(shown.value - before, shown.unit);
  return `${monthInWords(shown.month)}, ${change}`;
}

/** By sign and word, so that it reads without colour. */
function statusPill(status: KpiStatus): Marked {
  switch (status) {
    case 'met':
      return html`<span class="pill met">✓ on target</span>`;
    case 'missed':
      return html`<span class="pill missed">✗ off target</span>`;
    case 'none':
      return nothing;
  }
}
