/** Reference that comes later: what is booked stays, and a person hears of it. */
import { expect, test } from 'vitest';
import { openDesk } from './support/desk.ts';
import { visits } from './support/visits.ts';

const header = 'payer_id,procedure,modifier,place,allowed,effective_from,effective_to';

test('a contract that comes after its claims opens a posting item and changes no price', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits(
      { encounter_id: 'E-1' },
      { encounter_id: 'E-2', procedure: '20610' },
    ),
  });
  const before = await desk.work('2026-03-04');
  expect(before.items).toEqual([]);
  await desk.put({
    'clinic/reference/2026-03-10/contracts.csv': `${header}\nFAKE1,99213,,,110.00,2026-01-01,\n`,
  });
  const after = await desk.work('2026-03-10');
  const posting = after.items.filter((item) => item.queue === 'posting');
  expect(posting.map((item) => [item.reason, item.state])).toEqual([
    ['contract-changed-since-priced', 'open'],
  ]);
  expect(after.claims.map((claim) => claim.expected_cents)).toEqual(
    before.claims.map((claim) => claim.expected_cents),
  );
  expect(after.ledger).toEqual(before.ledger);
});

test('and when the old price is in force again, the item closes by itself', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-03-03/a.csv': visits({ encounter_id: 'E-1' }),
    'clinic/reference/2026-03-10/contracts.csv': `${header}\nFAKE1,99213,,,110.00,2026-01-01,\n`,
    'clinic/reference/2026-03-12/contracts.csv': `${header}\nFAKE1,99213,,,100.00,2026-01-01,\n`,
  });
  const books = await desk.work('2026-03-12');
  const work = books.items.filter((item) => item.queue !== 'follow-up');
  expect(work.map((item) => [item.queue, item.state])).toEqual([['posting', 'closed']]);
});
