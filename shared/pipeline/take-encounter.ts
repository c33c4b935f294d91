/** One visit: a new claim, one that is known already, or the same id with other content for a person. */
import { contentHashOf, visitHashOf } from '../encounter/content-hash.ts';
import type { ReadableEncounter } from '../encounter/read-csv.ts';
import { type ClaimId, claimIdOf, claimId as claimIdOfText } from '../values/ids.ts';
import { type Issue, issue } from '../values/issue.ts';
import { auditAction } from './audit.ts';
import { buildClaim } from './build-claim.ts';
import { firstChargeActions } from './charge-entries.ts';
import type { InboxFile } from './inbox-file.ts';
import { claimKey, visitKey } from './keys.ts';
import type { Action, Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import { type ClaimParts, readClaim, type StoredClaim } from './stored-claim.ts';

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

export async function takeEncounter(
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
    if (outcome === 'built') {
      return {
        claimId,
        flags: isAwaited(parts) ? ['built', 'awaited'] : ['built'],
        issues: [],
      };
    }
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
  if (claim.fileId === file.fileId) {
    return {
      claimId,
      flags: isAwaited(parts) ? ['built', 'awaited'] : ['built'],
      issues: [],
    };
  }
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
  const { practice, fileId, record } = file;
  const visitHash = visitHashOf(row.encounter);
  const visit = visitKey(practice, visitHash);
  const first = await ports.records.get('claims', visit);
  const claim: StoredClaim = {
    ...buildClaim(await readReference(ports, practice), practice, row, {
      takenOn: ports.clock.today(),
      arrivalKnown: record.arrivalKnown,
      duplicateOf: first ? claimIdOfText(String(first['claimId'])) : null,
    }),
    contentHash: contentHashOf(row.encounter),
    visitHash,
    fileId,
  };
  if (isTooLarge(claim)) return 'too-large';
  return (await ports.records.transact(buildActions(claim, visit))).done ? 'built' : 'changed';
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
function buildActions(claim: StoredClaim, visit: ReturnType<typeof visitKey>): readonly Action[] {
  const { practice, claimId } = claim;
  const charged = claim.duplicateOf === null;
  const charges = charged ? firstChargeActions(claim, claim.takenOn) : [];
  return [
    {
      kind: 'put',
      store: 'claims',
      key: claimKey(practice, claimId, 'claim'),
      item: { ...claim, claimPart: claimId },
      when: 'absent',
    },
    auditAction(practice, claim.takenOn, 'claim-built', claimId),
    ...charges,
    ...(charged
      ? [{ kind: 'put', store: 'claims', key: visit, item: { claimId }, when: 'absent' } as const]
      : []),
  ];
}
