/** Everything recorded of a practice up to today, as facts: what the documents and the invariants fold. */
import type { Unapplied } from '../kpi/aging.ts';
import type { ClaimFacts } from '../kpi/claim-facts.ts';
import type { RemittanceFacts } from '../kpi/kpi.ts';
import type { FileRow } from '../report/documents.ts';
import type { ClaimId, PracticeId, RemitId } from '../values/ids.ts';
import { claimId } from '../values/ids.ts';
import type { Cents } from '../values/money.ts';
import type { WorkItem } from '../work/item.ts';
import { factsOf } from './claim-facts.ts';
import type { RegisteredPractice } from './each-practice.ts';
import { gatherFiles } from './gather-files.ts';
import type { Ports } from './ports.ts';
import { allRows } from './read-all.ts';
import { allEntries } from './read-entries.ts';
import { readReference } from './read-reference.ts';
import { batchedVersions } from './stored-batch.ts';
import { type ClaimParts, readClaim } from './stored-claim.ts';
import type { StoredEntry } from './stored-entry.ts';
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
  readonly claims: readonly ClaimFacts[];
  /** The headers that posting adds to. */
  readonly balances: ReadonlyMap<ClaimId, NonNullable<ClaimParts['balance']>>;
  /** The claim versions of all batches. */
  readonly submissions: readonly { readonly claim: ClaimId; readonly number: number }[];
  readonly memberIds: ReadonlySet<string>;
  readonly entries: readonly StoredEntry[];
  readonly items: readonly WorkItem[];
  readonly remittances: readonly RemittanceFacts[];
  readonly unapplied: readonly Unapplied[];
  /** Payments all of whose chunks have posted, and their BPR02. */
  readonly payments: ReadonlyMap<RemitId, Cents>;
  /** Rows that are held now; each is the subject of a work item. */
  readonly heldSubjects: readonly string[];
};

export async function gather(ports: Ports, registered: RegisteredPractice): Promise<Gathered> {
  const { practice, since } = registered;
  const entries = await allEntries(ports.records, practice, since, ports.clock.today());
  const byClaim = Map.groupBy(entries, (row) => row.entry.claimId);
  const parts = await allParts(ports, practice);
  const claims = parts.flatMap((part) =>
    part.claim ? [factsOf(part.claim, part, byClaim.get(part.claim.claimId) ?? [])] : [],
  );
  const applied = new Set(entries.map((row) => row.entry.entryId));
  const reference = await readReference(ports, practice);
  return {
    practice,
    name: reference.practice?.name ?? practice,
    payerNames: new Map([...reference.payers].map(([id, payer]) => [id, payer.name])),
    claims,
    entries,
    ...headersOf(parts),
    submissions: await batchedVersions(ports.records, practice),
    items: await allItems(ports, practice),
    ...(await gatherFiles(ports, practice, applied)),
  };
}

async function allParts(ports: Ports, practice: PracticeId): Promise<readonly ClaimParts[]> {
  const query = { store: 'claims', index: 'byPractice', partition: practice } as const;
  const rows = await allRows(ports.records, query);
  const parts: ClaimParts[] = [];
  for (const row of rows) {
    parts.push(await readClaim(ports.records, practice, claimId(String(row.item['claimId']))));
  }
  return parts;
}

function headersOf(all: readonly ClaimParts[]) {
  const balances = new Map<ClaimId, NonNullable<ClaimParts['balance']>>();
  const memberIds = new Set<string>();
  for (const { claim, balance } of all) {
    if (claim === null) continue;
    if (balance) balances.set(claim.claimId, balance);
    memberIds.add(claim.encounter.memberId);
  }
  return { balances, memberIds };
}

async function allItems(ports: Ports, practice: PracticeId): Promise<readonly WorkItem[]> {
  const query = { store: 'work', index: 'byPractice', partition: practice } as const;
  return (await allRows(ports.records, query)).map((row) => readItem(row.item).item);
}
