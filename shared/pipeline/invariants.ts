/** The invariants of interfaces §5 that one run can see, each a row with its code and its sentence. */
import { type AgingRow, agingRows } from '../kpi/aging.ts';
import { insuranceArCents, patientArCents } from '../kpi/claim-balance.ts';
import { isAr, remitClearing } from '../ledger/accounts.ts';
import type { Posting } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type Cents, sumOf, zero } from '../values/money.ts';
import type { Gathered } from './gather.ts';

export type Violation = {
  readonly code: string;
  readonly invariant: string;
  /** An id, or a count. */
  readonly subject: string;
};

type Check = (gathered: Gathered, today: CalendarDate) => readonly string[];

const checks: readonly (readonly [code: string, sentence: string, check: Check])[] = [
  [
    'files-end',
    'every file has ended',
    ({ unfinished }) => (unfinished.length > 0 ? [`${unfinished.length} files`] : []),
  ],
  ['rows-accounted', 'rows = posted + held + rejected', unaccountedFiles],
  ['held-has-item', 'every held row has a work item', heldWithoutItem],
  ['rejected-has-issue', 'every rejected row has an issue', rejectedWithoutIssue],
  ['entries-balance', 'every entry balances and the trial balance is 0', unbalancedEntries],
  ['cash-equals-bpr02', 'cash to clearing equals BPR02', unprovedPayments],
  ['headers-equal-fold', 'claim headers equal the fold of their postings', unequalHeaders],
  ['aging-equals-ledger', 'aging equals the ledger', unequalAging],
  ['sent-once', 'no claim version is sent twice', sentTwice],
  ['work-owned', 'open work has an owner and is escalated when past due', unownedWork],
  ['no-member-id', 'no member id in issues or work', leakedIds],
  ['one-practice', 'one practice, one set of books', foreignEntries],
];

export function violations(gathered: Gathered, today: CalendarDate): readonly Violation[] {
  return checks.flatMap(([code, invariant, check]) =>
    check(gathered, today).map((subject) => ({ code, invariant, subject })),
  );
}

function unaccountedFiles({ files }: Gathered): readonly string[] {
  const wrong = files.filter(
    (file) => file.rows !== file.posted + file.held + file.rejected || file.held < 0,
  );
  return wrong.map((file) => file.sha256);
}

function heldWithoutItem({ heldSubjects, items }: Gathered): readonly string[] {
  const subjects = new Set(items.map((item) => item.subject));
  return heldSubjects.filter((subject) => !subjects.has(subject));
}

function rejectedWithoutIssue({ files }: Gathered): readonly string[] {
  const silent = files.filter((file) => file.rejected > 0 && file.issues.length === 0);
  return silent.map((file) => file.sha256);
}

function postingsOf(gathered: Gathered): readonly Posting[] {
  return gathered.entries.flatMap((row) => row.entry.postings);
}

function total(postings: readonly Posting[]): Cents {
  return sumOf(postings, (row) => row.amountCents);
}

function unbalancedEntries(gathered: Gathered): readonly string[] {
  const wrong = gathered.entries.filter((row) => total(row.entry.postings) !== 0);
  const trial = total(postingsOf(gathered)) === 0 ? [] : ['trial balance'];
  return [...wrong.map((row) => row.entry.entryId), ...trial];
}

function unprovedPayments({ entries, payments }: Gathered): readonly string[] {
  const cash = new Map<string, Cents>();
  for (const { entry } of entries) {
    if (entry.event === 'deposit') continue;
    const remit = entry.source.split('#')[0] ?? '';
    const cleared = total(entry.postings.filter((row) => row.account === remitClearing));
    if (cleared !== 0)
      cash.set(
        remit,
        sumOf([cash.get(remit) ?? zero, cleared], (one) => one),
      );
  }
  return [...payments].filter(([remit, paid]) => (cash.get(remit) ?? 0) !== paid).map(([id]) => id);
}

function unequalHeaders({ claims, balances }: Gathered): readonly string[] {
  const wrong = claims.filter((facts) => {
    const header = balances.get(facts.claimId);
    const insurer = header?.insurerCents === insuranceArCents(facts);
    return !insurer || header?.patientCents !== patientArCents(facts);
  });
  return wrong.map((facts) => facts.claimId);
}

function unequalAging(gathered: Gathered, today: CalendarDate): readonly string[] {
  const rows = agingRows(gathered.claims, today, gathered.unapplied);
  const ar = total(postingsOf(gathered).filter((row) => isAr(row.account)));
  const byBasis = Map.groupBy(rows, (row: AgingRow) => row.basis);
  return [...byBasis]
    .filter(([, of]) => sumOf(of, (row) => row.total) !== ar)
    .map(([basis]) => basis);
}

function sentTwice({ submissions }: Gathered): readonly string[] {
  const seen = new Set<string>();
  return submissions.flatMap(({ claim, number }) => {
    const key = `${claim} ${number}`;
    const again = seen.has(key);
    seen.add(key);
    return again ? [claim] : [];
  });
}

function unownedWork({ items }: Gathered, today: CalendarDate): readonly string[] {
  const wrong = items.filter((item) => {
    const late = item.dueOn < today && item.escalatedTo === null;
    return item.state === 'open' && (item.owner === '' || late);
  });
  return wrong.map((item) => item.itemId);
}

/** By whole words, because ids are what a text would quote. */
function leakedIds({ files, items, memberIds }: Gathered): readonly string[] {
  const texts = [
    ...files.flatMap((file) => file.issues.map((row) => `${row.code} ${row.place ?? ''}`)),
    ...items.map((item) => `${item.category} ${item.reason}`),
  ];
  const words = new Set(texts.flatMap((text) => text.split(/[\s,]+/)));
  const leaked = [...words].filter((word) => word.length > 5 && memberIds.has(word));
  return leaked.length > 0 ? [`${leaked.length} member ids`] : [];
}

function foreignEntries({ practice, entries, claims }: Gathered): readonly string[] {
  const wrong = entries.filter((row) => row.entry.practice !== practice);
  const strange = claims.filter((facts) => facts.practice !== practice);
  return [...wrong.map((row) => row.entry.entryId), ...strange.map((facts) => facts.claimId)];
}
