/** AR by age and debtor on three bases; its totals are the ledger's AR (ar-aging.json). */
import { type Account, creditInsurer, creditPatient } from '../ledger/accounts.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { PayerId, PracticeId } from '../values/ids.ts';
import { type Cents, cents } from '../values/money.ts';
import type { ClaimFacts, Movement } from './claim-facts.ts';
import {
  type AgeBucket,
  ageBuckets,
  bucketOf,
  debtorOf,
  offsetOldestFirst,
} from './open-amounts.ts';

/** Line service date; first submission; first submission or, after a transfer, its check date. */
const agingBases = ['service', 'submission', 'responsibility'] as const;
type AgingBasis = (typeof agingBases)[number];
type Debtor = PayerId | 'patient';

export type AgingRow = {
  readonly practice: PracticeId;
  readonly payer: Debtor;
  readonly basis: AgingBasis;
  readonly total: Cents;
  readonly unbilled: Cents;
  readonly credit: Cents;
  readonly unapplied: Cents;
} & Readonly<Record<AgeBucket, Cents>>;

/** Money in suspense that no claim has yet. */
export type Unapplied = {
  readonly practice: PracticeId;
  readonly payer: Debtor;
  readonly amountCents: Cents;
};

type Column = AgeBucket | 'unbilled' | 'credit' | 'unapplied';
type Sums = {
  readonly practice: PracticeId;
  readonly payer: Debtor;
  readonly basis: AgingBasis;
  readonly columns: Map<Column, number>;
};

/** Filled claim by claim, so that no practice has to be held in memory whole. */
export type AgingTally = { readonly asOf: CalendarDate; readonly rows: Map<string, Sums> };

/** The rows of a practice's claims at one day, sorted by practice, payer and basis. */
export function agingRows(
  claims: Iterable<ClaimFacts>,
  asOf: CalendarDate,
  unapplied: readonly Unapplied[] = [],
): readonly AgingRow[] {
  const tally = newAgingTally(asOf);
  for (const facts of claims) ageClaim(tally, facts);
  return finishAging(tally, unapplied);
}

export function newAgingTally(asOf: CalendarDate): AgingTally {
  return { asOf, rows: new Map() };
}

export function ageClaim(tally: AgingTally, facts: ClaimFacts): void {
  const movements = facts.movements.filter((row) => row.bookDate <= tally.asOf);
  for (const [account, rows] of Map.groupBy(movements, (row) => row.account)) {
    const debtor = debtorOf(account);
    if (debtor !== null) ageAccount(tally, facts, debtor, rows);
    else if (account === creditInsurer) addCredit(tally, facts, facts.payerId, rows);
    else if (account === creditPatient) addCredit(tally, facts, 'patient', rows);
  }
}

/** The tally as rows, with the suspense that belongs to no claim. */
export function finishAging(
  tally: AgingTally,
  unapplied: readonly Unapplied[],
): readonly AgingRow[] {
  for (const row of unapplied)
    for (const basis of agingBases)
      addTo(tally, row.practice, row.payer, basis, 'unapplied', row.amountCents);
  return [...tally.rows]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([, sums]) => rowOf(sums))
    .filter((row) => row.total !== 0 || row.credit !== 0 || row.unapplied !== 0);
}

function ageAccount(
  tally: AgingTally,
  facts: ClaimFacts,
  debtor: Debtor,
  movements: readonly Movement[],
): void {
  const unbilled = debtor !== 'patient' && !isSubmitted(facts, tally.asOf);
  const lines = [...Map.groupBy(movements, (row) => row.line)];
  for (const basis of agingBases) {
    const amounts = lines.map(([line, rows]) => ({
      anchor: anchorOf(facts, basis, line, rows),
      amountCents: balanceOfRows(rows),
    }));
    for (const open of offsetOldestFirst(amounts)) {
      const column = unbilled ? 'unbilled' : bucketOf(open.anchor, tally.asOf);
      addTo(tally, facts.practice, debtor, basis, column, open.amountCents);
    }
  }
}

/** Never re-aged: a later version of the claim, or a later transfer of the same line, changes nothing. */
function anchorOf(
  facts: ClaimFacts,
  basis: AgingBasis,
  line: number,
  movements: readonly Movement[],
): CalendarDate {
  const served = lineServiceDate(facts, line);
  switch (basis) {
    case 'service':
      return served;
    case 'submission':
      return facts.submittedOn ?? served;
    case 'responsibility':
      return isPrimary(movements[0]?.account)
        ? (facts.submittedOn ?? served)
        : (firstDebit(movements) ?? served);
  }
}

/** Line 0 ages with the claim's first service. */
export function lineServiceDate(facts: ClaimFacts, line: number): CalendarDate {
  return facts.lines.find((row) => row.line === line)?.serviceDate ?? facts.serviceDate;
}

export function isSubmitted(facts: ClaimFacts, asOf: CalendarDate): boolean {
  return facts.submittedOn !== null && facts.submittedOn <= asOf;
}

function isPrimary(account: Account | undefined): boolean {
  return account?.startsWith('AR:INS:') === true && account.endsWith(':1');
}

function firstDebit(movements: readonly Movement[]): CalendarDate | undefined {
  let first: CalendarDate | undefined;
  for (const row of movements)
    if (row.amountCents > 0 && (first === undefined || row.effectiveDate < first))
      first = row.effectiveDate;
  return first;
}

function addCredit(
  tally: AgingTally,
  facts: ClaimFacts,
  debtor: Debtor,
  movements: readonly Movement[],
): void {
  for (const basis of agingBases)
    addTo(tally, facts.practice, debtor, basis, 'credit', -balanceOfRows(movements));
}

function balanceOfRows(movements: readonly Movement[]): number {
  let total = 0;
  for (const row of movements) total += row.amountCents;
  return total;
}

function addTo(
  tally: AgingTally,
  practice: PracticeId,
  payer: Debtor,
  basis: AgingBasis,
  column: Column,
  amount: number,
): void {
  const key = `${practice}\u0000${payer}\u0000${basis}`;
  const row = tally.rows.get(key) ?? { practice, payer, basis, columns: new Map() };
  row.columns.set(column, (row.columns.get(column) ?? 0) + amount);
  tally.rows.set(key, row);
}

function rowOf({ practice, payer, basis, columns }: Sums): AgingRow {
  const column = (name: Column) => cents(columns.get(name) ?? 0);
  const aged = {
    d0_30: column('d0_30'),
    d31_60: column('d31_60'),
    d61_90: column('d61_90'),
    d91_120: column('d91_120'),
    d121_up: column('d121_up'),
  };
  let total: number = column('unbilled');
  for (const bucket of ageBuckets) total += aged[bucket];
  return {
    practice,
    payer,
    basis,
    ...aged,
    unbilled: column('unbilled'),
    total: cents(total),
    credit: column('credit'),
    unapplied: column('unapplied'),
  };
}
