/** Money whose claim nobody knows yet: a person looks for it until it applies. */
import type { PracticeId } from '../values/ids.ts';
import { openItem, settleItems } from './open-item.ts';
import type { RowPlan } from './plan-row.ts';
import type { Ports } from './ports.ts';

export async function openUnmatched(
  ports: Ports,
  practice: PracticeId,
  plan: RowPlan,
): Promise<void> {
  await openItem(ports, practice, plan.entry.source, {
    queue: 'unmatched-remittance',
    category: 'unknown-claim',
    claimId: null,
    amountCents: plan.paidCents,
    reason: 'claim-unknown-or-waiting',
    deadline: null,
  });
}

export async function closeUnmatched(
  ports: Ports,
  practice: PracticeId,
  row: string,
): Promise<void> {
  await settleItems(ports, practice, row, []);
}
