/** A claim's facts out of its parts and its entries. */
import { type Receipt, type ReceiptStanding, standingOf } from '../acknowledgment/receipt.ts';
import { type Appeal, appealEnds, type ClaimFacts, type Movement } from '../kpi/claim-facts.ts';
import { claimState } from '../kpi/claim-state.ts';
import type { Adjudication } from '../ledger/adjudication.ts';
import { type ClaimId, encounterId, type PracticeId } from '../values/ids.ts';
import { isSent, isUnsent, standsFrom } from './claim-versions.ts';
import type { Ports } from './ports.ts';
import { readPosted } from './read-posted.ts';
import type { ClaimParts, StoredClaim } from './stored-claim.ts';
import type { StoredEntry } from './stored-entry.ts';

export type ReadFacts = {
  readonly claim: StoredClaim;
  readonly parts: ClaimParts;
  readonly facts: ClaimFacts;
};

/** Null while there is no such claim. */
export async function readFacts(
  ports: Ports,
  practice: PracticeId,
  claimId: ClaimId,
): Promise<ReadFacts | null> {
  const { entries, parts } = await readPosted(ports.records, practice, claimId);
  const { claim } = parts;
  return claim && { claim, parts, facts: factsOf(claim, parts, entries) };
}

export function factsOf(
  claim: StoredClaim,
  parts: ClaimParts,
  entries: readonly StoredEntry[],
): ClaimFacts {
  const adjudications = adjudicationsOf(entries);
  const from = standsFrom(parts, adjudications);
  const appeal = appealOf(parts.decisions);
  const accepted = parts.decisions.filter((row) => row.action === 'accept');
  const acceptedOn = accepted
    .map((row) => row.on)
    .sort()
    .at(-1);
  const facts: ClaimFacts = {
    ...identityOf(claim),
    ...intakeOf(claim),
    state: 'ready',
    scrub: parts.scrub?.outcomes ?? [],
    firstScrub: parts.scrub && {
      on: parts.scrub.firstOn,
      clean: parts.scrub.firstClean && !isEdited(parts),
      stoppedBy: parts.scrub.firstHolding,
    },
    versions: Math.max(1, parts.versions.length, parts.submissions.length) + parts.bills.length,
    ...(parts.bills.length === 0 ? {} : { laterBills: parts.bills.length }),
    submittedOn: parts.submissions[0]?.on ?? null,
    ...firstAnswerOf(parts),
    touched: parts.decisions.length > 0 || parts.overrides.length > 0,
    adjudications,
    ...(from === undefined ? {} : { standsFrom: from }),
    ...(appeal === undefined ? {} : { appeal }),
    ...(acceptedOn === undefined ? {} : { acceptedOn }),
    movements: entries.flatMap(movementsOf),
  };
  const voided = parts.decisions.some((row) => row.action === 'void');
  const unsent = isUnsent(parts);
  const held = parts.scrub === null || parts.scrub.holding.length > 0;
  const { state: sent } = currentStanding(parts);
  return { ...facts, state: claimState(facts, { voided, held, sent, unsent }) };
}

/** A person corrected the first version before it was ever sent. */
function isEdited(parts: ClaimParts): boolean {
  return parts.versions.length > 1 && !isSent(parts, 1);
}

/** What was decided last of the latest appeal; `filed` while more were filed than decided. */
function appealOf(decisions: ClaimParts['decisions']): Appeal | undefined {
  const appeals = decisions
    .filter((row) => row.action === 'appeal-filed' || row.action === 'appeal-decided')
    .toSorted((a, b) => compare(a.on, b.on) || compare(b.action, a.action));
  const last = appeals.at(-1);
  if (last === undefined) return undefined;
  const filed = appeals.filter((row) => row.action === 'appeal-filed').length;
  const { on } = last;
  if (filed > appeals.length - filed) return { state: 'filed', on };
  const decided = appealEnds.find((end) => end === last.detail) ?? 'lost';
  return { state: decided, on };
}

/** Versions in the order in which they were sent, and what was said of any of them. */
type Sent = Pick<ClaimParts, 'submissions'> & { readonly receipts: readonly Receipt[] };

/** What acknowledgments say of the version that was sent last; one of an earlier version says nothing of it. */
export function currentStanding({ receipts, submissions }: Sent): ReceiptStanding {
  const last = submissions.at(-1);
  const later = (row: Receipt) =>
    row.statuses.filter(({ date }) => (date ?? '') >= (last?.on ?? ''));
  const own = receipts.flatMap((row) => {
    if (row.kind === '277')
      return isAbout(row, last?.number) ? [{ ...row, statuses: later(row) }] : [];
    return row.batch === last?.batch ? [row] : [];
  });
  return standingOf(own);
}

/** An answer to a question about another version, or about a bill to the second payer, says nothing of this one. */
export function isAbout({ of }: Receipt, version: number | undefined): boolean {
  return of === undefined || of === version;
}

/** For the rejection rate; a 277 answers a question and acknowledges nothing. */
export function firstAnswerOf({ receipts, submissions }: Sent) {
  const [first] = submissions;
  const own = receipts.filter((row) => first !== undefined && row.batch === first.batch);
  return { acknowledged: own.length > 0, rejected: standingOf(own).state === 'rejected' };
}

function identityOf(claim: StoredClaim) {
  const { practice, claimId, encounter } = claim;
  return {
    practice,
    claimId,
    encounterId: encounterId(encounter.encounterId),
    payerId: encounter.payerId,
  };
}

function intakeOf(claim: StoredClaim) {
  const { encounter } = claim;
  const [first] = encounter.lines;
  return {
    serviceDate: first?.serviceDate ?? claim.takenOn,
    lines: encounter.lines.map(({ line, serviceDate, procedure, chargeCents }) => ({
      line,
      serviceDate,
      procedure,
      chargeCents,
      expectedCents: claim.lines.find((row) => row.line === line)?.expectedCents ?? null,
    })),
    chargeCents: claim.chargeCents,
    takenOn: claim.takenOn,
    arrivalKnown: claim.arrivalKnown,
    closedAt: encounter.closedAt,
  };
}

function movementsOf({ entry }: StoredEntry): readonly Movement[] {
  const { bookDate, effectiveDate, event } = entry;
  return entry.postings.map((posting) => ({ ...posting, bookDate, effectiveDate, event }));
}

/** Earliest check date first, then payment, then the CLP's place in it. */
function adjudicationsOf(entries: readonly StoredEntry[]): readonly Adjudication[] {
  const rows = entries.flatMap((row) => (row.facts ? [row.facts] : []));
  return rows.sort((a, b) => compare(a.checkDate, b.checkDate) || compareRows(a.rowId, b.rowId));
}

function compareRows(a: string, b: string): number {
  const [remitA = '', ordinalA = ''] = a.split('#');
  const [remitB = '', ordinalB = ''] = b.split('#');
  return compare(remitA, remitB) || Number(ordinalA) - Number(ordinalB);
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
