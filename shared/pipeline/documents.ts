/** The documents of a run, by name: what `--out` and the reports bucket hold. */
import { type AgingRow, agingRows } from '../kpi/aging.ts';
import { type KpiRow, kpiRows } from '../kpi/compute.ts';
import { drillKey, drillsOf } from '../kpi/drill.ts';
import { flowsOf, newFlowTally, tallyFlows } from '../kpi/flows.ts';
import type { WorkFacts } from '../kpi/kpi.ts';
import {
  type KpiTally,
  newKpiTally,
  tallyClaim,
  tallyRemittance,
  tallyWork,
} from '../kpi/tally.ts';
import { dashboardPage } from '../report/dashboard.ts';
import {
  agingDocument,
  claimsDocument,
  drillDocument,
  filesDocument,
  kpisDocument,
  workItemsDocument,
} from '../report/documents.ts';
import { ledgerCsv } from '../report/ledger-csv.ts';
import type { CalendarDate } from '../values/dates.ts';
import type { Gathered } from './gather.ts';

export type Document = { readonly name: string; readonly text: string };

export function* documentsOf(all: readonly Gathered[], asOf: CalendarDate): Generator<Document> {
  const claims = all.flatMap((practice) => practice.claims);
  const unapplied = all.flatMap((practice) => practice.unapplied);
  const tally = tallyOf(all, asOf);
  const kpis = kpiRows(tally);
  const aging = agingRows(claims, asOf, unapplied);
  yield { name: 'files.json', text: filesDocument(all.flatMap((practice) => practice.files)) };
  yield { name: 'claims.json', text: claimsDocument(claims) };
  yield { name: 'ledger.csv', text: ledgerCsv(all.flatMap(entriesOf)) };
  yield { name: 'work-items.json', text: workItemsDocument(all.flatMap(itemsOf)) };
  yield { name: 'kpis.json', text: kpisDocument(kpis) };
  yield { name: 'ar-aging.json', text: agingDocument(aging) };
  yield { name: 'dashboard.html', text: dashboardOf(all, asOf, kpis, aging) };
  for (const drill of drillsOf(tally)) {
    yield { name: drillKey(drill), text: drillDocument(drill) };
  }
}

export function tallyOf(all: readonly Gathered[], asOf: CalendarDate): KpiTally {
  const tally = newKpiTally(asOf);
  for (const practice of all) {
    for (const facts of practice.claims) tallyClaim(tally, facts);
    for (const file of practice.remittances) tallyRemittance(tally, file);
    for (const item of workFactsOf(practice)) tallyWork(tally, item);
  }
  return tally;
}

function dashboardOf(
  all: readonly Gathered[],
  asOf: CalendarDate,
  kpis: readonly KpiRow[],
  aging: readonly AgingRow[],
): string {
  const flows = newFlowTally(asOf);
  for (const facts of all.flatMap((practice) => practice.claims)) tallyFlows(flows, facts);
  return dashboardPage({
    asOf,
    practices: all.map(({ practice, name }) => ({ id: practice, name })),
    payerNames: new Map(all.flatMap((practice) => [...practice.payerNames])),
    kpis,
    aging,
    flows: flowsOf(flows),
    workItems: all.flatMap(workFactsOf),
  });
}

function entriesOf({ entries }: Gathered) {
  return entries.map((row) => row.entry);
}

function itemsOf({ practice, items }: Gathered) {
  return items.map((item) => ({ ...item, practice }));
}

function workFactsOf({ practice, items, claims }: Gathered): readonly WorkFacts[] {
  const payers = new Map(claims.map((facts) => [facts.claimId, facts.payerId]));
  return items.map((item) => ({
    practice,
    payerId: item.claimId ? (payers.get(item.claimId) ?? null) : null,
    claimId: item.claimId,
    queue: item.queue,
    owner: item.owner,
    openedOn: item.openedOn,
    dueOn: item.dueOn,
    closedOn: item.closedOn,
  }));
}
