/** AR by debtor and age of the service: a stacked bar each, and the same as a table. */
import { scaleLinear } from 'd3-scale';
import type { AgingRow } from '../kpi/aging.ts';
import { shortMoney, wholeMoney } from '../kpi/figures.ts';
import { html, type Marked } from './markup.ts';

const columns = [
  { name: 'd0_30', label: '0–30 days', color: 'var(--age-1)' },
  { name: 'd31_60', label: '31–60', color: 'var(--age-2)' },
  { name: 'd61_90', label: '61–90', color: 'var(--age-3)' },
  { name: 'd91_120', label: '91–120', color: 'var(--age-4)' },
  { name: 'd121_up', label: 'over 120', color: 'var(--age-5)' },
  { name: 'unbilled', label: 'not sent yet', color: 'var(--age-0)' },
] as const;

type Named = { readonly label: string; readonly row: Debt };
type Debt = Readonly<Record<(typeof columns)[number]['name'] | 'total' | 'credit', number>>;

/** Rows of one basis; those of several practices are added up by debtor. */
export function agingSection(
  rows: readonly AgingRow[],
  payerName: (payer: string) => string,
): Marked {
  const named = byDebtor(rows, payerName);
  if (named.length === 0) return html`<p class="empty">Nothing is open.</p>`;
  return html`<div class="card"><ul class="legend">${columns.map(
    (column) => html`<li><i style="background:${column.color}"></i>${column.label}</li>`,
  )}</ul>
<figure class="chart">${bars(named)}<figcaption>Open receivables by age of the service, at the as-of. The number on the right is the total.</figcaption></figure>
<div class="wide" role="region" tabindex="0" aria-label="Open money by debtor and age">${table(named)}</div></div>`;
}

function byDebtor(
  rows: readonly AgingRow[],
  payerName: (payer: string) => string,
): readonly Named[] {
  return [...Map.groupBy(rows, (row) => row.payer)]
    .map(([payer, mine]) => ({
      label: payer === 'patient' ? 'Patients' : payerName(payer),
      row: added(mine),
    }))
    .sort((a, b) => b.row.total - a.row.total || (a.label < b.label ? -1 : 1));
}

function added(rows: readonly Debt[]): Debt {
  const sum = (name: keyof Debt) => rows.reduce((total, row) => total + row[name], 0);
  return {
    d0_30: sum('d0_30'),
    d31_60: sum('d31_60'),
    d61_90: sum('d61_90'),
    d91_120: sum('d91_120'),
    d121_up: sum('d121_up'),
    unbilled: sum('unbilled'),
    total: sum('total'),
    credit: sum('credit'),
  };
}

const barHeight = 26;
const step = 38;
const left = 250;
const right = 1040;

function bars(named: readonly Named[]): Marked {
  const x = scaleLinear([0, Math.max(1, ...named.map(({ row }) => row.total))], [left, right]);
  const description = named.map(({ label, row }) => `${label} ${wholeMoney(row.total)}`).join('; ');
  return html`<svg viewBox="0 0 1120 ${named.length * step + 4}" role="img"><title>Open receivables by payer and age</title><desc>${description}</desc>
${named.map(({ label, row }, index) => bar(label, row, index * step + 4, x))}
</svg>`;
}

function bar(label: string, row: Debt, y: number, x: (value: number) => number): Marked {
  let from = 0;
  const parts = columns.flatMap((column) => {
    const amount = row[column.name];
    if (amount <= 0) return [];
    const start = from;
    from += amount;
    const wide = Math.max(0.5, x(from) - x(start) - 1);
    return [
      html`<rect x="${x(start).toFixed(1)}" y="${y}" width="${wide.toFixed(1)}" height="${barHeight}" fill="${column.color}"><title>${label}, ${column.label}: ${wholeMoney(amount)}</title></rect>`,
    ];
  });
  const middle = y + barHeight / 2 + 4.5;
  return html`<text style="font-size:13px" class="strong" x="0" y="${middle}">${clipped(label)}</text>${parts}<text style="font-size:13px" class="strong" x="${(x(row.total) + 9).toFixed(1)}" y="${middle}">${shortMoney(row.total)}</text>`;
}

function clipped(label: string): string {
  return label.length > 30 ? `${label.slice(0, 29)}…` : label;
}

function table(named: readonly Named[]): Marked {
  const all: Named = { label: 'All', row: added(named.map(({ row }) => row)) };
  return html`<table style="margin-top:16px"><thead><tr><th scope="col">Who owes</th>${columns.map(
    (column) => html`<th scope="col">${column.label}</th>`,
  )}<th scope="col">Total</th><th scope="col">Over 90 days</th><th scope="col">Credits</th></tr></thead><tbody>${[...named, all].map(tableRow)}</tbody></table>`;
}

function tableRow({ label, row }: Named, index: number, all: readonly Named[]): Marked {
  const billed = row.total - row.unbilled;
  const old = billed === 0 ? '–' : `${(((row.d91_120 + row.d121_up) / billed) * 100).toFixed(1)} %`;
  return html`<tr class="${index === all.length - 1 ? 'all' : ''}"><th scope="row">${label}</th>${columns.map(
    (column) => html`<td>${wholeMoney(row[column.name])}</td>`,
  )}<td>${wholeMoney(row.total)}</td><td>${old}</td><td>${wholeMoney(row.credit)}</td></tr>`;
}
