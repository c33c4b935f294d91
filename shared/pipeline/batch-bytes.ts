/** The 837P of a batch, from claims as they were built and the reference in force when it was intended. */
import type { BillableClaim } from '../claim/claim-batch.ts';
import { writeProfessionalClaims } from '../claim/write-professional.ts';
import type { Reference } from '../reference/in-force.ts';
import { authorizationNumberOf } from '../scrub/authorization.ts';
import type { PracticeId } from '../values/ids.ts';
import type { Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import type { StoredBatch } from './stored-batch.ts';
import { readClaim, type StoredClaim } from './stored-claim.ts';

export async function batchBytes(
  ports: Ports,
  practice: PracticeId,
  batch: StoredBatch,
): Promise<Uint8Array> {
  const reference = await readReference(ports, practice);
  if (reference.practice === null) throw new Error('a batch without a billing provider');
  const claims: BillableClaim[] = [];
  for (const claimId of batch.claims) {
    const { claim } = await readClaim(ports.records, practice, claimId);
    if (claim === null) throw new Error('a batch names a claim that is not there');
    claims.push(billable(claim, reference));
  }
  return writeProfessionalClaims({
    practice: reference.practice,
    receiver: batch.receiver,
    createdOn: batch.on,
    interchangeNumber: batch.number,
    groupNumber: batch.number,
    firstTransactionNumber: batch.firstTransaction,
    claims,
  });
}

function billable(claim: StoredClaim, reference: Reference): BillableClaim {
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
    frequency: '1',
    originalControlNumber: null,
    authorizationNumber: authorizationNumberOf(reference, encounter),
  };
}
