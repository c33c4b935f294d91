/** Open work by queue and owner, what is past due first. */
import { grouped } from '../kpi/figures.ts';
import type { WorkFacts } from '../kpi/kpi.ts';
import { isOpen } from '../kpi/pace-kpis.ts';
import { type CalendarDate, daysBetween } from '../values/dates.ts';
import { html, type Marked } from './markup.ts';
import { worklistKey } from './worklist.ts';

const nobody = 'nobody';

export function workSection(items: readonly WorkFacts[], asOf: CalendarDate): Marked {
  const open = items.filter((item) => isOpen(item, asOf));
  if (open.length === 0) return html`<div class="card"><p class="empty">No open work.</p></div>`;
  const rows = [...Map.groupBy(open, (item) => `${item.queue}\u0000${item.owner}`).values()]
    .map((list) => summaryOf(list, asOf))
    .sort((a, b) => b.late - a.late || b.open - a.open || (a.queue < b.queue ? -1 : 1));
  const highest = Math.max(...rows.map((row) => row.open));
  return html`<div class="card wide" role="region" tabindex="0" aria-label="Open work"><table><thead><tr><th scope="col">Queue</th><th scope="col" class="left">Owner</th><th scope="col" class="left">Open</th><th scope="col">Items</th><th scope="col">Past due</th><th scope="col">Longest past due</th></tr></thead><tbody>${rows.map(
    (row) =>
      html`<tr><th scope="row">${row.queue.replaceAll('-', ' ')}</th><td class="left">${ownerLink(row.owner)}</td><td class="bars"><span class="bar" style="width:${((row.open / highest) * 100).toFixed(1)}%"></span></td><td>${grouped(row.open)}</td><td class="${row.late > 0 ? 'missed-text' : ''}">${row.late > 0 ? `✗ ${grouped(row.late)}` : '0'}</td><td>${row.late > 0 ? `${grouped(row.oldest)} days` : '–'}</td></tr>`,
  )}</tbody></table></div>`;
}

/** To the owner's worklist, which lies beside the page. */
function ownerLink(owner: string): Marked {
  if (owner === nobody) return html`${owner}`;
  return html`<a href="${encodeURI(worklistKey(owner))}">${owner}</a>`;
}

function summaryOf(items: readonly WorkFacts[], asOf: CalendarDate) {
  const late = items.filter((item) => item.dueOn < asOf);
  return {
    queue: items[0]?.queue ?? '',
    owner: items[0]?.owner || nobody,
    open: items.length,
    late: late.length,
    oldest: Math.max(0, ...late.map((item) => daysBetween(item.dueOn, asOf))),
  };
}
