/** Charges of each month beside what came of the month's money: paid, contractual, denied and open. */
import { scaleBand, scaleLinear } from 'd3-scale';
import { stack } from 'd3-shape';
import { monthInWords, shortMoney, shortMonth, wholeMoney } from '../kpi/figures.ts';
import type { Flow } from '../kpi/flows.ts';
import type { Month } from '../values/dates.ts';
import { html, type Marked } from './markup.ts';

const parts = [
  { name: 'insurerPaid', label: 'insurer paid', color: 'var(--money-1)' },
  { name: 'patientPaid', label: 'patient paid', color: 'var(--money-2)' },
  { name: 'contractual', label: 'contractual', color: 'var(--money-3)' },
  { name: 'deniedOpen', label: 'denied, still open', color: 'var(--money-4)' },
] as const;

type PartName = (typeof parts)[number]['name'];
type MonthMoney = { readonly month: Month; readonly charged: number } & Readonly<
  Record<PartName, number>
>;

const box = { width: 1120, height: 280, left: 56, right: 1116, top: 12, bottom: 246 };

export function moneySection(flows: readonly Flow[], months: readonly Month[]): Marked {
  const money = months.map((month) => moneyOf(flows, month));
  return html`<div class="card"><ul class="legend"><li><i style="background:var(--bar)"></i>charged</li>${parts.map(
    (part) => html`<li><i style="background:${part.color}"></i>${part.label}</li>`,
  )}</ul>
<figure class="chart">${chart(money)}<figcaption>Left bar: charges by month of service. Right bar: payments and contractual adjustments by the month in which they took effect, and denials of that month that are still open.</figcaption></figure>
<div class="wide" role="region" tabindex="0" aria-label="Money by month">${table(money)}</div></div>`;
}

function moneyOf(flows: readonly Flow[], month: Month): MonthMoney {
  const sum = (name: PartName | 'charged') =>
    flows.reduce(
      (total, row) => total + (row.flow === name && row.month === month ? row.cents : 0),
      0,
    );
  return {
    month,
    charged: sum('charged'),
    insurerPaid: sum('insurerPaid'),
    patientPaid: sum('patientPaid'),
    contractual: sum('contractual'),
    deniedOpen: sum('deniedOpen'),
  };
}

function chart(money: readonly MonthMoney[]): Marked {
  const x = scaleBand(
    money.map((row) => row.month),
    [box.left, box.right],
  ).padding(0.28);
  const highest = Math.max(1, ...money.map((row) => Math.max(row.charged, heightOf(row))));
  const y = scaleLinear([0, highest], [box.bottom, box.top]).nice(4);
  const half = x.bandwidth() / 2;
  const layers = stack<MonthMoney, PartName>()
    .keys(parts.map((part) => part.name))
    .value((row, name) => Math.max(0, row[name]))(money);
  const described = money.map(
    (row) =>
      `${monthInWords(row.month)}: charged ${shortMoney(row.charged)}, insurer paid ${shortMoney(row.insurerPaid)}, patient paid ${shortMoney(row.patientPaid)}`,
  );
  return html`<svg viewBox="0 0 ${box.width} ${box.height}" role="img"><title>Money in and out by month</title><desc>${described.join('; ')}</desc>
${y
  .ticks(4)
  .map(
    (tick) =>
      html`<line class="gridline" x1="${box.left}" x2="${box.right}" y1="${y(tick).toFixed(1)}" y2="${y(tick).toFixed(1)}"/><text x="${box.left - 8}" y="${(y(tick) + 4).toFixed(1)}" text-anchor="end">${shortMoney(tick)}</text>`,
  )}
${money.map((row) =>
  rect(
    x(row.month) ?? 0,
    half - 1.5,
    y(row.charged),
    box.bottom,
    'var(--bar)',
    `${monthInWords(row.month)}, charged: ${wholeMoney(row.charged)}`,
  ),
)}
${layers.flatMap((layer) =>
  layer.map(([low, high], index) => {
    const row = money[index];
    const part = parts.find((one) => one.name === layer.key);
    return row === undefined || part === undefined
      ? html``
      : rect(
          (x(row.month) ?? 0) + half + 1.5,
          half - 1.5,
          y(high),
          y(low),
          part.color,
          `${monthInWords(row.month)}, ${part.label}: ${wholeMoney(row[part.name])}`,
        );
  }),
)}
${money.map(
  (row) =>
    html`<text style="font-size:12px" x="${((x(row.month) ?? 0) + half).toFixed(1)}" y="${box.bottom + 20}" text-anchor="middle">${shortMonth(row.month)}</text>`,
)}
</svg>`;
}

function heightOf(row: MonthMoney): number {
  return parts.reduce((total, part) => total + Math.max(0, row[part.name]), 0);
}

function rect(
  x: number,
  width: number,
  top: number,
  bottom: number,
  color: string,
  title: string,
): Marked {
  return html`<rect x="${x.toFixed(1)}" y="${top.toFixed(1)}" width="${width.toFixed(1)}" height="${Math.max(0, bottom - top).toFixed(1)}" fill="${color}" rx="1.5"><title>${title}</title></rect>`;
}

function table(money: readonly MonthMoney[]): Marked {
  const rows = [
    { label: 'Charged', name: 'charged' } as const,
    ...parts.map((part) => ({
      label: part.label.charAt(0).toUpperCase() + part.label.slice(1),
      name: part.name,
    })),
  ];
  return html`<table style="margin-top:14px"><thead><tr><th scope="col">By month</th>${money.map(
    (row) => html`<th scope="col">${shortMonth(row.month)}</th>`,
  )}<th scope="col">Sum</th></tr></thead><tbody>${rows.map(
    ({ label, name }) =>
      html`<tr><th scope="row">${label}</th>${money.map((row) => html`<td>${shortMoney(row[name])}</td>`)}<td>${shortMoney(money.reduce((total, row) => total + row[name], 0))}</td></tr>`,
  )}</tbody></table>`;
}
