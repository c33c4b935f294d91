/** What documents keep of claims and entries that have gone by: tallies, and nothing of each claim. */
import type { ClaimState } from '../claim/claim.ts';
import { type AgingTally, ageClaim, newAgingTally } from '../kpi/aging.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import { type FlowTally, newFlowTally, tallyFlows } from '../kpi/flows.ts';
import type { WorkFacts } from '../kpi/kpi.ts';
import { type KpiTally, newKpiTally, tallyClaim } from '../kpi/tally.ts';
import type { Entry } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { ClaimId } from '../values/ids.ts';
import type { Gathered } from './gather.ts';
import type { WorkedClaim } from './worklists.ts';

export type Folded = {
  readonly asOf: CalendarDate;
  readonly practices: Gathered[];
  readonly kpis: KpiTally;
  readonly aging: AgingTally;
  readonly flows: FlowTally;
  /** How many claims stand in each state. */
  readonly states: Map<ClaimState, number>;
  /** The trial balance: cents by account. */
  readonly accounts: Map<string, number>;
  /** Claims with work items. */
  readonly worked: Map<ClaimId, WorkedClaim>;
};

export function newFolded(asOf: CalendarDate): Folded {
  return {
    asOf,
    practices: [],
    kpis: newKpiTally(asOf),
    aging: newAgingTally(asOf),
    flows: newFlowTally(asOf),
    states: new Map(),
    accounts: new Map(),
    worked: new Map(),
  };
}

export function foldClaim(folded: Folded, facts: ClaimFacts): void {
  tallyClaim(folded.kpis, facts);
  ageClaim(folded.aging, facts);
  tallyFlows(folded.flows, facts);
  count(folded.states, facts.state, 1);
}

export function foldEntry({ accounts }: Folded, { postings }: Entry): void {
  for (const row of postings) count(accounts, row.account, row.amountCents);
}

function count<Name>(totals: Map<Name, number>, name: Name, amount: number): void {
  totals.set(name, (totals.get(name) ?? 0) + amount);
}

/** A practice's work items with the payers of their claims. */
export function workFactsOf({ worked }: Folded, { items, practice }: Gathered) {
  return items.map(
    (item): WorkFacts => ({
      practice,
      payerId: item.claimId ? (worked.get(item.claimId)?.payerId ?? null) : null,
      claimId: item.claimId,
      queue: item.queue,
      owner: item.owner,
      openedOn: item.openedOn,
      dueOn: item.dueOn,
      closedOn: item.closedOn,
    }),
  );
}
