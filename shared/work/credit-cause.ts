/** What we owe back: an insurer's overpayment within 60 days from the day on which we knew of it. */
import { balanceOf } from '../kpi/claim-balance.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import { creditInsurer, creditPatient } from '../ledger/accounts.ts';
import type { Payer } from '../reference/reference.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';
import { zero } from '../values/money.ts';
import type { Cause } from './item.ts';

/** 42 CFR 401.305 for Medicare; other payers and states ask for the same or less, so all are held to it. */
const daysToReturn = 60;

/** CLM and SBR09 codes of Medicare parts A and B, to which the rule itself applies. */
const medicare: readonly string[] = ['MA', 'MB'];

/** A patient's credit has no deadline of ours: each state has its own. */
export function creditCause(facts: ClaimFacts, payer: Payer | null): readonly Cause[] {
  const since = owedSince(facts);
  const patient = balanceOf(facts, (account) => account === creditPatient) < 0;
  if (since === null && !patient) return [];
  const rule = medicare.includes(payer?.claimFilingCode ?? '') ? ' 42-CFR-401.305' : '';
  const reasons = [
    ...(since === null ? [] : [`insurer-overpaid return-within-${daysToReturn}-days${rule}`]),
    ...(patient ? ['patient-overpaid'] : []),
  ];
  return [
    {
      queue: 'credit-balance',
      category: 'overpaid',
      claimId: facts.claimId,
      amountCents: zero,
      reason: reasons.join(', '),
      deadline: since && addDays(since, daysToReturn),
    },
  ];
}

/** The day on which the insurers' credit that is open now was first booked; null when none is. */
function owedSince({ movements }: ClaimFacts): CalendarDate | null {
  const own = movements.filter((row) => row.account === creditInsurer);
  const days = [...Map.groupBy(own, (row) => row.bookDate)].sort(([a], [b]) => (a < b ? -1 : 1));
  let balance = 0;
  let since: CalendarDate | null = null;
  for (const [day, rows] of days) {
    balance += rows.reduce((sum, row) => sum + row.amountCents, 0);
    since = balance < 0 ? (since ?? day) : null;
  }
  return since;
}
