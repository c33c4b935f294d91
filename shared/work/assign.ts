/** Gives each cause an open item with an owner and a due date, and closes items whose cause is gone. */
import type { QueueOwner } from '../reference/reference.ts';
import { addBusinessDays, type CalendarDate } from '../values/dates.ts';
import { type PracticeId, workItemIdOf } from '../values/ids.ts';
import type { Cause, WorkItem, WorkQueue } from './item.ts';

/** Who works a queue when owners.csv does not say. */
const fallbackOwner = { owner: 'practice-manager', team: 'in-house', turnaroundHours: 24 } as const;

/** Whom an item past due goes to when owners.csv does not say. */
export const lastResort = 'practice-manager';

export type Assignment = {
  readonly practice: PracticeId;
  readonly subject: string;
  readonly today: CalendarDate;
  readonly owners: ReadonlyMap<string, QueueOwner>;
};

/** The items to write: new ones, changed ones and those that close; unchanged ones are left out. */
export function reconcileItems(
  at: Assignment,
  existing: readonly WorkItem[],
  causes: readonly Cause[],
): readonly WorkItem[] {
  const stale = existing.filter((item) => isOpen(item) && !causes.some(causeOf(item)));
  return [
    ...stale.map((item) => closed(item, at.today, 'cause')),
    ...causes.flatMap((cause) => carried(at, latest(existing, cause.queue), cause)),
  ];
}

function isOpen(item: WorkItem): boolean {
  return item.state === 'open';
}

function causeOf(item: WorkItem) {
  return (cause: Cause) => cause.queue === item.queue;
}

function latest(existing: readonly WorkItem[], queue: WorkQueue): WorkItem | undefined {
  const items = existing.filter((item) => item.queue === queue);
  return items.sort((a, b) => b.ordinal - a.ordinal)[0];
}

/** A person's close stands until the cause changes, but a held claim always has its item. */
function carried(at: Assignment, last: WorkItem | undefined, cause: Cause): readonly WorkItem[] {
  if (!last) return [opened(at, 1, cause)];
  const same = last.amountCents === cause.amountCents && last.reason === cause.reason;
  if (isOpen(last)) return same && last.deadline === cause.deadline ? [] : [{ ...last, ...cause }];
  const settled = last.closedBy !== 'cause' && same && cause.queue !== 'scrub';
  return settled ? [] : [opened(at, last.ordinal + 1, cause)];
}

function opened(at: Assignment, ordinal: number, cause: Cause): WorkItem {
  const { owner, team, turnaroundHours } = at.owners.get(cause.queue) ?? fallbackOwner;
  return {
    ...cause,
    itemId: workItemIdOf(at.practice, at.subject, cause.queue, ordinal),
    subject: at.subject,
    ordinal,
    owner,
    team,
    openedOn: at.today,
    dueOn: addBusinessDays(at.today, Math.ceil(turnaroundHours / 24)),
    escalatedTo: null,
    state: 'open',
    closedOn: null,
    closedBy: null,
  };
}

export function closed(item: WorkItem, today: CalendarDate, closedBy: string): WorkItem {
  return { ...item, state: 'closed', closedOn: today, closedBy };
}
