/** Brings the work items of one subject in line with its causes. */
import type { PracticeId } from '../values/ids.ts';
import { reconcileItems } from '../work/assign.ts';
import type { Cause, WorkItem } from '../work/item.ts';
import { auditAction } from './audit.ts';
import type { Action, Ports } from './ports.ts';
import { readReference } from './read-reference.ts';
import { itemAction, itemsOf, type StoredItem } from './stored-item.ts';

const nobody = new Map<string, never>();

/** Opens, updates and closes; tried again when somebody else wrote an item meanwhile. */
export async function settleItems(
  ports: Ports,
  practice: PracticeId,
  subject: string,
  causes: readonly Cause[],
): Promise<void> {
  await settleWith(ports, practice, subject, causes, []);
}

/**
 * In one transaction with what the causes follow from (`facts`); false when somebody else wrote one of
 * those meanwhile, and then no item has changed.
 */
export async function settleWith(
  ports: Ports,
  practice: PracticeId,
  subject: string,
  causes: readonly Cause[],
  facts: readonly Action[],
): Promise<boolean> {
  // Only what opens needs an owner, and most often nothing does.
  const owners = causes.length === 0 ? nobody : (await readReference(ports, practice)).owners;
  const today = ports.clock.today();
  for (let tries = 0; tries < 5; tries += 1) {
    const stored = await itemsOf(ports.records, practice, subject);
    const existing = stored.map((row) => row.item);
    const changed = reconcileItems({ practice, subject, today, owners }, existing, causes);
    const items = changed.flatMap((item) => itemActions(ports, practice, stored, item));
    const actions = [...facts, ...items];
    if (actions.length === 0) return true;
    const written = await ports.records.transact(actions);
    if (written.done) return true;
    if (written.reasons.slice(0, facts.length).some((reason) => reason !== null)) return false;
  }
  throw new Error('work items of one subject keep changing');
}

/** One cause of a subject that is no claim: a file, a payment or a row. */
export async function openItem(
  ports: Ports,
  practice: PracticeId,
  subject: string,
  cause: Cause,
): Promise<void> {
  await settleItems(ports, practice, subject, [cause]);
}

export function itemActions(
  ports: Ports,
  practice: PracticeId,
  stored: readonly StoredItem[],
  item: WorkItem,
): readonly Action[] {
  const version = stored.find((row) => row.item.itemId === item.itemId)?.version ?? 0;
  const today = ports.clock.today();
  const event = `item-${item.state}`;
  return [
    itemAction(practice, item, version),
    auditAction(practice, today, event, item.itemId, String(version)),
  ];
}
