/** Writes planned rows in groups; the first entry of a row is the guard for whatever the row does. */
import { entryKey } from './keys.ts';
import type { RowPlan } from './plan-row.ts';
import type { Ports } from './ports.ts';
import { sideBySide } from './side-by-side.ts';
import { readEntry } from './stored-entry.ts';

export type Written = { readonly plan: RowPlan; readonly outcome: 'posted' | 'suspended' };

/** Claims a transaction; a claim appears in it once, because a key may be written once. */
const groupSize = 20;

/** An entry alone needs no transaction: it is put once, and is all that its row does. */
export async function writeRows(
  ports: Ports,
  plans: readonly RowPlan[],
): Promise<readonly Written[]> {
  const written: Written[] = [];
  const alone = plans.filter((plan) => plan.actions.length === 1);
  const write = async (plan: RowPlan) => ({ plan, outcome: await writeRow(ports, plan) });
  for await (const row of sideBySide(alone, write)) written.push(row);
  for (const group of groups(plans.filter((plan) => plan.actions.length > 1))) {
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

/** By itself; a guard that stands already tells what an earlier delivery did. */
async function writeRow(ports: Ports, plan: RowPlan): Promise<Written['outcome']> {
  if ((await ports.records.transact(plan.actions)).done) return plan.outcome;
  const guard = await ports.records.get(
    'ledger',
    entryKey(plan.practice, plan.claimId, plan.entry.entryId),
  );
  if (guard === null) throw new Error('a row was refused without a guard');
  return readEntry(guard).entry.event === 'suspense' ? 'suspended' : 'posted';
}
