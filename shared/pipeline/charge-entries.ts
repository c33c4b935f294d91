/** The charge of an encounter in the ledger: AR of the first payer against gross revenue, a service date an entry. */
import type { Claim } from '../claim/claim.ts';
import { arInsurer, grossRevenue } from '../ledger/accounts.ts';
import type { Entry } from '../ledger/entry.ts';
import type { CalendarDate } from '../values/dates.ts';
import { entryIdOf } from '../values/ids.ts';
import { negate } from '../values/money.ts';

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
    postings: encounter.lines
      .filter((line) => line.serviceDate === effectiveDate)
      .flatMap(({ line, chargeCents }) => [
        { line, account: arInsurer(encounter.payerId, 1), amountCents: chargeCents },
        { line, account: grossRevenue, amountCents: negate(chargeCents) },
      ]),
  }));
}
