import { expect, test } from 'vitest';
import type { QueueOwner } from '../../shared/reference/reference.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { practiceId } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import { type Assignment, closed, reconcileItems } from '../../shared/work/assign.ts';
import type { Cause, WorkItem } from '../../shared/work/item.ts';

const friday = calendarDate('2026-04-03');

const denied: Cause = {
  queue: 'denial',
  category: 'medical-necessity',
  claimId: null,
  amountCents: cents(14500),
  reason: 'CO-50',
  deadline: calendarDate('2026-09-28'),
};

function at(today = friday, turnaroundHours?: number): Assignment {
  const owner: QueueOwner = {
    queue: 'denial',
    owner: 'dan',
    team: 'vendor',
    turnaroundHours: turnaroundHours ?? 0,
    escalateTo: 'lead',
  };
  const owners = new Map(turnaroundHours === undefined ? [] : [['denial', owner] as const]);
  return { practice: practiceId('clinic'), subject: 'C1', today, owners };
}

function opened(today = friday, turnaroundHours?: number): WorkItem {
  const [item] = reconcileItems(at(today, turnaroundHours), [], [denied]);
  if (item === undefined) throw new Error('a cause opens an item');
  return item;
}

test.each([
  [undefined, '2026-04-06'],
  [1, '2026-04-06'],
  [24, '2026-04-06'],
  [25, '2026-04-07'],
  [48, '2026-04-07'],
  [120, '2026-04-10'],
])('Within %s hours, an item of a Friday is due on %s', (hours, due) => {
  expect(opened(friday, hours).dueOn).toBe(due);
});

test('A queue without an owner belongs to the practice manager', () => {
  expect(opened()).toMatchObject({ owner: 'practice-manager', team: 'in-house', state: 'open' });
  expect(opened(friday, 48)).toMatchObject({ owner: 'dan', team: 'vendor' });
});

test('A cause that stands opens nothing twice', () => {
  expect(reconcileItems(at(), [opened()], [denied])).toEqual([]);
});

test('A changed amount changes the item and not its due date', () => {
  const later = at(calendarDate('2026-04-10'));
  const changed = reconcileItems(later, [opened()], [{ ...denied, amountCents: cents(100) }]);
  expect(changed).toMatchObject([{ amountCents: 100, dueOn: '2026-04-06', openedOn: friday }]);
  expect(changed[0]?.itemId).toBe(opened().itemId);
});

test('An item closes when its cause goes, and another opens when it comes back', () => {
  const [gone] = reconcileItems(at(), [opened()], []);
  expect(gone).toMatchObject({ state: 'closed', closedBy: 'cause', closedOn: friday });
  const [back] = reconcileItems(at(), gone ? [gone] : [], [denied]);
  expect(back).toMatchObject({ state: 'open', ordinal: 2 });
  expect(back?.itemId).not.toBe(gone?.itemId);
});

test('What a person closed stays closed until its cause changes', () => {
  const byPerson = closed(opened(), friday, 'D1');
  expect(reconcileItems(at(), [byPerson], [denied])).toEqual([]);
  const worse = { ...denied, amountCents: cents(20000) };
  expect(reconcileItems(at(), [byPerson], [worse])).toMatchObject([{ state: 'open', ordinal: 2 }]);
});

test('A held claim has its item whatever a person closed', () => {
  const held = { ...denied, queue: 'scrub', category: 'E01', reason: 'held-by E01' } as const;
  const [item] = reconcileItems(at(), [], [held]);
  const byPerson = item ? [closed(item, friday, 'D1')] : [];
  expect(reconcileItems(at(), byPerson, [held])).toMatchObject([{ state: 'open', ordinal: 2 }]);
});

test('Queues do not touch each other', () => {
  const posting = { ...denied, queue: 'posting', amountCents: cents(0) } as const;
  const both = reconcileItems(at(), [], [denied, posting]);
  expect(both.map((item) => item.queue)).toEqual(['denial', 'posting']);
  const left = reconcileItems(at(), both, [posting]);
  expect(left).toMatchObject([{ queue: 'denial', state: 'closed' }]);
});
