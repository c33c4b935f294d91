/** Payments that came before their encounter: onto the claim that has appeared, exactly once. */
import type { Entry } from '../ledger/entry.ts';
import { prepaymentApplied } from '../ledger/patient-payment.ts';
import type { ClaimId, PracticeId } from '../values/ids.ts';
import { claimKey } from './keys.ts';
import { settleItems } from './open-item.ts';
import type { Ports } from './ports.ts';
import { type Prepaid, readClaim } from './stored-claim.ts';
import { entryAction } from './stored-entry.ts';

export async function applyPrepaid(
  ports: Ports,
  practice: PracticeId,
  claimId: ClaimId,
): Promise<number> {
  const { claim, prepaid } = await readClaim(ports.records, practice, claimId);
  if (claim === null) return 0;
  for (const row of prepaid) await applyOne(ports, practice, claimId, row);
  return prepaid.length;
}

/** A refund has named its claim already: its application moves nothing, it only ends the waiting. */
async function applyOne(
  ports: Ports,
  practice: PracticeId,
  claimId: ClaimId,
  row: Prepaid,
): Promise<void> {
  const entry: Entry = {
    entryId: row.until,
    practice,
    bookDate: ports.clock.today(),
    effectiveDate: row.receivedOn,
    claimId,
    event: 'application',
    source: row.paymentId,
    postings: prepaymentApplied(row.unappliedCents),
  };
  await ports.records.transact([entryAction(entry)]);
  await settleItems(ports, practice, row.subject, []);
  const key = claimKey(practice, claimId, 'prepaid', row.entrySource);
  await ports.records.transact([{ kind: 'remove', store: 'claims', key }]);
}
