/** ledger.csv as anyone can sum it. */
import { parse } from 'csv-parse/sync';
import type { Books } from './desk.ts';
import { pcnOf } from './documents.ts';

export type LedgerRow = {
  readonly entry: string;
  readonly bookDate: string;
  readonly effectiveDate: string;
  readonly claim: string;
  readonly line: number;
  readonly account: string;
  /** A debit is positive. */
  readonly cents: number;
  readonly event: string;
  readonly source: string;
};

export function ledgerRows(text: string): readonly LedgerRow[] {
  const rows: Record<string, string>[] = parse(text, { columns: true });
  return rows.map((row) => ({
    entry: row['entry_id'] ?? '',
    bookDate: row['book_date'] ?? '',
    effectiveDate: row['effective_date'] ?? '',
    claim: row['claim_id'] ?? '',
    line: Number(row['line']),
    account: row['account'] ?? '',
    cents: Number(row['debit_cents']) - Number(row['credit_cents']),
    event: row['event'] ?? '',
    source: row['source'] ?? '',
  }));
}

/** Balances by account, zeros left out. */
export type Balances = Readonly<Record<string, number>>;

export function balancesOf(rows: Iterable<LedgerRow>, by = byAccount): Balances {
  const sums = new Map<string, number>();
  for (const row of rows) sums.set(by(row), (sums.get(by(row)) ?? 0) + row.cents);
  const open = [...sums].filter(([, cents]) => cents !== 0);
  return Object.fromEntries(open.sort(([a], [b]) => (a < b ? -1 : 1)));
}

function byAccount(row: LedgerRow): string {
  return row.account;
}

export function claimBalances(books: Books, encounter: string): Balances {
  return balancesOf(books.ledger.filter((row) => row.claim === pcnOf(encounter)));
}

/** By `line account`. */
export function lineBalances(books: Books, encounter: string): Balances {
  const rows = books.ledger.filter((row) => row.claim === pcnOf(encounter));
  return balancesOf(rows, (row) => `${row.line} ${row.account}`);
}
