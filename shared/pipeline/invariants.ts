/** The invariants that one run can see, each a row with its code and its sentence. */
import type { AgingRow } from '../kpi/aging.ts';
import { isAr, remitClearing, unapplied } from '../ledger/accounts.ts';
import type { Entry, Posting } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type Cents, sumOf } from '../values/money.ts';
import type { Gathered } from './gather.ts';
import { isForgotten } from './silence.ts';
import type { ClaimBooks, Fold } from './walk-books.ts';

export type Violation = {
  readonly code: string;
  readonly invariant: string;
  /** An id, or a count. */
  readonly subject: string;
};

/** What the books have shown so far; filled as a practice's claims and entries go by. */
export type Proof = Fold & {
  readonly gathered: Gathered;
  /** Entry ids. */
  readonly unbalanced: string[];
  readonly foreign: string[];
  /** Claims that wait for an answer and that nobody will look at again. */
  readonly forgotten: string[];
  /** What clearing took, by payment. */
  readonly cash: Map<string, number>;
  /** Member ids that stand in an issue or a work item. */
  readonly leaked: Set<string>;
  readonly totals: { postings: number; ar: number; unapplied: number; claims: number };
};

type Check = (proof: Proof, aging: readonly AgingRow[], today: CalendarDate) => readonly string[];

const checks: readonly (readonly [code: string, sentence: string, check: Check])[] = [
  ['files-end', 'every file has ended', unendedFiles],
  ['rows-accounted', 'rows = posted + held + rejected', unaccountedFiles],
  ['held-has-item', 'every held row has a work item', heldWithoutItem],
  ['rejected-has-issue', 'every rejected row has an issue', rejectedWithoutIssue],
  ['entries-balance', 'every entry balances and the trial balance is 0', unbalancedEntries],
  ['cash-equals-bpr02', 'cash to clearing equals BPR02', unprovedPayments],
  ['aging-equals-ledger', 'aging equals the ledger', unequalAging],
  ['suspense-equals-waiting', 'suspense equals the rows that wait', unequalSuspense],
  ['sent-once', 'no claim version is sent twice', sentTwice],
  ['work-owned', 'open work has an owner and is escalated when past due', unownedWork],
  ['no-member-id', 'no member id in issues or work', leakedIds],
  ['one-practice', 'one practice, one set of books', (proof) => proof.foreign],
  [
    'silence-followed',
    'whoever waits for an answer is looked at again',
    (proof) => proof.forgotten,
  ],
];

/** Of a practice whose books have been walked, with the aging of its claims. */
export function violations(
  proof: Proof,
  aging: readonly AgingRow[],
  today: CalendarDate,
): readonly Violation[] {
  return checks.flatMap(([code, invariant, check]) =>
    check(proof, aging, today).map((subject) => ({ code, invariant, subject })),
  );
}

export function newProof(gathered: Gathered): Proof {
  const words = wordsOf(gathered);
  const visitors = gathered.visits.map((visit) => visit.memberId);
  const proof: Proof = {
    gathered,
    unbalanced: [],
    foreign: [],
    forgotten: [],
    cash: new Map(),
    leaked: new Set(visitors.filter((member) => words.has(member))),
    totals: { postings: 0, ar: 0, unapplied: 0, claims: 0 },
    claim: (books) => proveClaim(proof, words, books),
    entry: ({ entry }) => proveEntry(proof, entry),
  };
  return proof;
}

function proveClaim(proof: Proof, words: ReadonlySet<string>, { facts, parts }: ClaimBooks): void {
  const { versions } = parts;
  if (facts.practice !== proof.gathered.practice) proof.foreign.push(facts.claimId);
  if (isForgotten(parts, facts)) proof.forgotten.push(facts.claimId);
  for (const { claim } of versions) {
    const { memberId, secondary } = claim.encounter;
    const members = secondary ? [memberId, secondary.memberId] : [memberId];
    for (const member of members) if (words.has(member)) proof.leaked.add(member);
  }
  proof.totals.claims += 1;
}

function proveEntry(proof: Proof, entry: Entry): void {
  const sum = total(entry.postings);
  if (sum !== 0) proof.unbalanced.push(entry.entryId);
  if (entry.practice !== proof.gathered.practice) proof.foreign.push(entry.entryId);
  proof.totals.postings += sum;
  for (const { account, amountCents } of entry.postings) {
    if (isAr(account)) proof.totals.ar += amountCents;
    if (account === unapplied) proof.totals.unapplied += amountCents;
  }
  if (entry.event === 'deposit') return;
  const cleared = total(entry.postings.filter((row) => row.account === remitClearing));
  const remit = entry.source.split('#')[0] ?? '';
  if (cleared !== 0) proof.cash.set(remit, (proof.cash.get(remit) ?? 0) + cleared);
}

function total(postings: readonly Posting[]): Cents {
  return sumOf(postings, (row) => row.amountCents);
}

function unendedFiles({ gathered }: Proof): readonly string[] {
  const { length } = gathered.unfinished;
  return length > 0 ? [`${length} files`] : [];
}

function unaccountedFiles({ gathered: { files } }: Proof): readonly string[] {
  const wrong = files.filter(
    (file) => file.rows !== file.posted + file.held + file.rejected || file.held < 0,
  );
  return wrong.map((file) => file.sha256);
}

function heldWithoutItem({ gathered: { heldSubjects, items } }: Proof): readonly string[] {
  const subjects = new Set(items.map((item) => item.subject));
  return heldSubjects.filter((subject) => !subjects.has(subject));
}

function rejectedWithoutIssue({ gathered: { files } }: Proof): readonly string[] {
  const silent = files.filter((file) => file.rejected > 0 && file.issues.length === 0);
  return silent.map((file) => file.sha256);
}

function unbalancedEntries({ totals, unbalanced }: Proof): readonly string[] {
  return [...unbalanced, ...(totals.postings === 0 ? [] : ['trial balance'])];
}

function unprovedPayments({ cash, gathered }: Proof): readonly string[] {
  const { payments } = gathered;
  return [...payments].filter(([remit, paid]) => (cash.get(remit) ?? 0) !== paid).map(([id]) => id);
}

/** Nothing can be said while rows are on their way: they wait before their file tells of them. */
function unequalSuspense({ gathered, totals }: Proof): readonly string[] {
  const waiting = sumOf(gathered.unapplied, (row) => row.amountCents);
  const equal = gathered.unfinished.length > 0 || totals.unapplied + waiting === 0;
  return equal ? [] : ['LIAB:UNAPPLIED'];
}

function unequalAging({ totals }: Proof, aging: readonly AgingRow[]): readonly string[] {
  const byBasis = Map.groupBy(aging, (row) => row.basis);
  return [...byBasis]
    .filter(([, rows]) => sumOf(rows, (row) => row.total) !== totals.ar)
    .map(([basis]) => basis);
}

function sentTwice({ gathered: { submissions } }: Proof): readonly string[] {
  const seen = new Set<string>();
  return submissions.flatMap(({ claim, number }) => {
    const key = `${claim} ${number}`;
    const again = seen.has(key);
    seen.add(key);
    return again ? [claim] : [];
  });
}

function unownedWork(
  { gathered: { items } }: Proof,
  _aging: readonly AgingRow[],
  today: CalendarDate,
): readonly string[] {
  const wrong = items.filter((item) => {
    const late = item.dueOn < today && item.escalatedTo === null;
    return item.state === 'open' && (item.owner === '' || late);
  });
  return wrong.map((item) => item.itemId);
}

/** Whole words of issues and work items, because ids are what a text would quote. */
function wordsOf({ files, items }: Gathered): ReadonlySet<string> {
  const texts = [
    ...files.flatMap((file) => file.issues.map((row) => `${row.code} ${row.place ?? ''}`)),
    ...items.map((item) => `${item.category} ${item.reason}`),
  ];
  const words = texts.flatMap((text) => text.split(/[\s,]+/));
  return new Set(words.filter((word) => word.length > 5));
}

function leakedIds({ leaked }: Proof): readonly string[] {
  return leaked.size > 0 ? [`${leaked.size} member ids`] : [];
}
