/** One visit: a new claim, one that is known already, or the same id with other content for a person. */
import { contentHashOf, visitHashOf } from '../encounter/content-hash.ts';
import type { ReadableEncounter } from '../encounter/read-csv.ts';
import {
  type ClaimId,
  claimIdOf,
  claimId as claimIdOfText,
  type PracticeId,
} from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { auditOfAll } from './audit.ts';
import { buildClaim } from './build-claim.ts';
import { firstChargeActions } from './charge-entries.ts';
import type { InboxFile } from './inbox-file.ts';
import { claimKey, visitKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { type Reference, readReference } from './read-reference.ts';
import { sideBySide } from './side-by-side.ts';
import { type ClaimParts, readClaim, type StoredClaim } from './stored-claim.ts';
import { type Plan, writeTogether } from './write-together.ts';

/** Each is an entry of its own, and one transaction books them all beside the claim. */
const mostDates = 90;

/** Bytes of JSON. Its item, and the entry of its fullest date, must stay below 400 KB. */
const largestClaim = 250_000;

/** `awaited`: a payment came before the claim and waits in suspense. */
export type Taken = {
  readonly claimId: ClaimId | null;
  readonly flags: readonly ('built' | 'awaited' | 'known' | 'differs' | 'unusable')[];
  readonly issues: readonly Issue[];
};

/** In the order of their rows: visits that are new are built together, each other one by itself. */
export async function takeVisits(
  ports: Ports,
  file: InboxFile,
  rows: readonly ReadableEncounter[],
): Promise<ReadonlyMap<ReadableEncounter, Taken>> {
  const drafts = await draftsOf(ports, file, rows);
  const built = await buildTogether(ports, file.practice, drafts);
  const taken = new Map<ReadableEncounter, Taken>();
  for (const { parts, plan, row } of drafts) {
    const done = plan !== null && built.has(plan);
    taken.set(row, done ? asBuilt(plan.subject, parts) : await takeEncounter(ports, file, row));
  }
  return taken;
}

async function draftsOf(ports: Ports, file: InboxFile, rows: readonly ReadableEncounter[]) {
  const { practice } = file;
  const reference = await readReference(ports, practice);
  const read = async (row: ReadableEncounter) => {
    const claimId = claimIdOf(practice, row.encounter.encounterId);
    return { row, parts: await readClaim(ports.records, practice, claimId) };
  };
  const drafts: Draft[] = [];
  const seen = new Set<string>();
  for await (const { parts, row } of sideBySide(rows, read)) {
    const claim = parts.claim ? null : claimOf(ports, file, reference, row, null);
    const isFirst = claim && !seen.has(claim.claimId) && !seen.has(claim.visitHash);
    if (claim) seen.add(claim.claimId).add(claim.visitHash);
    drafts.push({ row, parts, plan: isFirst && !isTooLarge(claim) ? planOf(claim) : null });
  }
  return drafts;
}

type Draft = {
  readonly row: ReadableEncounter;
  readonly parts: ClaimParts;
  /** Null for what is not new, or not the first of its kind here. */
  readonly plan: ClaimPlan | null;
};

type ClaimPlan = Plan & { readonly subject: ClaimId };

/** Those that were written; a visit that another claim charges already is not among them. */
async function buildTogether(
  ports: Ports,
  practice: PracticeId,
  drafts: readonly Draft[],
): Promise<ReadonlySet<ClaimPlan>> {
  const plans = drafts.flatMap(({ plan }) => plan ?? []);
  const written = await writeTogether(ports.records, plans, (subjects) =>
    auditOfAll(practice, ports.clock.today(), builtEvent, subjects),
  );
  return new Set(plans.filter((_, n) => written[n]));
}

const builtEvent = 'claims-built';

function asBuilt(claimId: ClaimId, parts: ClaimParts): Taken {
  return { claimId, flags: isAwaited(parts) ? ['built', 'awaited'] : ['built'], issues: [] };
}

async function takeEncounter(
  ports: Ports,
  file: InboxFile,
  row: ReadableEncounter,
): Promise<Taken> {
  const claimId = claimIdOf(file.practice, row.encounter.encounterId);
  for (let tries = 0; tries < 5; tries += 1) {
    const parts = await readClaim(ports.records, file.practice, claimId);
    const [first] = parts.versions;
    if (first) return takeAgain(ports, file, row, first.claim, parts);
    const outcome = await build(ports, file, row);
    if (outcome === 'too-large') return tooLarge(row);
    if (outcome === 'built') return asBuilt(claimId, parts);
  }
  throw new Error('a claim keeps changing while it is built');
}

function tooLarge({ firstRow }: ReadableEncounter): Taken {
  const issues = [issue('encounter-too-large', 'error', firstRow)];
  return { claimId: null, flags: ['unusable'], issues };
}

function isAwaited({ waiting, prepaid }: ClaimParts): boolean {
  return waiting.length + prepaid.length > 0;
}

/** Exports are cumulative: content as built or as corrected is known, other content waits for a person. */
async function takeAgain(
  ports: Ports,
  file: InboxFile,
  row: ReadableEncounter,
  claim: StoredClaim,
  parts: ClaimParts,
): Promise<Taken> {
  const { claimId } = claim;
  if (claim.fileId === file.fileId) return asBuilt(claimId, parts);
  const contentHash = contentHashOf(row.encounter);
  if (parts.versions.some((version) => version.claim.contentHash === contentHash)) {
    return {
      claimId,
      flags: ['known'],
      issues: [issue('encounter-known', 'warning', row.firstRow)],
    };
  }
  const key = claimKey(file.practice, claimId, 'conflict', file.fileId);
  const item = { row: row.firstRow };
  await ports.records.transact([{ kind: 'put', store: 'claims', key, item, when: 'absent' }]);
  return {
    claimId,
    flags: ['differs'],
    issues: [issue('encounter-differs', 'error', row.firstRow)],
  };
}

/** `changed` when the claim or the visit appeared meanwhile. */
async function build(
  ports: Ports,
  file: InboxFile,
  row: ReadableEncounter,
): Promise<'built' | 'changed' | 'too-large'> {
  const { practice } = file;
  const first = await ports.records.get('claims', visitKey(practice, visitHashOf(row.encounter)));
  const duplicateOf = first ? claimIdOfText(String(first['claimId'])) : null;
  const claim = claimOf(ports, file, await readReference(ports, practice), row, duplicateOf);
  if (isTooLarge(claim)) return 'too-large';
  const { actions, subject } = planOf(claim);
  const audit = auditOfAll(practice, claim.takenOn, builtEvent, [subject]);
  return (await ports.records.transact([...actions, audit])).done ? 'built' : 'changed';
}

function claimOf(
  ports: Ports,
  { fileId, practice, record }: InboxFile,
  reference: Reference,
  row: ReadableEncounter,
  duplicateOf: ClaimId | null,
): StoredClaim {
  const { arrivalKnown } = record;
  const takenOn = ports.clock.today();
  return {
    ...buildClaim(reference, practice, row, { takenOn, arrivalKnown, duplicateOf }),
    contentHash: contentHashOf(row.encounter),
    visitHash: visitHashOf(row.encounter),
    fileId,
  };
}

/** A duplicate is measured like any other visit, because a person may charge it after all. */
function isTooLarge(claim: StoredClaim): boolean {
  const dates = new Set(claim.encounter.lines.map((line) => line.serviceDate)).size;
  return dates > mostDates || byteLength(claim) > largestClaim;
}

function byteLength(claim: StoredClaim): number {
  return new TextEncoder().encode(JSON.stringify(claim)).length;
}

/** A duplicate visit has no charge: the first one carries it (rule I01). */
function planOf(claim: StoredClaim): ClaimPlan {
  const { practice, claimId, visitHash } = claim;
  const key = claimKey(practice, claimId, 'claim');
  const item = { ...claim, claimPart: claimId };
  const first = { store: 'claims', key: visitKey(practice, visitHash), item: { claimId } } as const;
  const actions: Action[] = [{ kind: 'put', store: 'claims', key, item, when: 'absent' }];
  if (claim.duplicateOf === null)
    actions.push(...firstChargeActions(claim, claim.takenOn), {
      kind: 'put',
      ...first,
      when: 'absent',
    });
  return { subject: claimId, actions, bytes: byteLength(claim) };
}
