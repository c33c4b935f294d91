/** A trace number must clear to nothing: what the bank credited is what its remittances pay. */
import type { PracticeId } from '../values/ids.ts';
import { type Cents, formatDollars, subtract, sumOf, zero } from '../values/money.ts';
import type { Cause } from '../work/item.ts';
import { settleItems } from './open-item.ts';
import type { Item, Ports } from './ports.ts';
import { allRows } from './read-all.ts';
import { depositOf, type StoredDeposit, tracedCents, tracePrefix } from './stored-payment-row.ts';

type TraceState = { readonly deposits: readonly StoredDeposit[]; readonly why: string | null };

/** Called after either side is recorded, so whoever comes last sees both; read again, because the other may be at it. */
export async function settleDeposits(
  ports: Ports,
  practice: PracticeId,
  traceNumber: string,
): Promise<void> {
  let state = await traceState(ports, practice, traceNumber);
  for (let tries = 0; tries < 5; tries += 1) {
    for (const { subject } of state.deposits) {
      await settleItems(ports, practice, subject, causesOf(state.why));
    }
    const now = await traceState(ports, practice, traceNumber);
    if (now.why === state.why && now.deposits.length === state.deposits.length) return;
    state = now;
  }
  throw new Error('the deposits of one trace number keep changing');
}

async function traceState(
  ports: Ports,
  practice: PracticeId,
  traceNumber: string,
): Promise<TraceState> {
  const side = async (name: 'deposit' | 'trace'): Promise<readonly Item[]> => {
    const sortPrefix = tracePrefix(name, traceNumber);
    const rows = await allRows(ports.records, { store: 'files', partition: practice, sortPrefix });
    return rows.map((row) => row.item);
  };
  const deposits = (await side('deposit')).map(depositOf);
  return { deposits, why: whyUnmatched(deposits, (await side('trace')).map(tracedCents)) };
}

/** Null when the trace number clears; amounts only, because a work item shows it. */
export function whyUnmatched(
  deposits: readonly StoredDeposit[],
  paid: readonly Cents[],
): string | null {
  if (paid.length === 0) return 'deposit-without-remittance';
  const credited = sumOf(deposits, (row) => row.amountCents);
  const difference = subtract(
    credited,
    sumOf(paid, (amount) => amount),
  );
  return difference === 0 ? null : `deposit-differs ${formatDollars(difference)}`;
}

function causesOf(why: string | null): readonly Cause[] {
  if (why === null) return [];
  const claimId = null;
  const cause = { queue: 'posting', category: 'deposit', claimId, amountCents: zero } as const;
  return [{ ...cause, reason: why, deadline: null }];
}
