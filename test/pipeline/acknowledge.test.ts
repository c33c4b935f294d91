/** What a clearinghouse says of the claims that it was sent, from its file to the state and the work. */
import { readFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { group, statuses, ta1 } from '../acknowledgment/sample-answers.ts';
import { type Books, type Contents, openDesk } from '../scenarios/support/desk.ts';
import {
  accountsOf,
  claimOf,
  codesOf,
  fileAt,
  itemsOf,
  openItems,
  pcnOf,
  workOf,
} from '../scenarios/support/documents.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';

/** Two claims, sent on 1 April as batch 1. */
const visited = {
  'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }, { encounter_id: 'E2' }),
};
const at = (name: string, day = '2026-04-02') => `clinic/acknowledgments/${day}/${name}`;
const story = (name: string) => readFileSync(`test/fixtures/x12/${name}.edi`);

async function worked(contents: Contents, day = '2026-04-07'): Promise<Books> {
  return (await openDesk({ ...visited, ...contents })).work(day);
}

async function told(...stories: readonly string[]): Promise<Books> {
  const files = stories.map((name, n) => [at(`${n}.edi`, `2026-04-0${n + 2}`), story(name)]);
  return worked(Object.fromEntries(files));
}

const states = (books: Books) => ['E1', 'E2'].map((encounter) => claimOf(books, encounter).state);

describe('both claims of the batch', () => {
  test.each([
    ['ta1/accepted', 'TA1', 'sent', 'done 1=1+0+0'],
    ['ta1/accepted-with-errors', 'TA1', 'sent', 'done 1=1+0+0'],
    ['ta1/refused', 'TA1', 'rejected', 'done 1=1+0+0'],
    ['999/accepted', '999', 'sent', 'done 1=1+0+0'],
    ['999/accepted-with-errors', '999', 'sent', 'done 1=1+0+0'],
    ['999/transaction-refused', '999', 'rejected', 'done 1=1+0+0'],
    ['999/group-refused', '999', 'rejected', 'done 1=1+0+0'],
    ['277ca/received-only', '277CA', 'sent', 'done 2=2+0+0'],
    ['277ca/both-accepted', '277CA', 'accepted', 'done 2=2+0+0'],
    ['277ca/whole-batch-turned-away', '277CA', 'rejected', 'done 1=1+0+0'],
  ])('after %s (%s) are %s', async (name, kind, state, accounts) => {
    const books = await told(name);
    expect(states(books)).toEqual([state, state]);
    expect(fileAt(books, at('0.edi'))).toMatchObject({ kind, issues: [] });
    expect(accountsOf(books, at('0.edi'))).toBe(accounts);
    const work = state === 'rejected' ? ['rejection 14500'] : [];
    expect([workOf(books, 'E1'), workOf(books, 'E2')]).toEqual([work, work]);
  });
});

test('A claim that is turned away is one item with its charge, its codes and the filing limit', async () => {
  const books = await told('277ca/one-turned-away');
  expect(states(books)).toEqual(['rejected', 'accepted']);
  expect(workOf(books, 'E2')).toEqual([]);
  expect(itemsOf(books, 'E1')).toMatchObject([
    {
      queue: 'rejection',
      category: 'A7:21',
      reason:
        'A7:21 not valid: something that the receiver does not name (biller), A7:562:85 not valid: NPI of the billing provider (provider enrollment)',
      amount_cents: 14500,
      opened_on: '2026-04-02',
      deadline: '2026-05-31',
    },
  ]);
});

test.each([
  ['277ca/a-line-turned-away', 'A7:454 not valid: procedure code (coder)'],
  [
    '999/transaction-refused',
    '999:R:IK403-1:CLM02 the file could not be read: CLM02 is required and missing (whoever runs the interface)',
  ],
  [
    '999/group-refused',
    '999:R:AK905-4 the file could not be read: GS06 and GE02 differ (whoever runs the interface)',
  ],
  [
    'ta1/refused',
    'TA1:R:025 the whole file was refused: its control number came before (whoever runs the interface)',
  ],
])('after %s the item says in words what is wrong and who can mend it', async (name, words) => {
  const books = await told(name);
  expect(itemsOf(books, 'E1').map((row) => row.queue)).toEqual(['rejection']);
  expect(itemsOf(books, 'E1')[0]?.reason).toContain(words);
});

test('An acceptance of a later day ends the rejection and closes its item', async () => {
  const books = await told('277ca/one-turned-away', '277ca/accepted-a-day-later');
  expect(states(books)).toEqual(['accepted', 'accepted']);
  expect(openItems(books, 'rejection')).toEqual([]);
  expect(books.items.filter((row) => row.queue === 'rejection')).toMatchObject([
    { state: 'closed' },
  ]);
});

test('A payer that decides has the last word over a rejection', async () => {
  const paid = { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] };
  const books = await worked({
    [at('a.edi')]: story('277ca/one-turned-away'),
    'clinic/remittances/2026-04-05/era.835': remit({ trace: 'T1', claims: [paid] }),
    [at('b.edi', '2026-04-06')]: story('999/group-refused'),
  });
  expect(states(books)).toEqual(['closed', 'accepted']);
  expect(openItems(books, 'rejection')).toEqual([]);
});

test('A payer that says pended is heard until it decides', async () => {
  const books = await told('277ca/both-accepted', '277/pended');
  expect(states(books)).toEqual(['pended', 'accepted']);
  expect(states(await told('277/pended', '277/finalized'))).toEqual(['sent', 'sent']);
});

describe('a row that answers for nothing of ours waits for a person', () => {
  test.each([
    ['ta1/of-another-interchange', 'rejection', 'batch-unknown', 'done 1=0+1+0'],
    ['999/of-another-group', 'rejection', 'batch-unknown', 'done 1=0+1+0'],
    ['999/of-an-eligibility-request', 'rejection', 'batch-unknown', 'done 1=0+1+0'],
    ['999/of-an-unknown-transaction', 'follow-up', 'transaction-unknown', 'done 2=1+1+0'],
    ['999/partly-without-saying-what', 'follow-up', 'acknowledgment-incomplete', 'done 1=0+1+0'],
    ['999/without-trailer', 'rejection', 'acknowledgment-incomplete', 'done 1=0+1+0'],
    ['277ca/of-another-batch', 'rejection', 'batch-unknown', 'done 1=0+1+0'],
    ['277ca/of-another-claim', 'follow-up', 'claim-unknown', 'done 1=0+1+0'],
    ['277/of-another-claim', 'follow-up', 'claim-unknown', 'done 1=0+1+0'],
  ])('%s: %s', async (name, queue, code, accounts) => {
    const books = await told(name);
    expect(accountsOf(books, at('0.edi'))).toBe(accounts);
    expect(codesOf(books, at('0.edi'))).toContain(code);
    const items = books.items.filter((row) => row.queue === queue && row.category !== 'no-receipt');
    expect(items).toMatchObject([{ state: 'open', claim_id: null, amount_cents: 0 }]);
    expect(items[0]?.reason).toContain(code);
    expect(states(books)).toEqual(['sent', 'sent']);
    expect(JSON.stringify(books.items)).not.toContain('FAKEFOREIGN1');
  });
});

test('An answer that says nothing readable is refused, and the others of its file count', async () => {
  const books = await told('277ca/claim-without-status');
  expect(accountsOf(books, at('0.edi'))).toBe('done 2=1+0+1');
  expect(codesOf(books, at('0.edi'))).toEqual(['status-unreadable']);
  expect(states(books)).toEqual(['sent', 'accepted']);
  expect(accountsOf(await told('999/unknown-code'), at('0.edi'))).toBe('done 1=0+0+1');
});

test('A category that a 277CA does not know changes nothing and is said', async () => {
  const books = await told('277ca/finalized-out-of-place');
  expect(states(books)).toEqual(['sent', 'sent']);
  expect(codesOf(books, at('0.edi'))).toEqual(['category-unexpected']);
});

test('A TA1 for another clinic before a 999 of ours waits; the 999 counts', async () => {
  const books = await told('999/behind-a-refused-interchange');
  expect(accountsOf(books, at('0.edi'))).toBe('done 2=1+1+0');
});

test('A file without any answer is quarantined', async () => {
  const text = String(story('277ca/both-accepted')).replace(/ST[\s\S]*SE\*\d+\*0001~\n/, '');
  const bare = text.replace('GS*HN', 'ST*999*0009~\nSE*2*0009~\nGS*HN');
  const books = await worked({ [at('bare.edi')]: bare.replace('ST*999', 'ST*999X') });
  expect(fileAt(books, at('bare.edi')).status).toBe('quarantined');
});

test('The same answer again, as the same bytes or in other bytes, changes nothing', async () => {
  const once = await told('277ca/one-turned-away');
  const twice = await worked({
    [at('0.edi')]: story('277ca/one-turned-away'),
    [at('1.edi', '2026-04-03')]: story('277ca/one-turned-away'),
    [at('2.edi', '2026-04-04')]: String(story('277ca/one-turned-away')).replaceAll('\n', '\r\n'),
  });
  expect(accountsOf(twice, at('1.edi', '2026-04-03'))).toBe('duplicate 0=0+0+0');
  expect(accountsOf(twice, at('2.edi', '2026-04-04'))).toBe('done 2=2+0+0');
  expect(twice.items).toEqual(once.items);
  expect(twice.claims).toEqual(once.claims);
});

test('A refused batch of a practice is not another practice’s', async () => {
  const books = await worked({
    'other/acknowledgments/2026-04-02/r.edi': story('999/group-refused'),
  });
  expect(states(books)).toEqual(['sent', 'sent']);
  expect(accountsOf(books, 'other/acknowledgments/2026-04-02/r.edi')).toBe('done 1=0+1+0');
});

test('What is written by the sample answers is what the stories say', async () => {
  const E1 = pcnOf('E1');
  const books = await worked({
    [at('a.edi')]: ta1('A'),
    [at('b.edi')]: group('A', ['A']),
    [at('c.edi')]: statuses('277CA', [{ pcn: E1, codes: ['A3:21'] }]),
    [at('d.edi')]: statuses('277', [{ pcn: E1, codes: ['P1:20'], on: '2026-04-05' }]),
  });
  expect(states(books)).toEqual(['pended', 'sent']);
  expect(books.files.filter((row) => row.status === 'done' && row.held === 0).length).toBe(
    books.files.length,
  );
});
