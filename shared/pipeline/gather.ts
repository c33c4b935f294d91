/** What is recorded of a practice beside its claims and their entries: files, work, payments. */
import type { Unapplied } from '../kpi/aging.ts';
import type { RemittanceFacts } from '../kpi/kpi.ts';
import type { FileRow } from '../report/documents.ts';
import type { ClaimId, PracticeId, RemitId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';
import type { WorkItem } from '../work/item.ts';
import { gatherFiles } from './gather-files.ts';
import { type GatheredVisit, gatherVisits } from './gather-visits.ts';
import type { Ports } from './ports.ts';
import { eachRow } from './read-all.ts';
import { readReference } from './read-reference.ts';
import { batchedVersions } from './stored-batch.ts';
import { readItem } from './stored-item.ts';
import type { UnfinishedFile } from './unfinished-files.ts';

export type Gathered = {
  readonly practice: PracticeId;
  /** As practice.json says, else the id. */
  readonly name: string;
  readonly payerNames: ReadonlyMap<string, string>;
  readonly files: readonly FileRow[];
  /** Files that are not worked to their end, an 835's chunks included, since their first business date. */
  readonly unfinished: readonly UnfinishedFile[];
  /** The claim versions of all batches. */
  readonly submissions: readonly { readonly claim: ClaimId; readonly number: number }[];
  readonly items: readonly WorkItem[];
  readonly remittances: readonly RemittanceFacts[];
  readonly visits: readonly GatheredVisit[];
  readonly unapplied: readonly Unapplied[];
  /** Payments all of whose chunks have posted, and their BPR02. */
  readonly payments: ReadonlyMap<RemitId, Cents>;
  /** Rows that are held now; each is the subject of a work item. */
  readonly heldSubjects: readonly string[];
};

export async function gather(ports: Ports, practice: PracticeId): Promise<Gathered> {
  const reference = await readReference(ports, practice);
  const visits = await gatherVisits(ports, practice, reference);
  return {
    practice,
    name: reference.practice?.name ?? practice,
    payerNames: new Map([...reference.payers].map(([id, payer]) => [id, payer.name])),
    submissions: await batchedVersions(ports.records, practice),
    items: await allItems(ports, practice),
    visits,
    ...(await gatherFiles(ports, practice)),
  };
}

async function allItems(ports: Ports, practice: PracticeId): Promise<readonly WorkItem[]> {
  const query = { store: 'work', index: 'byPractice', partition: practice } as const;
  const items: WorkItem[] = [];
  for await (const { item } of eachRow(ports.records, query)) items.push(readItem(item).item);
  return items;
}
