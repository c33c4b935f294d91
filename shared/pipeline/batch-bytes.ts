/** The 837 of a batch, from the versions of its claims and the reference in force when it was intended. */
import type { BillableClaim } from '../claim/claim-batch.ts';
import { isFacilityBill, writeFacilityClaims } from '../claim/facility-claim.ts';
import { writePaperClaims } from '../claim/write-paper.ts';
import { writeProfessionalClaims } from '../claim/write-professional.ts';
import type { Reference } from '../reference/in-force.ts';
import { authorizationNumberOf } from '../scrub/authorization.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import type { Ports, Records } from './ports.ts';
import { readReference } from './read-reference.ts';
import { sideBySide } from './side-by-side.ts';
import { batchVersions, type StoredBatch } from './stored-batch.ts';
import { type ClaimParts, type ClaimVersion, readClaim } from './stored-claim.ts';
import type { SecondaryBill } from './stored-secondary.ts';

export type BatchedClaim = {
  readonly claim: ClaimId;
  /** The version that the batch names. */
  readonly number: number;
  readonly parts: ClaimParts;
};

export async function batchedClaims(
  records: Records,
  practice: PracticeId,
  batch: StoredBatch,
): Promise<readonly BatchedClaim[]> {
  const claims: BatchedClaim[] = [];
  const read = async (row: { readonly claim: ClaimId; readonly number: number }) => {
    return { ...row, parts: await readClaim(records, practice, row.claim) };
  };
  for await (const row of sideBySide(batchVersions(batch), read)) claims.push(row);
  return claims;
}

export async function batchBytes(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
  batched: readonly BatchedClaim[],
): Promise<Uint8Array> {
  const reference = await readReference(ports, practice);
  if (reference.practice === null) throw new Error('a batch without a billing provider');
  const claims = batched.map(({ number, parts }) => {
    const bill = parts.bills.find((row) => row.number === number);
    if (bill !== undefined) return secondBillable(parts, bill, reference);
    const version = parts.versions.find((row) => row.number === number);
    if (version === undefined) throw new Error('a batch names a version that is not there');
    return billable(version, reference);
  });
  const told = { practice: reference.practice, createdOn: batch.on, claims };
  if (batch.kind === 'paper') return writePaperClaims(told);
  const ofFacility = claims.some(({ claim }) => isFacilityBill(claim.encounter));
  const write = ofFacility ? writeFacilityClaims : writeProfessionalClaims;
  return write({
    ...told,
    receiver: batch.receiver,
    interchangeNumber: batch.number,
    groupNumber: batch.number,
    firstTransactionNumber: batch.firstTransaction,
  });
}

/** The claim as the first payer answered it, to the second. */
function secondBillable(
  { versions }: ClaimParts,
  { of, secondary: decision }: SecondaryBill,
  reference: Reference,
): BillableClaim {
  const version = versions.find((row) => row.number === of);
  const second = version?.claim.encounter.secondary;
  const payer = second && reference.payers.get(second.payerId);
  if (version === undefined || !payer) throw new Error('a bill to a second payer without one');
  const { payer: first, ...told } = billable(version, reference);
  const original = {
    frequency: '1',
    originalControlNumber: null,
    authorizationNumber: '',
  } as const;
  return { ...told, ...original, payer, secondaryPayer: null, first: { payer: first, decision } };
}

function billable(version: ClaimVersion, reference: Reference): BillableClaim {
  const { claim, frequency, originalControlNumber } = version;
  const { encounter } = claim;
  const payer = reference.payers.get(encounter.payerId);
  if (payer === undefined) throw new Error('a ready claim without a known payer');
  return {
    claim,
    payer,
    rendering: reference.providers.get(encounter.renderingNpi) ?? null,
    secondaryPayer: encounter.secondary
      ? (reference.payers.get(encounter.secondary.payerId) ?? null)
      : null,
    frequency,
    originalControlNumber,
    authorizationNumber: authorizationNumberOf(reference, encounter),
  };
}
