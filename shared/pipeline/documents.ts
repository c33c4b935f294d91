/**
 * The documents of some practices at one day, as `--out` and the reports bucket hold them. Claims and
 * entries flow by once, a practice after the other; only their folds are kept, and the ledger's rows
 * that input files made until their practice is through, because those leave in another order.
 */
import { type AgingRow, finishAging } from '../kpi/aging.ts';
import { type KpiRow, kpiRows } from '../kpi/compute.ts';
import { drillKey, drillsOf } from '../kpi/drill.ts';
import { flowsOf } from '../kpi/flows.ts';
import type { WorkFacts } from '../kpi/kpi.ts';
import { tallyRemittance, tallyVisit, tallyWork } from '../kpi/tally.ts';
import type { Entry } from '../ledger/entry.ts';
import { canonicalList } from '../report/canonical-json.ts';
import { dashboardPage } from '../report/dashboard.ts';
import {
  agingDocument,
  claimText,
  drillDocument,
  filesDocument,
  kpisDocument,
  workItemsDocument,
} from '../report/documents.ts';
import { ledgerHeader, ledgerText } from '../report/ledger-csv.ts';
import { visitsDocument } from '../report/visits-document.ts';
import { worklistDocument, worklistKey } from '../report/worklist.ts';
import { ruleGuide } from '../scrub/rule-guide.ts';
import type { CalendarDate } from '../values/dates.ts';
import { type Folded, foldClaim, foldEntry, newFolded, workFactsOf } from './folded.ts';
import type { Gathered } from './gather.ts';
import { type OpenDocument, type Shelf, writeDocument } from './shelf.ts';
import type { Fold } from './walk-books.ts';
import { worklistsOf } from './worklists.ts';

export type Documents = {
  readonly shelf: Shelf;
  readonly claims: OpenDocument;
  readonly list: ReturnType<typeof canonicalList>;
  readonly ledger: OpenDocument;
  readonly folded: Folded;
};

export async function openDocuments(shelf: Shelf, asOf: CalendarDate): Promise<Documents> {
  const claims = await shelf.open('claims.json');
  const ledger = await shelf.open('ledger.csv');
  await ledger.write(ledgerHeader);
  return { shelf, claims, list: canonicalList(), ledger, folded: newFolded(asOf) };
}

/** An entry's rows of ledger.csv. */
type LedgerRows = { readonly entryId: string; readonly text: string };

/** Practices come in the order of their ids. `walk` shows the practice's books to the fold. */
export async function addPractice(
  { claims, folded, ledger, list }: Documents,
  gathered: Gathered,
  walk: (fold: Fold) => Promise<void>,
): Promise<void> {
  const rows: LedgerRows[] = [];
  const worked = new Set(gathered.items.map((item) => item.claimId));
  folded.practices.push(gathered);
  await walk({
    claim: async ({ entries, facts }) => {
      foldClaim(folded, facts);
      if (worked.has(facts.claimId)) {
        const { claimId, encounterId, payerId } = facts;
        folded.worked.set(claimId, { encounterId, payerId });
      }
      await claims.write(list.before());
      await claims.write(claimText(facts));
      const own = entries.filter(({ entry }) => isNamedForClaim(entry));
      await writeInOrder(
        ledger,
        own.map(({ entry }) => rowsOf(entry)),
      );
    },
    entry: ({ entry }) => {
      foldEntry(folded, entry);
      if (!isNamedForClaim(entry)) rows.push(rowsOf(entry));
    },
  });
  await writeInOrder(ledger, rows);
}

/** Its id begins with its claim's, so it leaves when its claim does: ids of input rows come after all of those. */
function isNamedForClaim({ claimId, entryId }: Entry): boolean {
  if (claimId !== null && entryId.startsWith(`${claimId}.`)) return true;
  if (entryId < 'a') throw new Error('an entry would stand among those of claims');
  return false;
}

function rowsOf(entry: Entry): LedgerRows {
  return { entryId: entry.entryId, text: ledgerText(entry) };
}

async function writeInOrder(ledger: OpenDocument, rows: LedgerRows[]): Promise<void> {
  rows.sort((a, b) => (a.entryId < b.entryId ? -1 : 1));
  for (const { text } of rows) await ledger.write(text);
}

/** What was written, for who tells of it. */
export type Written = { readonly kpis: readonly KpiRow[]; readonly documents: number };

/** `aging` are the rows of all practices. */
export async function closeDocuments(
  { claims, folded, ledger, list, shelf }: Documents,
  aging: readonly AgingRow[],
): Promise<Written> {
  await claims.write(list.end());
  await claims.close();
  await ledger.close();
  const work = folded.practices.flatMap((practice) => workFactsOf(folded, practice));
  tallyRest(folded, work);
  const kpis = kpiRows(folded.kpis);
  let documents = 2;
  for (const [name, text] of texts(folded, work, kpis, aging)) {
    await writeDocument(shelf, name, text);
    documents += 1;
  }
  return { kpis, documents };
}

/** The aging of every practice that was added. */
export function agingOf({ aging, practices }: Folded): readonly AgingRow[] {
  return finishAging(
    aging,
    practices.flatMap((practice) => practice.unapplied),
  );
}

function tallyRest({ kpis, practices }: Folded, work: readonly WorkFacts[]): void {
  for (const { remittances, visits } of practices) {
    for (const file of remittances) tallyRemittance(kpis, file);
    for (const { facts } of visits) tallyVisit(kpis, facts);
  }
  for (const item of work) tallyWork(kpis, item);
}

function* texts(
  folded: Folded,
  work: readonly WorkFacts[],
  kpis: readonly KpiRow[],
  aging: readonly AgingRow[],
): Generator<readonly [name: string, text: string]> {
  const { asOf, practices } = folded;
  yield ['files.json', filesDocument(practices.flatMap((practice) => practice.files))];
  yield ['work-items.json', workItemsDocument(practices.flatMap(itemsOf))];
  yield ['kpis.json', kpisDocument(kpis)];
  yield ['ar-aging.json', agingDocument(aging)];
  const page = dashboardPage({
    asOf,
    practices: practices.map(({ practice, name }) => ({ id: practice, name })),
    payerNames: new Map(practices.flatMap((practice) => [...practice.payerNames])),
    kpis,
    aging,
    flows: flowsOf(folded.flows),
    workItems: work,
    rules: ruleGuide,
  });
  yield ['dashboard.html', page];
  const visits = practices.flatMap((practice) => practice.visits.map(({ row }) => row));
  if (visits.length > 0) yield ['visits.json', visitsDocument(visits)];
  for (const [owner, rows] of worklistsOf(practices, folded.worked))
    yield [worklistKey(owner), worklistDocument(rows, asOf, ruleGuide)];
  for (const drill of drillsOf(folded.kpis)) yield [drillKey(drill), drillDocument(drill)];
}

function itemsOf({ practice, items }: Gathered) {
  return items.map((item) => ({ ...item, practice }));
}
