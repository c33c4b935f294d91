/** Where a claim stands, as one word: what its money says wins over what acknowledgments and scrub say. */
import type { ReceiptStanding } from '../acknowledgment/receipt.ts';
import type { ClaimState } from '../claim/claim.ts';
import {
  creditCents,
  deniedOpenCents,
  firstAdjudication,
  insuranceArCents,
  paidInsuranceCents,
  patientArCents,
  standingAnswers,
} from './claim-balance.ts';
import type { ClaimFacts } from './claim-facts.ts';

/** What is known beside the facts. */
export type Standing = {
  readonly voided: boolean;
  /** A BLOCK or HOLD is open, or nothing was scrubbed yet. */
  readonly held: boolean;
  /** What acknowledgments say of the version that was sent last. */
  readonly sent: ReceiptStanding['state'];
  /** The current version has not gone out. */
  readonly unsent: boolean;
};

export function claimState(facts: ClaimFacts, standing: Standing): ClaimState {
  if (standing.voided) return 'voided';
  if (firstAdjudication(facts) !== null) return adjudicatedState(facts);
  if (!standing.unsent) return standing.sent;
  return standing.held ? 'held' : 'ready';
}

/** Nobody answered, and a person wrote off all that was charged: nothing is left to do or to wait for. */
export function isGivenUp(facts: ClaimFacts): boolean {
  const writtenOff = facts.movements.some((row) => row.event === 'write-off');
  return writtenOff && facts.adjudications.length === 0 && isSettled(facts);
}

function isSettled(facts: ClaimFacts): boolean {
  const owed = insuranceArCents(facts) !== 0 || patientArCents(facts) !== 0;
  return !owed && creditCents(facts) === 0;
}

function adjudicatedState(facts: ClaimFacts): ClaimState {
  if (isSettled(facts)) return 'closed';
  const paid = paidInsuranceCents(facts) > 0;
  if (!paid && deniedOpenCents(facts) > 0) return 'denied';
  return !paid && pended(facts) ? 'pended' : 'adjudicated';
}

/** CARC 133 or 257 stands on some line. */
function pended(facts: ClaimFacts): boolean {
  const lines = standingAnswers(facts).flatMap((row) => row.lines);
  return lines.reduce((cents, line) => cents + line.pendedCents, 0) > 0;
}
