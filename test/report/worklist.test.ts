import { expect, test } from 'vitest';
import { worklistDocument, worklistKey } from '../../shared/report/worklist.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { claimId, payerId, practiceId, workItemIdOf } from '../../shared/values/ids.ts';
import { cents } from '../../shared/values/money.ts';
import type { WorkItem } from '../../shared/work/item.ts';

const practice = practiceId('test-clinic');
const asOf = calendarDate('2026-04-10');

function row(name: string, about: string, changes: Partial<WorkItem>) {
  const item: WorkItem = {
    itemId: workItemIdOf(practice, name, 'denial', 1),
    subject: name,
    ordinal: 1,
    queue: 'denial',
    category: 'authorization',
    claimId: claimId('CTEST1'),
    amountCents: cents(12_500),
    reason: 'CO-197 M62',
    deadline: calendarDate('2026-06-30'),
    owner: 'denial-team',
    team: 'in-house',
    openedOn: calendarDate('2026-04-01'),
    dueOn: calendarDate('2026-04-08'),
    escalatedTo: 'billing-lead',
    state: 'open',
    closedOn: null,
    closedBy: null,
    ...changes,
  };
  return { practice, item, about, payerId: payerId('FAKE1') };
}

test('what is due first stands on top, then what runs out first, then the dearest', () => {
  const text = worklistDocument(
    [
      row('a', 'encounter LATER', { dueOn: calendarDate('2026-04-20') }),
      row('b', 'encounter CHEAP', { amountCents: cents(100) }),
      row('c', 'encounter DEAR', {}),
      row('d', 'encounter ENDS-SOON', { deadline: calendarDate('2026-04-15') }),
    ],
    asOf,
    new Map(),
  );
  expect([...text.matchAll(/encounter ([A-Z-]+)/g)].map(([, name]) => name)).toEqual([
    'ENDS-SOON',
    'DEAR',
    'CHEAP',
    'LATER',
  ]);
});

test('a row says what is wrong and what to do: of a denial by its CARC, of a held claim by its rule', () => {
  const rules = new Map([['C09', { title: 'It is authorized', fixHint: 'Ask first, then bill.' }]]);
  const held = { queue: 'scrub', category: 'C09', reason: 'held-by C09' } as const;
  const [, denied, scrubbed] = worklistDocument(
    [row('a', 'encounter E1', {}), row('b', 'encounter E2', { ...held, dueOn: asOf })],
    asOf,
    rules,
  ).split('\n');
  expect(denied).toMatch(/^2026-04-08,2,2026-06-30,denial,"CARC 197, no authorization",/);
  expect(denied).toContain('Look for an authorization on file');
  expect(scrubbed).toContain(
    '2026-04-10,0,2026-06-30,scrub,C09: It is authorized,"Ask first, then bill."',
  );
});

test('a name from owners.csv stays in its folder, and a cell is never a formula', () => {
  expect(worklistKey('../../etc/desk')).toBe('worklists/%2E%2E%2F%2E%2E%2Fetc%2Fdesk.csv');
  const text = worklistDocument([row('a', '=HYPERLINK(1)', {})], asOf, new Map());
  expect(text).toContain(",'=HYPERLINK(1),");
});
