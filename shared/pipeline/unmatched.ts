/** Money whose claim nobody knows yet: a person looks for it until it applies. */
import { type ClaimId, entryIdOf, type PracticeId } from '../values/ids.ts';
import { entryKey } from './keys.ts';
import { openItem, settleItems } from './open-item.ts';
import type { RowPlan } from './plan-row.ts';
import type { Ports } from './ports.ts';

/** A row may have been applied while it was told: then its item closes again. */
export async function openUnmatched(
  ports: Ports,
  practice: PracticeId,
  plan: RowPlan,
): Promise<void> {
  const row = plan.entry.source;
  await openItem(ports, practice, row, {
    queue: 'unmatched-remittance',
    category: 'unknown-claim',
    claimId: null,
    amountCents: plan.paidCents,
    reason: 'claim-unknown-or-waiting',
    deadline: null,
  });
  await closeIfApplied(ports, practice, plan.claimId, row);
}

export async function closeIfApplied(
  ports: Ports,
  practice: PracticeId,
  named: ClaimId,
  row: string,
): Promise<void> {
  const applied = await ports.records.get('ledger', entryKey(practice, named, entryIdOf(row, 1)));
  if (applied !== null) await closeUnmatched(ports, practice, row);
}

export async function closeUnmatched(
  ports: Ports,
  practice: PracticeId,
  row: string,
): Promise<void> {
  await settleItems(ports, practice, row, []);
}
