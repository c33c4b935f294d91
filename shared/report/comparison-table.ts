/** The same KPIs side by side, for payers or for practices. */
import type { KpiRow } from '../kpi/compute.ts';
import { figure } from '../kpi/figures.ts';
import type { CalendarDate } from '../values/dates.ts';
import { drillLink, shownRow } from './kpi-card.ts';
import { html, type Marked, nothing } from './markup.ts';

const compared = [
  ['clean-claim-rate', 'Clean claims'],
  ['denial-rate', 'Denials'],
  ['first-pass-paid-rate', 'Paid at first'],
  ['net-collection-rate', 'Net collection'],
  ['days-in-ar', 'Days in AR'],
  ['payer-turnaround-days', 'Answer, days'],
  ['days-to-pay', 'Payment, days'],
  ['ar-over-90-rate', 'AR over 90'],
  ['underpayment-rate', 'Underpaid lines'],
] as const;

export type Compared = { readonly name: string; readonly rows: readonly KpiRow[] };

/** `last` names the whole, which stands below the others. */
export function comparisonTable(
  what: string,
  subjects: readonly Compared[],
  last: Compared,
  asOf: CalendarDate,
): Marked {
  return html`<div class="card wide" role="region" tabindex="0" aria-label="${what}s side by side"><table><thead><tr><th scope="col">${what}</th>${compared.map(
    ([, label]) => html`<th scope="col">${label}</th>`,
  )}</tr></thead><tbody>${subjects.map((subject) => row(subject, '', asOf))}${row(last, 'all', asOf)}</tbody></table></div>`;
}

function row({ name, rows }: Compared, rank: string, asOf: CalendarDate): Marked {
  return html`<tr class="${rank}"><th scope="row">${name}</th>${compared.map(([id]) =>
    cell(
      shownRow(
        rows.filter((one) => one.id === id),
        asOf,
      ),
    ),
  )}</tr>`;
}

function cell(row: KpiRow | undefined): Marked {
  if (row === undefined) return html`<td>–</td>`;
  return html`<td class="${row.status === 'none' ? '' : `${row.status}-text`}">${sign(row)}${drillLink(row, figure(row.value, row.unit))}</td>`;
}

function sign({ status }: KpiRow): Marked {
  if (status === 'none') return nothing;
  return html`<span class="sign">${status === 'met' ? '✓' : '✗'}</span>`;
}
