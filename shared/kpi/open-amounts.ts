/** What is open in one AR account of a claim, by age: lines, with credits inside the account taken off. */
import { type Account, arPatient, isInsurerAr } from '../ledger/accounts.ts';
import { type CalendarDate, daysBetween } from '../values/dates.ts';
import { type PayerId, payerId } from '../values/ids.ts';

export const ageBuckets = ['d0_30', 'd31_60', 'd61_90', 'd91_120', 'd121_up'] as const;
export type AgeBucket = (typeof ageBuckets)[number];

/** An amount and the day from which it ages; credits are negative. */
export type OpenAmount = { readonly anchor: CalendarDate; readonly amountCents: number };

/**
 * The positive amounts after the negative ones have paid the oldest; nothing when the account is not
 * in debit, so that the rest always sums to max(0, balance).
 */
export function offsetOldestFirst(amounts: readonly OpenAmount[]): readonly OpenAmount[] {
  let credit = 0;
  const debits: OpenAmount[] = [];
  for (const row of amounts)
    if (row.amountCents < 0) credit -= row.amountCents;
    else if (row.amountCents > 0) debits.push(row);
  if (credit === 0) return debits;
  return debits.sort(byAnchor).flatMap((row) => {
    const taken = Math.min(credit, row.amountCents);
    credit -= taken;
    return taken === row.amountCents ? [] : [{ ...row, amountCents: row.amountCents - taken }];
  });
}

function byAnchor(a: OpenAmount, b: OpenAmount): number {
  return a.anchor < b.anchor ? -1 : a.anchor > b.anchor ? 1 : 0;
}

/** Day 30 is still in the first bucket, day 120 in the fourth; an anchor to come has age 0. */
export function bucketOf(anchor: CalendarDate, asOf: CalendarDate): AgeBucket {
  const age = daysBetween(anchor, asOf);
  if (age <= 30) return 'd0_30';
  if (age <= 60) return 'd31_60';
  if (age <= 90) return 'd61_90';
  return age <= 120 ? 'd91_120' : 'd121_up';
}

/** Who owes an AR account: a payer, or the patient; null for any other account. */
export function debtorOf(account: Account): PayerId | 'patient' | null {
  if (account === arPatient) return 'patient';
  if (!isInsurerAr(account)) return null;
  return payerId(account.slice('AR:INS:'.length, account.lastIndexOf(':')));
}
