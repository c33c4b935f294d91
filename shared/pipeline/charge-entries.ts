/** The charge of an encounter in the ledger, and what a correction of it changes: AR of the first payer against gross revenue, a service date an entry. */
import type { Claim } from '../claim/claim.ts';
import { arInsurer, grossRevenue } from '../ledger/accounts.ts';
import type { Entry, Posting } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { entryIdOf } from '../values/ids.ts';
import { negate } from '../values/money.ts';
import type { Action } from './ports.ts';
import { entryAction } from './stored-entry.ts';

/** A claim that has nothing but its charge has nothing to measure. */
export function firstChargeActions(claim: Claim, bookDate: CalendarDate): readonly Action[] {
  return chargeEntries(claim, bookDate).map((entry) =>
    entryAction(entry, { priced: claim, unmeasured: false }),
  );
}

/** Takes back what stands as charged: nothing of an exact duplicate. */
export function voidPostings(claim: Claim): readonly Posting[] {
  if (claim.duplicateOf !== null) return [];
  const { encounter } = claim;
  return encounter.lines.flatMap(({ line, chargeCents }) => [
    { line, account: arInsurer(encounter.payerId, 1), amountCents: negate(chargeCents) },
    { line, account: grossRevenue, amountCents: chargeCents },
  ]);
}

export function chargeEntries(claim: Claim, bookDate: CalendarDate): readonly Entry[] {
  const { encounter } = claim;
  const days = [...new Set(encounter.lines.map((line) => line.serviceDate))].sort();
  return days.map((effectiveDate, index) => ({
    entryId: entryIdOf(`${claim.claimId}.charge`, index),
    practice: claim.practice,
    bookDate,
    effectiveDate,
    claimId: claim.claimId,
    event: 'charge',
    source: encounter.encounterId,
    postings: postingsOn(claim, effectiveDate),
  }));
}

function postingsOn({ encounter }: Claim, date: CalendarDate): readonly Posting[] {
  return encounter.lines
    .filter((line) => line.serviceDate === date)
    .flatMap(({ line, chargeCents }) => [
      { line, account: arInsurer(encounter.payerId, 1), amountCents: chargeCents },
      { line, account: grossRevenue, amountCents: negate(chargeCents) },
    ]);
}

/** Each service date whose charge differs: the old one mirrored, then the new one; both by the decision. */
export function correctionEntries(
  before: Claim,
  { claim, number }: { readonly claim: Claim; readonly number: number },
  bookDate: CalendarDate,
  decisionId: string,
): readonly Entry[] {
  const days = [before, claim].flatMap((row) =>
    row.encounter.lines.map((line) => line.serviceDate),
  );
  const booked = [...new Set(days)].sort().flatMap((effectiveDate) => {
    const old = before.duplicateOf === null ? postingsOn(before, effectiveDate) : [];
    const now = claim.duplicateOf === null ? postingsOn(claim, effectiveDate) : [];
    if (JSON.stringify(old) === JSON.stringify(now)) return [];
    const mirrored = old.map((row) => ({ ...row, amountCents: negate(row.amountCents) }));
    return [mirrored, now].map((postings) => ({ effectiveDate, postings }));
  });
  return booked
    .filter(({ postings }) => postings.length > 0)
    .map((entry, index) => ({
      ...entry,
      entryId: entryIdOf(`${claim.claimId}.charge.v${number}`, index),
      practice: claim.practice,
      bookDate,
      claimId: claim.claimId,
      event: 'charge',
      source: decisionId,
    }));
}
