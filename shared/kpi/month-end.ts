/** One claim's money as it stood at each measuring day, folded once for all balance KPIs. */
import type { Account } from '../ledger/accounts.ts';
import { arPatient, contractual, grossRevenue, isInsurerAr } from '../ledger/accounts.ts';
import type { CalendarDate, Month } from '../values/dates.ts';
import { isSubmitted, lineServiceDate } from './aging.ts';
import type { ClaimFacts, Movement } from './claim-facts.ts';
import type { MeasuringDay } from './measuring-days.ts';
import { type AgeBucket, bucketOf, debtorOf, offsetOldestFirst } from './open-amounts.ts';

export type MonthEnd = {
  readonly month: Month;
  readonly day: CalendarDate;
  /** Over all payers, and of the patient; negative while a credit waits for measuring. */
  readonly insuranceArCents: number;
  readonly patientArCents: number;
  /** Less what a void took back. */
  readonly chargeCents: number;
  readonly contractualCents: number;
  /** Billed AR by service date. */
  readonly buckets: ReadonlyMap<AgeBucket, number>;
};

type Lines = Map<number, number>;

/** From the claim's first booking on; days without any booking before them are left out. */
export function monthEndsOf(facts: ClaimFacts, days: readonly MeasuringDay[]): readonly MonthEnd[] {
  const movements = facts.movements.toSorted(byBookDate);
  const accounts = new Map<Account, Lines>();
  const result: MonthEnd[] = [];
  let next = 0;
  for (const { month, day } of days) {
    for (; (movements[next]?.bookDate ?? '9') <= day; next += 1) book(accounts, movements[next]);
    if (next > 0) result.push(standing(facts, accounts, month, day));
  }
  return result;
}

function byBookDate(a: Movement, b: Movement): number {
  return a.bookDate < b.bookDate ? -1 : a.bookDate > b.bookDate ? 1 : 0;
}

function book(accounts: Map<Account, Lines>, row: Movement | undefined): void {
  if (row === undefined) return;
  const lines = accounts.get(row.account) ?? new Map();
  lines.set(row.line, (lines.get(row.line) ?? 0) + row.amountCents);
  accounts.set(row.account, lines);
}

function standing(
  facts: ClaimFacts,
  accounts: ReadonlyMap<Account, Lines>,
  month: Month,
  day: CalendarDate,
): MonthEnd {
  let insuranceArCents = 0;
  for (const [account, lines] of accounts)
    if (isInsurerAr(account)) insuranceArCents += totalOf(lines);
  return {
    month,
    day,
    insuranceArCents,
    patientArCents: totalOf(accounts.get(arPatient)),
    chargeCents: -totalOf(accounts.get(grossRevenue)) || 0,
    contractualCents: totalOf(accounts.get(contractual)),
    buckets: bucketsOf(facts, accounts, day),
  };
}

function bucketsOf(
  facts: ClaimFacts,
  accounts: ReadonlyMap<Account, Lines>,
  day: CalendarDate,
): ReadonlyMap<AgeBucket, number> {
  const buckets = new Map<AgeBucket, number>();
  for (const [account, lines] of accounts) {
    const debtor = debtorOf(account);
    const billed = debtor === 'patient' || (debtor !== null && isSubmitted(facts, day));
    if (!billed || totalOf(lines) <= 0) continue;
    for (const open of offsetOldestFirst(amountsOf(facts, lines))) {
      const bucket = bucketOf(open.anchor, day);
      buckets.set(bucket, (buckets.get(bucket) ?? 0) + open.amountCents);
    }
  }
  return buckets;
}

function amountsOf(facts: ClaimFacts, lines: Lines) {
  return [...lines].map(([line, amountCents]) => ({
    anchor: lineServiceDate(facts, line),
    amountCents,
  }));
}

function totalOf(lines: Lines | undefined): number {
  let total = 0;
  for (const amount of lines?.values() ?? []) total += amount;
  return total;
}
