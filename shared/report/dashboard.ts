/** The page for managers: one HTML file with everything in it, no script, nothing loaded from elsewhere. */
import type { AgingRow } from '../kpi/aging.ts';
import type { KpiRow } from '../kpi/compute.ts';
import { kpiOf } from '../kpi/definitions.ts';
import { type Explanation, explainChanges, type ToExplain } from '../kpi/explain.ts';
import { dayInWords, monthInWords } from '../kpi/figures.ts';
import type { Flow } from '../kpi/flows.ts';
import type { WorkFacts } from '../kpi/kpi.ts';
import type { CalendarDate, Month } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { agingSection } from './aging-chart.ts';
import { type Compared, comparisonTable } from './comparison-table.ts';
import { denialsSection } from './denials-section.ts';
import { kpiCard, shownRow } from './kpi-card.ts';
import { html, type Marked, nothing } from './markup.ts';
import { moneySection } from './money-chart.ts';
import { pageStyle } from './page-style.ts';
import { readableName } from './readable-name.ts';
import { workSection } from './work-section.ts';

export type DashboardInput = {
  readonly asOf: CalendarDate;
  readonly practices: readonly { readonly id: PracticeId; readonly name: string }[];
  readonly payerNames: ReadonlyMap<string, string>;
  /** What the scrub rules check, by id. */
  readonly rules: ToExplain['rules'];
  readonly kpis: readonly KpiRow[];
  readonly aging: readonly AgingRow[];
  readonly flows: readonly Flow[];
  readonly workItems: readonly WorkFacts[];
};

/** Months of the charts and tables, the as-of's last. */
const shownMonths = 13;
const recentMonths = 3;

const headline = ['clean-claim-rate', 'denial-rate', 'days-in-ar', 'net-collection-rate'] as const;

const further = [
  'first-pass-paid-rate',
  'first-pass-resolution-rate',
  'denial-overturn-rate',
  'rejection-rate',
  'dso',
  'ar-over-90-rate',
  'days-to-pay',
  'underpayment-rate',
  'charge-lag-24h-rate',
  'same-day-submission-rate',
  'same-day-posting-rate',
  'sla-attainment-rate',
] as const;

export function dashboardPage(input: DashboardInput): string {
  const title = `${practiceTitle(input)}: revenue cycle at ${dayInWords(input.asOf)}`;
  return `<!doctype html>
<html lang="en"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width, initial-scale=1">
${html`<title>${title}</title>`.markup}
<style>${pageStyle}</style></head>
<body>${body(input).markup}</body></html>
`;
}

function body(input: DashboardInput): Marked {
  const rows = input.kpis.filter((row) => row.practice === '*');
  const whole = rows.filter((row) => row.payer === '*');
  const months = [...new Set(whole.map((row) => row.month))].sort().slice(-shownMonths);
  const recent = months.slice(-recentMonths);
  const payerName = (payer: string) => readableName(input.payerNames.get(payer) ?? payer);
  const { asOf, flows, rules } = input;
  const moves = explainChanges({ asOf, rows, flows, payerName, rules });
  return html`${pageHeader(input, whole)}
<main>
<section class="headline" aria-label="Headline figures"><div class="grid">${cards(headline, whole, months, input.asOf)}</div></section>
${section('What moved, and why', 'The last month that can be compared with the one before it.', movesCard(moves))}
${section('Money in and out', 'Charges, payments and what was given up or refused, month by month.', moneySection(input.flows, months))}
${section(
  'Who owes us',
  'Every open dollar by age since the service. Older money is harder to collect.',
  agingSection(
    input.aging.filter((row) => row.basis === 'service'),
    payerName,
  ),
)}
${section('Denials', `First answers of ${span(recent)}.`, denialsSection({ flows: input.flows, rows, months: recent, payerName }))}
${section('Payers side by side', 'The last month of each figure that can be compared with its target.', payerTable(rows, payerName, input.asOf))}
${input.practices.length > 1 ? section('Practices side by side', 'The same figures for each practice.', practiceTable(input, whole)) : nothing}
${section('Work', 'What is open, by queue and owner; most past due first. An owner leads to the list with each next step.', workSection(input.workItems, input.asOf))}
${section('More figures', 'The rest of the cycle, from the visit to the posted payment.', html`<div class="grid">${cards(further, whole, months, input.asOf)}</div>`)}
</main>
<footer>Every figure is a fold of the ledger and of the payers’ answers; the claims behind it are listed under drill/, each claim’s story by npm run ledger. A dashed line is a target; a dotted one has months that are too young to be compared. This page names no patient.</footer>`;
}

function practiceTitle({ practices }: DashboardInput): string {
  const [only, ...others] = practices;
  if (only === undefined) return 'No practice';
  return others.length === 0 ? readableName(only.name) : `${practices.length} practices`;
}

function pageHeader(input: DashboardInput, whole: readonly KpiRow[]): Marked {
  const shown = [...Map.groupBy(whole, (row) => row.id).values()].flatMap(
    (rows) => shownRow(rows, input.asOf) ?? [],
  );
  const judged = shown.filter((row) => row.status !== 'none');
  const missed = judged.filter((row) => row.status === 'missed');
  const pips = judged
    .toSorted((a, b) => (a.status === b.status ? 0 : a.status === 'met' ? -1 : 1))
    .map((row) => html`<i class="${row.status}"></i>`);
  const names =
    input.practices.length > 1
      ? input.practices.map(({ name }) => readableName(name)).join(', ')
      : '';
  return html`<header><div><p class="eyebrow">Claimline · revenue cycle</p><h1>${practiceTitle(input)}</h1><p class="as-of">${names ? `${names} · ` : ''}as of ${dayInWords(input.asOf)}</p></div>
<p class="score"><span class="pips" aria-hidden="true">${pips}</span><span><strong>${judged.length - missed.length} of ${judged.length}</strong> targets met${missedNames(missed)}</span></p></header>`;
}

function missedNames(missed: readonly KpiRow[]): Marked {
  if (missed.length === 0) return nothing;
  const names = missed.map((row) => kpiOf(row.id).name);
  return html`<small>missed: ${names.join(', ')}</small>`;
}

function section(title: string, lead: string, content: Marked): Marked {
  return html`<section><h2>${title}</h2><p class="lead">${lead}</p>${content}</section>`;
}

function cards(
  list: readonly string[],
  whole: readonly KpiRow[],
  months: readonly Month[],
  asOf: CalendarDate,
): readonly Marked[] {
  return list.flatMap((id) => {
    const rows = whole.filter((row) => row.id === id && months.includes(row.month));
    return rows.length === 0 ? [] : [kpiCard(kpiOf(id), rows, asOf)];
  });
}

function movesCard(moves: readonly Explanation[]): Marked {
  if (moves.length === 0)
    return html`<div class="card"><p class="empty">Two whole months are needed first.</p></div>`;
  return html`<div class="card"><ul class="moves">${moves.map(
    (move) =>
      html`<li>${movePill(move.better)}<p>${move.sentence.replaceAll(' %', '\u00a0%')}</p></li>`,
  )}</ul></div>`;
}

function movePill(better: boolean | null): Marked {
  if (better === null) return html`<span class="pill">= steady</span>`;
  return better
    ? html`<span class="pill met">▲ better</span>`
    : html`<span class="pill missed">▼ worse</span>`;
}

function payerTable(
  rows: readonly KpiRow[],
  payerName: (payer: string) => string,
  asOf: CalendarDate,
): Marked {
  const subjects = [...Map.groupBy(rows, (row) => row.payer)].map(([payer, mine]) => ({
    name: payer === '*' ? 'All' : payerName(payer),
    rows: mine,
  }));
  return sideBySide('Payer', subjects, asOf);
}

function practiceTable(input: DashboardInput, whole: readonly KpiRow[]): Marked {
  const subjects = input.practices.map(({ id, name }) => ({
    name: readableName(name),
    rows: input.kpis.filter((row) => row.practice === id && row.payer === '*'),
  }));
  return sideBySide('Practice', [...subjects, { name: 'All', rows: whole }], input.asOf);
}

function sideBySide(what: string, subjects: readonly Compared[], asOf: CalendarDate): Marked {
  const all = subjects.find((subject) => subject.name === 'All') ?? { name: 'All', rows: [] };
  const others = subjects
    .filter((subject) => subject !== all)
    .toSorted((a, b) => (a.name < b.name ? -1 : 1));
  return comparisonTable(what, others, all, asOf);
}

function span(months: readonly Month[]): string {
  const [first] = months;
  const last = months.at(-1);
  if (first === undefined || last === undefined) return 'no month';
  return first === last ? monthInWords(first) : `${monthInWords(first)} to ${monthInWords(last)}`;
}
