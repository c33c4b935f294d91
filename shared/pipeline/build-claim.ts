/** An encounter as a claim: named, priced by the contract in force, its lines numbered. */

import type { Claim } from '../claim/claim.ts';
import { isFacility } from '../codes/place-of-service.ts';
import { expectedLine } from '../contract/price.ts';
import type { ReadableEncounter } from '../encounter/read-csv.ts';
import type { Reference } from '../reference/in-force.ts';
import { claimIdOf, type PracticeId } from '../values/ids.ts';
import { sumOf } from '../values/money.ts';

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
      controlNumber: `${claimId}L${line.line}`,
      expectedCents: expectedLine(
        reference.rates,
        encounter,
        line,
        isFacility(encounter.placeOfService),
      ),
    })),
    chargeCents: sumOf(encounter.lines, (line) => line.chargeCents),
    rowsDisagree,
    ...intake,
  };
}
