/** The last day on which a claim may be filed with its payer. */
import type { Reference } from '../reference/in-force.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';
import { lastServiceDate } from './claim-work.ts';
import type { ClaimParts } from './stored-claim.ts';

/** Null while the payer is unknown. */
export function filingDeadline(
  { payers }: Pick<Reference, 'payers'>,
  parts: ClaimParts,
): CalendarDate | null {
  const { claim } = parts;
  const payer = claim && payers.get(claim.encounter.payerId);
  return payer ? addDays(lastServiceDate(parts, claim.takenOn), payer.filingLimitDays) : null;
}
