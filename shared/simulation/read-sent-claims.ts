/** Reads the claims of an 837P as its receiver does. */
import type { SentClaim } from './sent-claim.ts';

export function readSentClaims(bytes: Uint8Array): readonly SentClaim[] {
  return JSON.parse(Buffer.from(bytes).toString());
}
