/** What is left of a life, in words that can be compared with another's. */
import type { Violation } from '../../shared/pipeline/invariants.ts';
import type { CalendarDate } from '../../shared/values/dates.ts';
import { type WholeBooks, wholeBooks } from '../support/whole-books.ts';
import type { Place } from './place.ts';

export type Told = {
  readonly gathered: WholeBooks;
  readonly violations: readonly Violation[];
  /** Σ by claim and account. */
  readonly balances: readonly string[];
  /** Open work by queue, subject and amount. */
  readonly work: readonly string[];
  /** Each CLM01 that a receiver got, as often as it got it. */
  readonly sent: readonly string[];
  /** Each number of a question about a visit, likewise. */
  readonly asked: readonly string[];
};

export async function tellLife({ ports, files }: Place, today: CalendarDate): Promise<Told> {
  const gathered = await wholeBooks(ports, today);
  return {
    gathered,
    violations: gathered.violations,
    balances: balancesOf(gathered),
    work: workOf(gathered),
    sent: outbound(files, /CLM\*([^*]+)\*/g),
    asked: outbound(files, /TRN\*1\*(V[^*]+)\*/g),
  };
}

function outbound(files: Place['files'], pattern: RegExp): readonly string[] {
  return files
    .keys('outbound')
    .flatMap((key) => [...(files.text('outbound', key) ?? '').matchAll(pattern)])
    .map(([, id]) => id ?? '')
    .sort();
}

/** How a life fell short of the calm one; null when it did not. */
export function complaintOf(life: Told, calm: Told): string | null {
  if (life.violations.length > 0) return JSON.stringify(life.violations);
  if (life.sent.length > life.gathered.submissions.length) return 'a claim version was sent twice';
  if (new Set(life.asked).size < life.asked.length) return 'a payer was asked twice';
  return (
    difference('books', life.balances, calm.balances) ?? difference('work', life.work, calm.work)
  );
}

function difference(name: string, told: readonly string[], calm: readonly string[]): string | null {
  const missing = calm.filter((row) => !told.includes(row)).map((row) => `- ${row}`);
  const added = told.filter((row) => !calm.includes(row)).map((row) => `+ ${row}`);
  if (missing.length + added.length > 0)
    return `other ${name}: ${[...missing, ...added].join('; ')}`;
  return told.length === calm.length ? null : `other ${name}: a row twice`;
}

/** Suspense and its application cancel out; what is left is the same in every order. */
function balancesOf({ entries }: WholeBooks): readonly string[] {
  const sums = new Map<string, number>();
  for (const { entry } of entries) {
    for (const { account, amountCents } of entry.postings) {
      const common = account === 'LIAB:UNAPPLIED' || account.startsWith('CASH:');
      const key = `${(common ? null : entry.claimId) ?? ''} ${account}`;
      sums.set(key, (sums.get(key) ?? 0) + amountCents);
    }
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0)
    .map(([key, sum]) => `${key} ${sum}`)
    .sort();
}

/** Without what is a matter of time: a claim answered before it could be sent, an answer that is late. */
function workOf({ items }: WholeBooks): readonly string[] {
  const open = items.filter(
    (item) =>
      item.state === 'open' &&
      item.queue !== 'follow-up' &&
      item.reason !== 'answered-before-it-was-sent',
  );
  return open.map((item) => `${item.queue} ${item.subject} ${item.amountCents}`).sort();
}
