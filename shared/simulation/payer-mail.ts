/** What payers put in the mail on a check day. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import { chanceOf } from './chance.ts';
import { type Check, carriedForward, checksOf } from './checks.ts';
import type { Market } from './market.ts';
import { dueKey } from './notebook.ts';
import type { PayerManners } from './payer-manners.ts';
import { type DueRow, isDueRow, type PayerNotebook } from './payer-memory.ts';
import { nextOf } from './working-days.ts';
import { writeChecks } from './write-checks.ts';

/** A file for the inbox of the practice that sent the claims. */
export type AnswerFile = {
  readonly kind: 'remittances' | 'eligibility' | 'acknowledgments';
  readonly name: string;
  readonly bytes: Uint8Array;
};

export type Mailroom = { readonly seed: number; readonly market: Pick<Market, 'payer'> };

/** What is due on or before the day: one 835 a payer and payee, and files that are sent again. */
export function* sendDue(
  world: Mailroom,
  notebook: PayerNotebook,
  today: CalendarDate,
): Generator<AnswerFile> {
  const due = notebook.takeDue(today).filter(isDueRow);
  for (const row of due) if (row.kind === 'copy') yield answerFile(row.name, row.text);
  const owed = due.filter((row) => row.kind !== 'copy');
  for (const [, rows] of Map.groupBy(owed, (row) => `${row.payerId} ${row.payee.npi}`))
    yield* sendChecks(world, notebook, today, rows);
}

type Owed = Exclude<DueRow, { kind: 'copy' }>;

function* sendChecks(
  world: Mailroom,
  notebook: PayerNotebook,
  today: CalendarDate,
  [first, ...rest]: readonly Owed[],
): Generator<AnswerFile> {
  const payer = world.market.payer(first?.payerId ?? '');
  if (!first || payer === null) return;
  const { manners } = payer;
  const onlyDebt = [first, ...rest].every(isBroughtForward);
  if (onlyDebt) return wait(manners, notebook, today, [first, ...rest]);
  const checks = checksOf(manners, today, [first, ...rest]);
  for (const check of checks) carryForward(manners, notebook, check);
  const name = `${fileWord(first.payerId)}-${today}-${first.payee.npi.slice(-4)}.835`;
  const text = Buffer.from(writeChecks(payer, checks)).toString('latin1');
  yield answerFile(name, text);
  planCopy(world, manners, notebook, today, { name, text });
}

/** What an earlier check could not take. */
export function isBroughtForward(row: DueRow): boolean {
  return row.kind === 'provider-adjustment' && row.code === 'FB';
}

/** No check is written only to say that nothing changed. */
function wait(
  manners: PayerManners,
  notebook: PayerNotebook,
  today: CalendarDate,
  rows: readonly Owed[],
): void {
  const on = nextOf(manners.checkWeekdays, addDays(today, 1));
  for (const [index, row] of rows.entries()) {
    notebook.put(dueKey(on, row.payerId, 'FB', `waiting-${index}`, row.payee.npi), row);
  }
}

/** As far as it can stand in a file's name. */
export function fileWord(text: string): string {
  return text.replaceAll(/[^A-Za-z0-9-]/g, '-');
}

function carryForward(manners: PayerManners, notebook: PayerNotebook, check: Check): void {
  const forward = carriedForward(check);
  if (forward === null) return;
  const on = nextOf(manners.checkWeekdays, addDays(check.date, 1));
  const { payerId, payee } = check;
  notebook.put(dueKey(on, payerId, 'FB', check.trace), {
    kind: 'provider-adjustment',
    payerId,
    payee,
    ...forward,
  });
}

/** Now and then a payer sends a file again some days later, under another name. */
function planCopy(
  world: Mailroom,
  manners: PayerManners,
  notebook: PayerNotebook,
  today: CalendarDate,
  file: { readonly name: string; readonly text: string },
): void {
  const chance = chanceOf(world.seed, 'copy', file.name);
  if (!chance.happens(manners.repeatsFile)) return;
  const on = addDays(today, chance.whole(1, 6));
  const row = { kind: 'copy', name: `resent-${file.name}`, text: file.text } as const;
  notebook.put(dueKey(on, manners.payerId, 'copy', file.name), row);
}

function answerFile(name: string, text: string): AnswerFile {
  return { kind: 'remittances', name, bytes: Buffer.from(text, 'latin1') };
}
