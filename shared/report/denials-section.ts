/** First-answer denials of the last months by reason, and how often each payer denies. */
import type { KpiRow } from '../kpi/compute.ts';
import { carcLabel } from '../kpi/explain.ts';
import { figure, grouped, shortMoney } from '../kpi/figures.ts';
import type { Flow } from '../kpi/flows.ts';
import type { Month } from '../values/dates.ts';
import { html, type Marked } from './markup.ts';

const most = 8;

export type DenialsInput = {
  readonly flows: readonly Flow[];
  /** All KPI rows of the page's scope. */
  readonly rows: readonly KpiRow[];
  readonly months: readonly Month[];
  readonly payerName: (payer: string) => string;
};

export function denialsSection(input: DenialsInput): Marked {
  return html`<div class="halves"><div class="card"><h3>By reason</h3><div class="wide" role="region" tabindex="0" aria-label="Denials by reason">${byReason(input)}</div></div>
<div class="card"><h3>By payer</h3><div class="wide" role="region" tabindex="0" aria-label="Denials by payer">${byPayer(input)}</div></div></div>`;
}

type Reason = { readonly label: string; readonly claims: number; readonly cents: number };

function byReason({ flows, months }: DenialsInput): Marked {
  const denied = flows.filter((row) => row.flow === 'denied' && months.includes(row.month));
  const reasons: readonly Reason[] = [...Map.groupBy(denied, (row) => row.reason)]
    .map(([carc, rows]) => ({
      label: carcLabel(carc),
      claims: rows.reduce((total, row) => total + row.claims, 0),
      cents: rows.reduce((total, row) => total + row.cents, 0),
    }))
    .sort((a, b) => b.cents - a.cents || (a.label < b.label ? -1 : 1));
  if (reasons.length === 0) return html`<p class="empty">No denial in these months.</p>`;
  const highest = Math.max(1, ...reasons.map((row) => row.cents));
  return html`<table><thead><tr><th scope="col">Reason</th><th scope="col" class="left">Denied at first</th><th scope="col">Money</th><th scope="col">Claims</th></tr></thead><tbody>${reasons
    .slice(0, most)
    .map(
      (row) =>
        html`<tr><th scope="row" class="reason">${row.label}</th><td class="bars">${bar(row.cents / highest)}</td><td>${shortMoney(row.cents)}</td><td>${grouped(row.claims)}</td></tr>`,
    )}</tbody></table>`;
}

function byPayer({ rows, months, payerName }: DenialsInput): Marked {
  const mine = rows.filter(
    (row) => row.id === 'denial-rate' && row.payer !== '*' && months.includes(row.month),
  );
  const payers = [...Map.groupBy(mine, (row) => row.payer)]
    .map(([payer, list]) => {
      const denied = list.reduce((total, row) => total + row.numerator, 0);
      const answers = list.reduce((total, row) => total + row.denominator, 0);
      return { label: payerName(payer), denied, answers, rate: answers ? denied / answers : 0 };
    })
    .filter((row) => row.answers > 0)
    .sort((a, b) => b.rate - a.rate || (a.label < b.label ? -1 : 1));
  if (payers.length === 0) return html`<p class="empty">No answer in these months.</p>`;
  const highest = Math.max(...payers.map((row) => row.rate)) || 1;
  return html`<table><thead><tr><th scope="col">Payer</th><th scope="col" class="left">Wholly denied of first answers</th><th scope="col">Rate</th><th scope="col">Claims</th></tr></thead><tbody>${payers.map(
    (row) =>
      html`<tr><th scope="row" class="reason">${row.label}</th><td class="bars">${bar(row.rate / highest)}</td><td>${figure(row.rate, 'rate')}</td><td>${grouped(row.denied)} of ${grouped(row.answers)}</td></tr>`,
  )}</tbody></table>`;
}

function bar(share: number): Marked {
  return html`<span class="bar" style="width:${(Math.max(0, share) * 100).toFixed(1)}%"></span>`;
}
