/** worklists/<owner>.csv: what one owner has to do, what is due first on top, with the next step in words. */
import { carcLabel } from '../kpi/explain.ts';
import { pathPart } from '../kpi/path-part.ts';
import { type CalendarDate, daysBetween } from '../values/dates.ts';
import type { PayerId, PracticeId } from '../values/ids.ts';
import type { WorkItem } from '../work/item.ts';
import { nextStep, rejectionOf } from '../work/next-step.ts';
import { numberCell, textCell } from './csv-cell.ts';

/** An open item, and what its subject is called outside: an encounter, an appointment, a file and row. */
export type WorklistRow = {
  readonly practice: PracticeId;
  readonly item: WorkItem;
  readonly about: string;
  readonly payerId: PayerId | null;
};

/** What a scrub rule checks, and what to do when it fails. */
export type RuleGuide = { readonly title: string; readonly fixHint: string };

const header =
  'due_on,past_due_days,deadline,queue,problem,next_step,about,claim_id,payer_id,amount_cents,reason,opened_on,escalated_to,practice,item_id\n';

export function worklistKey(owner: string): string {
  return `worklists/${pathPart(owner)}.csv`;
}

/** Of one owner, in any order. */
export function worklistDocument(
  rows: readonly WorklistRow[],
  asOf: CalendarDate,
  rules: ReadonlyMap<string, RuleGuide>,
): string {
  const sorted = rows.toSorted((a, b) => compare(orderOf(a), orderOf(b)));
  return header + sorted.map((row) => lineOf(row, asOf, rules)).join('');
}

/** By due day, then by the last day to file or appeal, then the dearest first. */
function orderOf({ item }: WorklistRow): string {
  const cheap = String(Number.MAX_SAFE_INTEGER - item.amountCents).padStart(16, '0');
  return [item.dueOn, item.deadline ?? '9999', cheap, item.itemId].join(' ');
}

function compare(a: string, b: string): number {
  return a < b ? -1 : 1;
}

function lineOf(
  { about, item, payerId, practice }: WorklistRow,
  asOf: CalendarDate,
  rules: ReadonlyMap<string, RuleGuide>,
): string {
  const rule = item.queue === 'scrub' ? rules.get(item.category) : undefined;
  const cells = [
    item.dueOn,
    numberCell(Math.max(0, daysBetween(item.dueOn, asOf))),
    item.deadline ?? '',
    item.queue,
    textCell(rule === undefined ? problemOf(item) : `${item.category}: ${rule.title}`),
    textCell(rule?.fixHint ?? nextStep(item)),
    textCell(about),
    item.claimId ?? '',
    textCell(payerId ?? ''),
    numberCell(item.amountCents),
    textCell(item.reason),
    item.openedOn,
    textCell(item.escalatedTo ?? ''),
    practice,
    item.itemId,
  ];
  return `${cells.join(',')}\n`;
}

/** A denial by its gravest CARC, which its reason names first (`CO-197 M62`); a rejection as its reason says. */
function problemOf({ category, queue, reason }: WorkItem): string {
  if (queue === 'rejection') return rejectionOf(reason)?.says ?? category;
  const carc = queue === 'denial' ? reason.match(/^[A-Z]{2}-(\w+)/)?.[1] : undefined;
  return carc === undefined ? category.replaceAll('-', ' ') : carcLabel(carc);
}
