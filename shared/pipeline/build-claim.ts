/** An encounter as a claim: named, priced by the contract in force, its lines numbered. */

import type { Claim } from '../claim/claim.ts';
import { isFacilityBill } from '../claim/facility-claim.ts';
import { isFacility } from '../codes/place-of-service.ts';
import type { PriceBook } from '../contract/base-price.ts';
import { explainMatch } from '../contract/explain.ts';
import { matchOf } from '../contract/match.ts';
import { expectedLine } from '../contract/price.ts';
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { ReadableEncounter } from '../encounter/read-csv.ts';
import { claimIdOf, type PracticeId } from '../values/ids.ts';
import { type Cents, sumOf } from '../values/money.ts';
import type { Reference } from './read-reference.ts';

/** REF*6R: what a payer returns to tell the line. */
export function lineControlNumber(claim: string, line: number): string {
  return `${claim}L${line}`;
}

export function buildClaim(
  reference: Reference,
  practice: PracticeId,
  row: ReadableEncounter,
  intake: Pick<Claim, 'takenOn' | 'arrivalKnown' | 'duplicateOf'>,
): Claim {
  const { encounter, rowsDisagree } = row;
  const claimId = claimIdOf(practice, encounter.encounterId);
  return {
    practice,
    claimId,
    encounter,
    lines: encounter.lines.map((line) => ({
      line: line.line,
      controlNumber: lineControlNumber(claimId, line.line),
      expectedCents: priceOf(reference, encounter, line),
    })),
    chargeCents: sumOf(encounter.lines, (line) => line.chargeCents),
    rowsDisagree,
    contracts: reference.version,
    ...intake,
  };
}

function priceOf(reference: Reference, encounter: Encounter, line: ServiceLine): Cents | null {
  return expectedLine(bookFor(reference, encounter), encounter, line, inFacility(encounter));
}

/** Medicare's fees are those of professionals; the bill of a facility is priced by its contract alone. */
function bookFor({ fees, rates }: Reference, encounter: Encounter): PriceBook {
  return { rates, fees: isFacilityBill(encounter) ? { ...fees, schedulesOf: () => [] } : fees };
}

function inFacility(encounter: Encounter): boolean {
  return isFacilityBill(encounter) || isFacility(encounter.placeOfService);
}

/** Whether the contracts of today would price a line otherwise than when the claim was built. */
export function pricesDiffer(reference: Reference, { encounter, lines }: Claim): boolean {
  return encounter.lines.some((line) => {
    const built = lines.find((row) => row.line === line.line)?.expectedCents ?? null;
    return priceOf(reference, encounter, line) !== built;
  });
}

/** How a line's price was found, in codes; null when today's contracts price it otherwise. */
export function explainPrice(reference: Reference, claim: Claim, number: number): string | null {
  const { encounter, lines } = claim;
  const line = encounter.lines.find((row) => row.line === number);
  if (line === undefined) return null;
  const match = matchOf(bookFor(reference, encounter), encounter, line, inFacility(encounter));
  const built = lines.find((row) => row.line === number)?.expectedCents;
  if (match === null || match.expectedCents !== built) return null;
  return `${line.procedure} ${explainMatch(match)}`;
}
