/** A claim's versions: which one is current, whether it went out, and which one a payer's answer is about. */
import { isPrimaryAnswer } from '../kpi/claim-balance.ts';
import type { Adjudication } from '../ledger/adjudication.ts';
import type { ClaimPayment } from '../remittance/remittance.ts';
import type { RowId } from '../values/ids.ts';
import type { ClaimParts, ClaimVersion, StoredClaim } from './stored-claim.ts';

type Versions = Pick<ClaimParts, 'versions'>;

export function currentVersion({ versions }: Versions): ClaimVersion {
  const current = versions.at(-1);
  if (current === undefined) throw new Error('a claim without a version');
  return current;
}

/** The current version as it is charged: a duplicate of which a person said that it is none has its charge. */
export function chargedVersion(parts: Pick<ClaimParts, 'versions' | 'overrides'>): StoredClaim {
  const { claim } = currentVersion(parts);
  return parts.overrides.includes('I01') ? { ...claim, duplicateOf: null } : claim;
}

export function isSent({ submissions }: Pick<ClaimParts, 'submissions'>, number: number): boolean {
  return submissions.some((row) => row.number === number);
}

/** The current version has not gone out yet. */
export function isUnsent(parts: Pick<ClaimParts, 'versions' | 'submissions'>): boolean {
  return !isSent(parts, currentVersion(parts).number);
}

/** Of the next version, whoever it is to be sent to. */
export function nextNumber({ bills, versions }: Pick<ClaimParts, 'bills' | 'versions'>): number {
  return 1 + Math.max(0, ...[...versions, ...bills].map((row) => row.number));
}

/** The version to the first payer that came before this one. */
export function versionBefore({ versions }: Versions, number: number): ClaimVersion | undefined {
  return versions.findLast((row) => row.number < number);
}

/** Whether an answer of the first payer stands: more were given than taken back. */
export function hasFirstAnswer(adjudications: readonly Adjudication[]): boolean {
  const firsts = adjudications.filter((row) => row.sequence === 1);
  const given = firsts.filter((row) => !row.reversal && !['23', '25'].includes(row.status));
  return given.length > firsts.filter((row) => row.reversal).length;
}

/** The version that an answer posted against. */
export function versionOf({ version }: Adjudication): number {
  return version ?? 1;
}

/** The latest version that the first payer has answered; 0 without any answer. */
export function lastAnswered(adjudications: readonly Adjudication[]): number {
  return Math.max(0, ...answersIn(adjudications).map(versionOf));
}

function answersIn(adjudications: readonly Adjudication[]): readonly Adjudication[] {
  return adjudications.filter(isPrimaryAnswer);
}

/**
 * From this version on answers stand; those of earlier ones were replaced by a later answer, or came
 * from a payer that the claim has left.
 */
export function standsFrom(
  { versions }: Versions,
  adjudications: readonly Adjudication[],
): number | undefined {
  const left = versions.findLast((row) => row.claim.encounter.payerId !== payerOf(versions));
  const from = Math.max(lastAnswered(adjudications), (left?.number ?? 0) + 1);
  return from > 1 ? from : undefined;
}

function payerOf(versions: readonly ClaimVersion[]): string | undefined {
  return versions.at(-1)?.claim.encounter.payerId;
}

/** Of the current version's payer, what it answered before; a correction then replaces (frequency 7). */
export function answersOfPayer(
  { versions }: Versions,
  payer: string,
  adjudications: readonly Adjudication[],
): readonly Adjudication[] {
  const left = versions.findLast((row) => row.claim.encounter.payerId !== payer);
  return answersIn(adjudications).filter((row) => versionOf(row) > (left?.number ?? 0));
}

export type AnswerToMatch = {
  readonly payment: ClaimPayment;
  readonly rowId: RowId;
  readonly payerIds: readonly string[];
};

/**
 * The current version, unless an earlier payer speaks; a reversal is about the version that the answer
 * was about which it takes back, so that it mirrors it to the cent.
 */
export function versionAnswered(
  { versions }: Versions,
  answer: AnswerToMatch,
  posted: readonly Adjudication[],
): ClaimVersion {
  const current = currentVersion({ versions });
  const number = answer.payment.status === '22' ? takenBack(versions, answer, posted) : undefined;
  const found = versions.find((row) => row.number === number);
  return found ?? versions.findLast((row) => isPayerOf(row, answer)) ?? current;
}

/** Answers of one control number are taken back in the order in which they were given. */
function takenBack(
  versions: readonly ClaimVersion[],
  { payment, rowId }: AnswerToMatch,
  posted: readonly Adjudication[],
): number | undefined {
  const { payerControlNumber } = payment;
  const same = posted.filter(
    (row) => row.payerControlNumber === payerControlNumber && row.rowId !== rowId,
  );
  const given = same.filter((row) => !row.reversal).sort((a, b) => versionOf(a) - versionOf(b));
  const original = given[same.length - given.length] ?? given.at(-1);
  if (original !== undefined) return versionOf(original);
  const replacing = versions.find((row) => row.originalControlNumber === payerControlNumber);
  return replacing && versionBefore({ versions }, replacing.number)?.number;
}

function isPayerOf({ claim }: ClaimVersion, { payerIds }: AnswerToMatch): boolean {
  const { payerId, secondary } = claim.encounter;
  return payerIds.includes(payerId) || (secondary !== null && payerIds.includes(secondary.payerId));
}
