/** What a run tells at its end: files, claims, money in = money out, KPIs against targets, where to look. */
import { styleText } from 'node:util';
import type { KpiRow } from '../../shared/kpi/compute.ts';
import { kpiOf } from '../../shared/kpi/definitions.ts';
import { figure, grouped, targetInWords, wholeMoney } from '../../shared/kpi/figures.ts';
import type { Folded } from '../../shared/pipeline/folded.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import type { RunDone } from './run.ts';

/** Colour is for terminals; a pipe gets the same words plain. */
type Paint = (style: 'bold' | 'dim' | 'green' | 'red' | 'yellow', text: string) => string;

export function paintFor(stream: NodeJS.WriteStream): Paint {
  return (style, text) => styleText(style, text, { stream, validateStream: true });
}

export function summary(run: RunDone, asOf: CalendarDate, out: string, paint: Paint): string {
  const { practices } = run.folded;
  const names = practices.map((practice) => practice.name).join(', ') || 'no practice yet';
  return [
    `${paint('bold', names)} as of ${asOf}`,
    '',
    ...fileLines(run, paint),
    ...claimLines(run.folded),
    ...moneyLines(run.folded, paint),
    '',
    ...kpiParagraph(run.kpis, paint),
    ...workLines(run.folded),
    ...violationLines(run, paint),
    row('Dashboard', `${out}/dashboard.html`),
    ...nextLines(run.folded, out),
    '',
  ].join('\n');
}

function row(name: string, text: string): string {
  return `${name.padEnd(11)}${text}`;
}

function fileLines({ folded, strays }: RunDone, paint: Paint): readonly string[] {
  const files = folded.practices.flatMap((practice) => practice.files);
  const count = (status: string) => files.filter((file) => file.status === status).length;
  const text = `${grouped(files.length)} files: ${grouped(count('done'))} done, ${count('duplicate')} duplicate, ${count('quarantined')} quarantined`;
  const total = (of: 'rows' | 'posted' | 'held' | 'rejected') =>
    grouped(files.reduce((sum, file) => sum + file[of], 0));
  const rows = `${total('rows')} rows = ${total('posted')} posted + ${total('held')} held + ${total('rejected')} rejected`;
  const stray = `${strays} files outside <practice>/<kind>/ were left alone`;
  return [
    row('Files', text),
    row('', rows),
    ...(strays > 0 ? [row('', paint('yellow', stray))] : []),
  ];
}

function claimLines({ states }: Folded): readonly string[] {
  const claims = [...states.values()].reduce((sum, count) => sum + count, 0);
  const detail = states.size > 0 ? `: ${mostFirst(states)}` : '';
  return [row('Claims', `${grouped(claims)}${detail}`)];
}

function mostFirst(counts: Iterable<readonly [name: string, count: number]>): string {
  return [...counts]
    .sort(([a, more], [b, less]) => less - more || (a < b ? -1 : 1))
    .map(([name, count]) => `${grouped(count)} ${name}`)
    .join(', ');
}

/** Every charged dollar is somewhere: paid, adjusted, owed, or credited. */
function moneyLines({ accounts }: Folded, paint: Paint): readonly string[] {
  const total = (prefix: string) =>
    [...accounts].reduce((sum, [name, cents]) => sum + (name.startsWith(prefix) ? cents : 0), 0);
  const trial = total('');
  const proof =
    trial === 0 ? paint('green', 'trial balance 0') : paint('red', `off by ${trial} cents`);
  const owed = `${wholeMoney(total('AR:INS'))} owed by insurers, ${wholeMoney(total('AR:PAT'))} by patients`;
  return [
    row('Money', `${wholeMoney(-total('REV:'))} charged, ${wholeMoney(total('CASH:'))} in cash`),
    row('', `${wholeMoney(total('CONTRA:'))} adjusted; ${owed}`),
    row('', `${wholeMoney(-total('LIAB:'))} owed back or unapplied; ${proof}`),
  ];
}

const shown = [
  'clean-claim-rate',
  'denial-rate',
  'days-in-ar',
  'net-collection-rate',
  'days-to-pay',
] as const;

function kpiParagraph(kpis: readonly KpiRow[], paint: Paint): readonly string[] {
  const lines = kpiLines(kpis, paint);
  return lines.length === 0 ? [] : [...lines, ''];
}

/** The last month with a value that is old enough to judge, and the same half a year before. */
function kpiLines(kpis: readonly KpiRow[], paint: Paint): readonly string[] {
  const rows = kpis.filter(
    (kpi) => kpi.practice === '*' && kpi.payer === '*' && kpi.value !== null,
  );
  return shown.flatMap((id) => {
    const of = rows.filter((kpi) => kpi.id === id).sort((a, b) => (a.month < b.month ? -1 : 1));
    const judged = of.filter((kpi) => kpi.target === null || kpi.status !== 'none');
    const last = judged.at(-1) ?? of.at(-1);
    return last ? [kpiLine(kpiOf(id).name, last, judged.at(-7), paint)] : [];
  });
}

function kpiLine(name: string, kpi: KpiRow, before: KpiRow | undefined, paint: Paint): string {
  const value = figure(kpi.value, kpi.unit).padStart(8);
  const painted = paint(
    kpi.status === 'met' ? 'green' : kpi.status === 'missed' ? 'red' : 'bold',
    value,
  );
  const target = kpi.target ? `target ${targetInWords(kpi.target, kpi.unit)}` : '';
  const verdict = kpi.status === 'none' ? '' : kpi.status;
  const earlier = before ? `  in ${before.month} ${figure(before.value, before.unit)}` : '';
  return `${name.padEnd(16)}${painted}  ${kpi.month}  ${target.padEnd(16)} ${verdict.padEnd(6)}${paint('dim', earlier)}`.trimEnd();
}

function workLines({ asOf, practices }: Folded): readonly string[] {
  const open = practices.flatMap((one) => one.items).filter((item) => item.state === 'open');
  const late = open.filter((item) => item.dueOn < asOf).length;
  const unowned = open.filter((item) => item.owner === '').length;
  const byQueue = [...Map.groupBy(open, (item) => item.queue)];
  const queues = mostFirst(byQueue.map(([queue, items]) => [queue, items.length]));
  const text = `${grouped(open.length)} open, ${late} past due and escalated, ${unowned} without an owner`;
  return [row('Work', text), ...(queues === '' ? [] : [row('', queues)])];
}

/** Where to go on. */
function nextLines({ practices }: Folded, out: string): readonly string[] {
  const files = practices.flatMap((practice) => practice.files);
  const refused = files.some((file) => file.status === 'quarantined' || file.rejected > 0);
  const working = practices.some(({ items }) => items.some((item) => item.state === 'open'));
  return [
    ...(working
      ? [row('Worklists', `${out}/worklists/, a file an owner with each next step`)]
      : []),
    ...(refused
      ? [row('Refused', `why: issues in ${out}/files.json, told in docs/formats.md`)]
      : []),
    ...(files.length === 0
      ? [row('Next', 'put files into <practice>/<kind>/: docs/formats.md')]
      : []),
  ];
}

function violationLines({ violations }: RunDone, paint: Paint): readonly string[] {
  const lines = violations
    .slice(0, 10)
    .map(({ invariant, subject }) => `  ${invariant}: ${subject}`);
  if (violations.length === 0) return [row('Invariants', paint('green', 'all hold'))];
  return [row('Invariants', paint('red', `${violations.length} broken`)), ...lines];
}
