/** Writes planned rows in groups; the first entry of a row is the guard for whatever the row does. */
import { entryKey } from './keys.ts';
import type { RowPlan } from './plan-row.ts';
import type { Ports } from './ports.ts';
import { readEntry } from './stored-entry.ts';

export type Written = { readonly plan: RowPlan; readonly outcome: 'posted' | 'suspended' };

/** Claims a transaction; a claim appears in it once, because a key may be written once. */
const groupSize = 20;

export async function writeRows(
  ports: Ports,
  plans: readonly RowPlan[],
): Promise<readonly Written[]> {
  const written: Written[] = [];
  for (const group of groups(plans)) {
    const { done } = await ports.records.transact(group.flatMap((plan) => plan.actions));
    for (const plan of group) {
      written.push({ plan, outcome: done ? plan.outcome : await writeRow(ports, plan) });
    }
  }
  return written;
}

function groups(plans: readonly RowPlan[]): readonly (readonly RowPlan[])[] {
  const all: RowPlan[][] = [];
  for (const plan of plans) {
    const last = all.at(-1);
    const fits =
      last && last.length < groupSize && last.every((row) => row.claimId !== plan.claimId);
    if (fits) last.push(plan);
    else all.push([plan]);
  }
  return all;
}

/** Alone; a guard that stands already tells what an earlier delivery did. */
async function writeRow(ports: Ports, plan: RowPlan): Promise<Written['outcome']> {
  if ((await ports.records.transact(plan.actions)).done) return plan.outcome;
  const guard = await ports.records.get('ledger', entryKey(plan.practice, plan.entry.entryId));
  if (guard === null) throw new Error('a row was refused without a guard');
  return readEntry(guard).entry.event === 'suspense' ? 'suspended' : 'posted';
}
