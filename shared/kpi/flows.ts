/** By practice, payer and month: money in and out, denials by CARC, edits that failed. For charts and reasons. */
import { bank, contractual, interestIncome } from '../ledger/accounts.ts';
import { type CalendarDate, type Month, monthOf } from '../values/dates.ts';
import type { PayerId, PracticeId } from '../values/ids.ts';
import { negate, sumOf } from '../values/money.ts';
import {
  chargedCents,
  deniedOpenCents,
  firstAdjudication,
  receivedCents,
} from './claim-balance.ts';
import type { Adjudication, ClaimFacts, Movement } from './claim-facts.ts';

/** `charged` by service date, `deniedOpen` by first denial, money by effective date, edits by scrub. */
export type FlowName =
  | 'charged'
  | 'insurerPaid'
  | 'patientPaid'
  | 'refunded'
  | 'contractual'
  | 'deniedOpen'
  | 'denied'
  | 'failed';

/** Σ cents and number of claims of one flow; `reason` is a CARC (`denied`) or a rule (`failed`). */
export type Flow = {
  readonly flow: FlowName;
  readonly practice: PracticeId;
  readonly payer: PayerId;
  readonly month: Month;
  readonly reason: string;
  cents: number;
  claims: number;
};

export type FlowTally = { readonly asOf: CalendarDate; readonly flows: Map<string, Flow> };

export function newFlowTally(asOf: CalendarDate): FlowTally {
  return { asOf, flows: new Map() };
}

export function tallyFlows(tally: FlowTally, facts: ClaimFacts): void {
  const put = (flow: FlowName, day: CalendarDate, amount: number, reason = '') => {
    if (amount !== 0 && day <= tally.asOf)
      addFlow(tally, facts, flow, monthOf(day), reason, amount);
  };
  put('charged', facts.serviceDate, chargedCents(facts));
  for (const row of facts.adjudications) tallyPaid(row, put);
  for (const row of facts.movements) tallyMovement(row, put);
  tallyDenials(facts, put);
  for (const rule of facts.firstScrub?.stoppedBy ?? [])
    put('failed', facts.firstScrub?.on ?? facts.takenOn, facts.chargeCents, rule);
}

type Put = (flow: FlowName, day: CalendarDate, amount: number, reason?: string) => void;

/** All cash is first the patient's; what an answer says the insurer paid is then taken from it. */
function tallyPaid(row: Adjudication, put: Put): void {
  const paid = sumOf(row.lines, (line) => line.paidCents);
  put('insurerPaid', row.checkDate, paid);
  put('patientPaid', row.checkDate, negate(paid));
}

function tallyMovement(row: Movement, put: Put): void {
  const day = row.effectiveDate;
  if (row.account === interestIncome) put('insurerPaid', day, row.amountCents);
  else put('patientPaid', day, receivedCents(row));
  if (row.account === contractual) put('contractual', day, row.amountCents);
  if (row.event === 'refund' && row.account === bank) put('refunded', day, -row.amountCents);
}

function tallyDenials(facts: ClaimFacts, put: Put): void {
  const first = firstAdjudication(facts);
  const byCarc = new Map<string, number>();
  for (const line of first?.lines ?? [])
    for (const row of line.denials)
      byCarc.set(row.carc, (byCarc.get(row.carc) ?? 0) + row.amountCents);
  for (const [carc, amount] of byCarc) if (first) put('denied', first.checkDate, amount, carc);
  const denial = facts.adjudications.find((row) =>
    row.lines.some((line) => line.denials.length > 0),
  );
  if (denial) put('deniedOpen', denial.checkDate, deniedOpenCents(facts));
}

function addFlow(
  tally: FlowTally,
  { practice, payerId }: ClaimFacts,
  flow: FlowName,
  month: Month,
  reason: string,
  amount: number,
): void {
  const key = [flow, practice, payerId, month, reason].join('\u0000');
  const row = tally.flows.get(key) ?? {
    flow,
    practice,
    payer: payerId,
    month,
    reason,
    cents: 0,
    claims: 0,
  };
  row.cents += amount;
  row.claims += 1;
  tally.flows.set(key, row);
}

/** Sorted, so that charts and sentences do not depend on the order of the claims. */
export function flowsOf(tally: FlowTally): readonly Flow[] {
  return [...tally.flows].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, row]) => row);
}
