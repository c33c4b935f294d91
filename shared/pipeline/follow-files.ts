/** Files of claims of which no receiver said that it has them, or what becomes of the claims in them. */
import { addDays, type CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { zero } from '../values/money.ts';
import { patience, receiptDue } from '../work/follow-up.ts';
import type { Cause } from '../work/item.ts';
import { settleItems } from './open-item.ts';
import type { Ports } from './ports.ts';
import { batchesOf, type StoredBatch } from './stored-batch.ts';

/** An older file has its item, or its claims have theirs. */
const daysLookedAt = 10;

/** Answers how many alarm. A file that its receiver refused or may not have is with a person already. */
export async function followFiles(ports: Ports, practice: PracticeId): Promise<number> {
  const today = ports.clock.today();
  let alarms = 0;
  for (const batch of await batchesOf(ports.records, practice, addDays(today, -daysLookedAt))) {
    if (batch.kind !== '837' || batch.state !== 'sent' || !isDue(batch, today)) continue;
    const causes = causesOf(batch, today);
    await settleItems(ports, practice, batch.name, causes);
    alarms += causes.length;
  }
  return alarms;
}

function isDue({ on }: StoredBatch, today: CalendarDate): boolean {
  return receiptDue(on) <= today;
}

function causesOf(batch: StoredBatch, today: CalendarDate): readonly Cause[] {
  switch (batch.heard) {
    case 'nothing':
      return [causeOf(batch, 'no-receipt', '999')];
    case 'file':
      return addDays(batch.on, patience.acceptance.days) <= today
        ? [causeOf(batch, 'no-acceptance', '277CA')]
        : [];
    case 'claims':
      return [];
  }
}

function causeOf({ name }: StoredBatch, category: string, awaited: string): Cause {
  const reason = `${category} ${awaited} ${name}`;
  return {
    queue: 'follow-up',
    category,
    claimId: null,
    amountCents: zero,
    reason,
    deadline: null,
  };
}
