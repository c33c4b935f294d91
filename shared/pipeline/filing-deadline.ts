/** The last day on which a claim may be filed with its payer. */
import type { Reference } from '../reference/in-force.ts';
import { addDays, type CalendarDate } from '../values/dates.ts';
import type { ClaimParts } from './stored-claim.ts';
import type { SecondaryBill } from './stored-secondary.ts';

type Payers = Pick<Reference, 'payers'>;

/** Null while the payer is unknown. */
export function filingDeadline({ payers }: Payers, parts: ClaimParts): CalendarDate | null {
  const { claim } = parts;
  const payer = claim && payers.get(claim.encounter.payerId);
  return payer ? addDays(lastServiceDate(parts, claim.takenOn), payer.filingLimitDays) : null;
}

/** With the second payer, by its own limit, of the visit as the first one answered it. */
export function secondDeadline(
  { payers }: Payers,
  parts: ClaimParts,
  { of }: Pick<SecondaryBill, 'of'>,
): CalendarDate | null {
  const { claim } = parts;
  if (claim === null) return null;
  const { encounter } = parts.versions.find((row) => row.number === of)?.claim ?? claim;
  const payer = encounter.secondary && payers.get(encounter.secondary.payerId);
  return payer ? addDays(lastServiceDate(parts, claim.takenOn), payer.filingLimitDays) : null;
}

/** The end of the last line's span, from which filing limits count. */
export function lastServiceDate(
  { claim }: Pick<ClaimParts, 'claim'>,
  first: CalendarDate,
): CalendarDate {
  const ends = claim?.encounter.lines.map((line) => line.serviceDateTo) ?? [];
  return ends.sort().at(-1) ?? first;
}
