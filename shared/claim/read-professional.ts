/** Reads an 837P: each claim with what the loops above it say of submitter, provider, subscriber and patient. */
import type { Reading } from '../x12/reading.ts';
import { readProfessionalClaim } from './read-claim.ts';
import { readClaimFile } from './read-file.ts';
import type { Submission, SubmittedClaim } from './submitted-claim.ts';

/** Never throws for what the bytes hold. */
export function readProfessionalClaims(bytes: Uint8Array) {
  return readClaimFile(bytes, { P: readSubmittedClaim });
}

export function readSubmittedClaim(claim: Reading, submission: Submission): SubmittedClaim {
  return { ...submission, ...readProfessionalClaim(claim, submission.billing.npi) };
}
