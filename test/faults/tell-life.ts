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
  /** Each CLM01 that a receiver got, or that was printed, as often as it was. */
  readonly sent: readonly string[];
  /** Where each claim ends. */
  readonly states: readonly string[];
  /** Each number of a question about a visit or a claim, likewise. */
  readonly asked: readonly string[];
};

export async function tellLife(place: Place, today: CalendarDate): Promise<Told> {
  const { ports } = place;
  const gathered = await wholeBooks(ports, today);
  return {
    gathered,
    violations: gathered.violations,
    balances: balancesOf(gathered),
    work: workOf(gathered),
    states: gathered.claims.map(({ facts }) => `${facts.claimId} ${facts.state}`).sort(),
    sent: [...outbound(place, /CLM\*([^*]+)\*/g), ...printed(place)],
    asked: outbound(place, /TRN\*1\*(V[^*]+(?=\*)|C[A-Z0-9]+V\d+A\d+)/g),
  };
}

/** A receiver over a network has what it took; any other what lies there for it. */
function outbound({ files, house }: Place, pattern: RegExp): readonly string[] {
  const dropped = files.keys('outbound').map((key) => files.text('outbound', key) ?? '');
  const received = house.taken.length > 0 ? house.taken : dropped;
  return received
    .flatMap((text) => [...text.matchAll(pattern)])
    .map(([, id]) => id ?? '')
    .sort();
}

/** Patient control numbers on paper, as often as they were printed. */
function printed({ files }: Place): readonly string[] {
  const papers = files.keys('paper').map((key) => files.text('paper', key) ?? '');
  return papers.flatMap((text) =>
    [...text.matchAll(/\((C[A-Z0-9]{16,19})\) Tj/g)].map(([, id = '']) => id),
  );
}

/** How a life fell short of the calm one; null when it did not. */
export function complaintOf(life: Told, calm: Told): string | null {
  if (life.violations.length > 0) return JSON.stringify(life.violations);
  if (life.sent.length > life.gathered.submissions.length) return 'a claim version was sent twice';
  if (new Set(life.asked).size < life.asked.length) return 'a payer was asked twice';
  return (
    difference('books', life.balances, calm.balances) ??
    difference('states', life.states, calm.states) ??
    difference('work', life.work, calm.work)
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

/** Files that wait for an answer have their day in their names. */
const ofFiles = ['no-receipt', 'no-acceptance'];

/** Without what is a matter of time: a claim answered before it could be sent, a file that was sent later. */
function workOf({ items }: WholeBooks): readonly string[] {
  const open = items.filter(
    (item) =>
      item.state === 'open' &&
      !ofFiles.includes(item.category) &&
      item.reason !== 'answered-before-it-was-sent',
  );
  return open.map((item) => `${item.queue} ${item.subject} ${item.amountCents}`).sort();
}
