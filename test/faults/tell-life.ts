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
  /** Open work by queue, subject, amount and owner. */
  readonly work: readonly string[];
  /** Each CLM01 that a receiver got, or that was printed, as often as it was. */
  readonly sent: readonly string[];
  /** Where each claim ends. */
  readonly states: readonly string[];
  /** Each bill likewise: claim, payer's turn (SBR01), frequency and what it replaces (REF*F8). */
  readonly bills: readonly string[];
  /** Each number of a question about a visit or a claim, likewise. */
  readonly asked: readonly string[];
  /** Ids of calls that had been taken in, came once more as they were, and did something. */
  readonly replayed: readonly string[];
  /** What the last night's report or proof should not have left. */
  readonly unproved: readonly string[];
};

export type Noted = Pick<Told, 'replayed' | 'unproved'>;

export async function tellLife(place: Place, today: CalendarDate, noted: Noted): Promise<Told> {
  const { ports } = place;
  const gathered = await wholeBooks(ports, today);
  return {
    gathered,
    violations: gathered.violations,
    balances: balancesOf(gathered),
    work: workOf(gathered),
    states: gathered.claims.map(({ facts }) => `${facts.claimId} ${facts.state}`).sort(),
    sent: [...outbound(place, /CLM\*([^*]+)\*/g), ...printed(place)],
    bills: received(place).flatMap(billsIn).sort(),
    asked: outbound(place, /TRN\*1\*(V[^*]+(?=\*)|C[A-Z0-9]+V\d+A\d+)/g),
    ...noted,
  };
}

function outbound(place: Place, pattern: RegExp): readonly string[] {
  return received(place)
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

/** A receiver over a network has what it took; any other what lies there for it. */
function received({ files, house }: Place): readonly string[] {
  const dropped = files.keys('outbound').map((key) => files.text('outbound', key) ?? '');
  return house.taken.length > 0 ? house.taken : dropped;
}

function billsIn(text: string): readonly string[] {
  const bills: { id: string; turn: string; frequency: string; replaced: string }[] = [];
  let turn = '';
  for (const segment of text.split('~')) {
    const [name, first = '', second = '', , , place = ''] = segment.trim().split('*');
    const bill = bills.at(-1);
    // Within a claim (loop 2320) an SBR tells of another payer, and stands behind its CLM.
    if (name === 'HL') turn = '';
    if (name === 'SBR' && turn === '') turn = first;
    if (name === 'CLM') bills.push({ id: first, turn, frequency: place.slice(-1), replaced: '' });
    if (name === 'REF' && first === 'F8' && bill) bill.replaced = second;
  }
  return bills.map((row) => Object.values(row).join(' ').trim());
}

/** How a life fell short of the calm one; null when it did not. */
export function complaintOf(life: Told, calm: Told): string | null {
  if (life.violations.length > 0) return JSON.stringify(life.violations);
  if (life.sent.length > life.gathered.submissions.length) return 'a claim version was sent twice';
  if (new Set(life.asked).size < life.asked.length) return 'a payer was asked twice';
  if (life.replayed.length > 0) return 'a call was taken in again';
  if (life.unproved.length > 0) return `another night: ${life.unproved.join('; ')}`;
  return (
    beyond('bills', life.bills, [...calm.bills, ...answeredFirst(life, calm)]) ??
    beyond('questions', asked(life, /^V/), asked(calm, /^V/)) ??
    difference('first questions', asked(life, /^V.*N1$/), asked(calm, /^V.*N1$/)) ??
    difference('books', life.balances, calm.balances) ??
    difference('states', life.states, calm.states) ??
    difference('work', life.work, calm.work)
  );
}

/** Of a claim whose answer comes late one question more may be asked; of a visit none, and never no first one. */
function asked(life: Told, which: RegExp): readonly string[] {
  return life.asked.filter((number) => which.test(number));
}

/** A claim that was answered before its file could go out is not sent; when its answer came later, it is. */
function answeredFirst(life: Told, calm: Told): readonly string[] {
  const billed = new Set(calm.bills.map((row) => row.split(' ')[0]));
  const claims = new Set(life.sent.filter((claim) => !billed.has(claim)));
  return [...claims].map((claim) => `${claim} P 1`);
}

/** What fails may keep something from being sent in time; it never makes more of it. */
function beyond(name: string, told: readonly string[], calm: readonly string[]): string | null {
  const left = [...calm];
  const more = told.filter((row) => {
    const at = left.indexOf(row);
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  return more.length > 0 ? `more ${name}: ${more.join('; ')}` : null;
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
  return open.map((row) => `${row.queue} ${row.subject} ${row.amountCents} ${row.owner}`).sort();
}
