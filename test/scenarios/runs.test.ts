import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { expect, test } from 'vitest';
import { run } from '../../infra/local/run.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { bareDesk, type Contents, type Desk, openDesk } from './support/desk.ts';
import { claimOf, pcnOf } from './support/documents.ts';
import { balancesOf, type LedgerRow } from './support/ledger.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const overpaid = {
  pcn: pcnOf('E3'),
  charge: 14500,
  lines: [svc('99213', 14500, 14500), svc('A9999', 0, 500, 'OA*94*-5.00')],
};

/** Three days of a practice with a bit of everything. */
const contents: Contents = {
  'clinic/encounters/2026-04-01/day.csv': visits(
    { encounter_id: 'E1' },
    { encounter_id: 'E2', secondary_payer_id: 'FAKE2', secondary_member_id: 'M2' },
    { encounter_id: 'E3' },
    { encounter_id: 'E4', charge: 'free' },
    { encounter_id: 'E5', diagnosis_pointers: '9' },
  ),
  'clinic/remittances/2026-04-02/a.835': remit(
    {
      trace: 'T1',
      claims: [
        { pcn: pcnOf('E1'), status: '4', lines: [svc('99213', 14500, 0, 'CO*50*145.00')] },
        { pcn: pcnOf('E2'), lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*2*20.00')] },
        overpaid,
        { pcn: pcnOf('E6'), lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] },
      ],
      plb: ['FB:X*1.00'],
    },
    { trace: 'T2', claims: [overpaid], paid: '1.00' },
  ),
  'clinic/encounters/2026-04-03/day.csv': visits({ encounter_id: 'E6' }, { encounter_id: 'E1' }),
  'clinic/remittances/2026-04-03/b.835': remit({
    trace: 'T3',
    claims: [
      {
        pcn: pcnOf('E3'),
        status: '22',
        charge: -14500,
        lines: [svc('99213', -14500, -14500), svc('A9999', 0, -500, 'OA*94*5.00')],
      },
    ],
  }),
  'clinic/encounters/2026-04-03/noise.txt': 'noise',
};

/** Every file of the results but for the state, by name. */
async function bytesOf({ out }: Desk): Promise<Readonly<Record<string, string>>> {
  const entries = await readdir(out, { recursive: true, withFileTypes: true });
  const files = entries
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name))
    .filter((path) => !path.startsWith(join(out, 'state')));
  const read = await Promise.all(
    files.sort().map(async (path) => [path.slice(out.length), await readFile(path, 'latin1')]),
  );
  return Object.fromEntries(read);
}

test('Two fresh runs write the same bytes, and running again changes none', async () => {
  const [one, two] = [await openDesk(contents), await openDesk(contents)];
  await one.work('2026-04-03');
  await two.work('2026-04-03');
  const first = await bytesOf(one);
  expect(Object.keys(first)).toEqual(
    expect.arrayContaining(['/files.json', '/ledger.csv', '/claims.json', '/kpis.json']),
  );
  expect(Object.keys(first).some((name) => name.startsWith('/outbound/clearinghouse/'))).toBe(true);
  expect(await bytesOf(two)).toEqual(first);
  await one.work('2026-04-03');
  expect(await bytesOf(one)).toEqual(first);
});

const entryOf = (row: LedgerRow) => `${row.entry} ${row.line} ${row.account} ${row.bookDate}`;

test('Day by day comes to the same books as in one go', async () => {
  const [whole, daily] = [await openDesk(contents), await openDesk(contents)];
  const once = await whole.work('2026-04-05');
  for (const day of ['2026-04-01', '2026-04-02', '2026-04-03']) await daily.work(day);
  const last = await daily.work('2026-04-05');
  expect(balancesOf(last.ledger, entryOf)).toEqual(balancesOf(once.ledger, entryOf));
  expect(last.claims).toEqual(once.claims);
  expect(last.items).toEqual(once.items);
  expect(last.files).toEqual(once.files);
  expect(last.aging).toEqual(once.aging);
  expect(await bytesOf(daily)).toEqual(await bytesOf(whole));
});

test('Files that come day by day find the same books as files that lay there', async () => {
  const whole = await openDesk(contents);
  const daily = await openDesk();
  const once = await whole.work('2026-04-03');
  for (const day of ['2026-04-01', '2026-04-02', '2026-04-03']) {
    const come = Object.entries(contents).filter(([key]) => key.includes(day));
    await daily.put(Object.fromEntries(come));
    await daily.work(day);
  }
  const last = await daily.work('2026-04-03');
  expect(last.ledger).toEqual(once.ledger);
  expect(last.claims).toEqual(once.claims);
});

test('An earlier as-of than the state’s is refused and changes nothing', async () => {
  const desk = await openDesk(contents);
  await desk.work('2026-04-03');
  const before = await bytesOf(desk);
  expect(await desk.tryWork('2026-04-02')).toEqual({
    kind: 'unusable',
    why: expect.stringContaining('2026-04-03'),
  });
  expect(await bytesOf(desk)).toEqual(before);
});

test('A state of another inbox is refused', async () => {
  const [one, other] = [await openDesk(contents), await bareDesk()];
  await one.work('2026-04-03');
  const options = { out: one.out, asOf: calendarDate('2026-04-04'), settle: false, watch: false };
  const result = await run({ ...options, inbox: other.inbox }, () => undefined);
  expect(result.kind).toBe('unusable');
});

test('An inbox that is not there is refused', async () => {
  const desk = await bareDesk();
  const options = { out: desk.out, asOf: calendarDate('2026-04-04'), settle: false, watch: false };
  const result = await run({ ...options, inbox: join(desk.inbox, 'nowhere') }, () => undefined);
  expect(result.kind).toBe('unusable');
});

test('A run with the same as-of takes in what came since', async () => {
  const desk = await openDesk(contents);
  await desk.work('2026-04-03');
  await desk.put({ 'clinic/encounters/2026-04-03/late.csv': visits({ encounter_id: 'E9' }) });
  const books = await desk.work('2026-04-03');
  expect(claimOf(books, 'E9')).toMatchObject({ state: 'sent', submitted_on: '2026-04-03' });
  const outbound = (await readdir(join(desk.out, 'outbound/clearinghouse'))).toSorted();
  expect(outbound.filter((name) => name.includes('2026-04-03'))).toHaveLength(1);
  expect(outbound).toHaveLength(3);
});

test('A file dated before the first day of a run is taken on that day', async () => {
  const desk = await openDesk(contents);
  await desk.work('2026-04-03');
  await desk.put({ 'clinic/encounters/2026-03-20/late.csv': visits({ encounter_id: 'E9' }) });
  const books = await desk.work('2026-04-06');
  const file = books.files.find((row) => row.key.includes('2026-03-20'));
  expect(file?.arrived).toBe('2026-03-20');
  expect(claimOf(books, 'E9').submitted_on).toBe('2026-04-04');
});

test('Ledger rows keep their form', async () => {
  const desk = await openDesk(contents);
  await desk.work('2026-04-03');
  const [header, ...rows] = (await desk.text('ledger.csv')).trimEnd().split('\n');
  expect(header).toBe(
    'entry_id,practice,book_date,effective_date,claim_id,line,account,debit_cents,credit_cents,event,source',
  );
  for (const row of rows) {
    expect(row).toMatch(/^[^,]+,clinic,2026-04-0\d,2026-\d\d-\d\d,[A-Z0-9]*,\d+,[A-Z0-9:_]+,/);
    expect(row).toMatch(/,(0,[1-9]\d*|[1-9]\d*,0),[a-z-]+,[^,]+$/);
  }
});
