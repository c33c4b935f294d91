/** Writes claims as an 837P (005010X222A1). */
import type { ClaimBatch } from './claim-batch.ts';
import { medicareSecondCode } from './medicare-second.ts';
import { claimSegments } from './write-claim.ts';
import { writeClaimFile } from './write-file.ts';
import { partiesOf, partySegments } from './write-parties.ts';

const version = '005010X222A1';

/** The exact bytes to be sent: the same batch always gives the same. */
export function writeProfessionalClaims(batch: ClaimBatch): Uint8Array {
  const { phone, submitterId, ...billing } = batch.practice;
  return writeClaimFile(version, { ...batch, billing, phone, submitterId }, (claim, hierarchy) => [
    ...partySegments(partiesOf(claim), hierarchy, medicareSecondCode(claim)),
    ...claimSegments(claim, batch.practice),
  ]);
}
