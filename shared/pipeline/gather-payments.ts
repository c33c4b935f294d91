/** Rows of payments files that still wait: for their encounter, or for a remittance of their trace number. */
import type { EntryId, FileId } from '../values/ids.ts';
import { type Cents, zero } from '../values/money.ts';
import { whyUnmatched } from './match-deposits.ts';
import type { Item } from './ports.ts';
import { depositOf, tracedCents, waitsOf } from './stored-payment-row.ts';

export type WaitingPayment = {
  readonly fileId: FileId;
  /** Of its work item. */
  readonly subject: string;
  readonly unappliedCents: Cents;
};

/** From all items of the `files` store, by their parts. */
export function waitingPayments(
  items: ReadonlyMap<string, Item>,
  applied: ReadonlySet<EntryId>,
): readonly WaitingPayment[] {
  const waits = under(items, 'waits').map(([, item]) => waitsOf(item));
  return [...waits.filter((row) => !applied.has(row.until)), ...unmatchedDeposits(items)];
}

function unmatchedDeposits(items: ReadonlyMap<string, Item>): readonly WaitingPayment[] {
  const remits = Map.groupBy(under(items, 'trace'), ([trace]) => trace);
  return [...Map.groupBy(under(items, 'deposit'), ([trace]) => trace)].flatMap(([trace, rows]) => {
    const deposits = rows.map(([, item]) => depositOf(item));
    const paid = (remits.get(trace) ?? []).map(([, item]) => tracedCents(item));
    const waiting = whyUnmatched(deposits, paid) === null ? [] : deposits;
    return waiting.map(({ fileId, subject }) => ({ fileId, subject, unappliedCents: zero }));
  });
}

/** Items of one sort with the second part of their key. */
function under(items: ReadonlyMap<string, Item>, name: string): readonly [string, Item][] {
  return [...items].flatMap(([sort, item]) =>
    sort.startsWith(`${name}#`) ? [[sort.split('#')[1] ?? '', item]] : [],
  );
}
