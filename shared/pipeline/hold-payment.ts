/** Whether an ST may post: readable, balanced to the cent, for this practice, and not said otherwise before. */
import type { Practice } from '../reference/reference.ts';
import { balanceTransaction } from '../remittance/balance.ts';
import type { PaymentSummary } from '../remittance/remittance.ts';
import { formatDollars, subtract, sumOf } from '../values/money.ts';

/** `code` for the issue, `reason` for the person: codes and amounts only. */
export type Hold = { readonly code: string; readonly reason: string };

export function holdOf(summary: PaymentSummary, practice: Practice | null): Hold | null {
  return (
    unreadable(summary) ??
    (summary.complete ? null : held('payment-without-end', summary)) ??
    unbalanced(summary) ??
    unproved(summary) ??
    informationOnly(summary) ??
    strangePayee(summary, practice)
  );
}

/** The CLPs of an ST that names another body under a known identity. */
export function conflictHold(summary: PaymentSummary): Hold {
  return held('remittance-conflict', summary);
}

function held(code: string, summary: PaymentSummary): Hold {
  const paid = summary.header.paidCents;
  return { code, reason: `${code} BPR02 ${paid === null ? 'unreadable' : formatDollars(paid)}` };
}

function unreadable(summary: PaymentSummary): Hold | null {
  const { header } = summary;
  if (header.paidCents === null) return held('bpr02-unreadable', summary);
  if (header.checkDate === null) return held('bpr16-unreadable', summary);
  if (summary.unreadable === null) return null;
  return held(`${summary.unreadable.toLowerCase()}-unreadable`, summary);
}

function unbalanced(summary: PaymentSummary): Hold | null {
  const { balance } = summary;
  if (balance.outcome !== 'unbalanced') return null;
  const { code, reason } = held(`unbalanced-${balance.level}`, summary);
  const first = `${reason} difference ${formatDollars(balance.differenceCents)}`;
  if (balance.ordinal === null) return { code, reason: first };
  return { code, reason: `${first} CLP ${balance.ordinal}${ofWhole(summary)}` };
}

/** What the ST itself is out by, beside its claims. */
function ofWhole({ adjustedCents, claimsPaidCents, header }: PaymentSummary): string {
  const whole = balanceTransaction(header.paidCents, claimsPaidCents, adjustedCents);
  if (whole.outcome !== 'unbalanced') return '';
  return `, ST difference ${formatDollars(whole.differenceCents)}`;
}

/** A provider adjustment that can not be read leaves cash that nobody can book. */
function unproved(summary: PaymentSummary): Hold | null {
  const { claimsPaidCents, header, providerAdjustments } = summary;
  const adjusted = sumOf(providerAdjustments, (row) => row.amountCents);
  const proved = claimsPaidCents !== null && subtract(claimsPaidCents, adjusted);
  return proved === header.paidCents ? null : held('plb-unreadable', summary);
}

/** BPR01 H and BPR04 NON move no money: an amount beside them is cash that never comes. */
function informationOnly(summary: PaymentSummary): Hold | null {
  const { handling, method, paidCents } = summary.header;
  const silent = handling === 'H' || method === 'NON';
  return silent && paidCents !== 0 ? held('payment-without-money', summary) : null;
}

/** One foreign id is enough: money for another NPI or tax id is not ours to post. */
function strangePayee(summary: PaymentSummary, practice: Practice | null): Hold | null {
  if (practice === null) return null;
  const ours = [practice.npi, practice.taxId];
  const ids = summary.header.payeeIds.map((id) => id.replace(/^(\d{2})-(\d{7})$/, '$1$2'));
  return ids.every((id) => ours.includes(id)) ? null : held('payee-mismatch', summary);
}
