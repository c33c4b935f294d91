import { expect, test } from 'vitest';
import { type Books, type Desk, openDesk } from './support/desk.ts';
import {
  accountsOf,
  claimOf,
  codesOf,
  itemsOf,
  openItems,
  pcnOf,
  workOf,
} from './support/documents.ts';
import { claimBalances } from './support/ledger.ts';
import { remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const columns = 'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail';
const key = 'clinic/decisions/2026-04-03/decisions.csv';

function decisions(...rows: readonly string[]): string {
  return [columns, ...rows, ''].join('\n');
}

/** E1 wholly denied for 145.00, E2 paid but for a patient share of 20.00; both on 2 April. */
async function openPractice(): Promise<{ desk: Desk; books: Books }> {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }, { encounter_id: 'E2' }),
    'clinic/remittances/2026-04-02/era.835': remit({
      claims: [
        { pcn: pcnOf('E1'), status: '4', lines: [svc('99213', 14500, 0, 'CO*29*145.00')] },
        { pcn: pcnOf('E2'), lines: [svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*3*20.00')] },
      ],
    }),
  });
  return { desk, books: await desk.work('2026-04-02') };
}

async function decided(...rows: readonly string[]): Promise<Books> {
  const { desk } = await openPractice();
  await desk.put({ [key]: decisions(...rows) });
  return desk.work('2026-04-03');
}

test('A write-off within the limit takes denied cents out of AR', async () => {
  const books = await decided(`D1,2026-04-03,ann,,write-off,${pcnOf('E1')},100.00,timely,`);
  expect(accountsOf(books, key)).toBe('done 1=1+0+0');
  expect(claimBalances(books, 'E1')).toMatchObject({ 'AR:INS:FAKE1:1': 4500 });
  expect(claimOf(books, 'E1')).toMatchObject({
    adjustments_cents: 10000,
    insurance_ar_cents: 4500,
  });
  expect(claimOf(books, 'E1').denied_cents).toBe(4500);
});

test('Above the limit it needs a second person', async () => {
  const alone = await decided(`D1,2026-04-03,ann,,write-off,${pcnOf('E1')},145.00,authorization,`);
  expect(accountsOf(alone, key)).toBe('done 1=0+0+1');
  expect(codesOf(alone, key)).toEqual(['write-off-needs-approval']);
  expect(claimOf(alone, 'E1').insurance_ar_cents).toBe(14500);
  const both = await decided(
    `D1,2026-04-03,ann,bob,write-off,${pcnOf('E1')},145.00,authorization,`,
  );
  expect(accountsOf(both, key)).toBe('done 1=1+0+0');
  expect(claimBalances(both, 'E1')).toEqual({
    'CONTRA:DENIAL_WO:AUTHORIZATION': 14500,
    'REV:GROSS': -14500,
  });
  expect(claimOf(both, 'E1')).toMatchObject({ state: 'closed', denied_cents: 0 });
  expect(workOf(both, 'E1')).toEqual([]);
});

test('The patient’s small balance is forgiven on the patient’s account', async () => {
  const books = await decided(`D1,2026-04-03,ann,,write-off,${pcnOf('E2')},20.00,SMALL_BAL,`);
  expect(claimBalances(books, 'E2')).toMatchObject({ 'CONTRA:SMALL_BAL': 2000 });
  expect(claimOf(books, 'E2')).toMatchObject({ state: 'closed', patient_ar_cents: 0 });
});

test('A decision twice is one, with other content it is held', async () => {
  const { desk } = await openPractice();
  const row = `D1,2026-04-03,ann,,write-off,${pcnOf('E1')},50.00,timely,`;
  const later = 'clinic/decisions/2026-04-04/decisions.csv';
  await desk.put({
    [key]: decisions(row, row),
    [later]: decisions(row, `D1,2026-04-03,ann,,write-off,${pcnOf('E1')},60.00,timely,`),
  });
  const books = await desk.work('2026-04-04');
  expect(accountsOf(books, key)).toBe('done 2=2+0+0');
  expect(accountsOf(books, later)).toBe('done 2=1+1+0');
  expect(claimOf(books, 'E1').insurance_ar_cents).toBe(9500);
  expect(openItems(books, 'posting')).toMatchObject([
    { claim_id: null, reason: 'decision-differs' },
  ]);
});

test.each([
  ['an unknown claim', 'D1,2026-04-03,ann,,write-off,NOBODY,1.00,timely,', 'target-unknown'],
  [
    'a line that is not there',
    `D1,2026-04-03,ann,,write-off,${pcnOf('E1')}/9,1.00,timely,`,
    'target-unknown',
  ],
  ['no amount', `D1,2026-04-03,ann,,write-off,${pcnOf('E1')},,timely,`, 'amount-missing'],
  [
    'more than is owed',
    `D1,2026-04-03,ann,bob,write-off,${pcnOf('E1')},145.01,timely,`,
    'write-off-above-balance',
  ],
  ['a bad date', `D1,yesterday,ann,,write-off,${pcnOf('E1')},1.00,timely,`, 'bad-date'],
  ['an unknown action', `D1,2026-04-03,ann,,forgive,${pcnOf('E1')},1.00,timely,`, 'bad-value'],
])('A decision about %s is refused with an issue', async (_, row, code) => {
  const books = await decided(row);
  expect(accountsOf(books, key)).toBe('done 1=0+0+1');
  expect(codesOf(books, key)).toEqual([code]);
  expect(claimOf(books, 'E1').insurance_ar_cents).toBe(14500);
});

test('An override lets the claim go, and the rule stays told as bypassed', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', diagnosis_pointers: '7' }),
  });
  const before = await desk.work('2026-04-01');
  const rules = claimOf(before, 'E1').scrub.filter((row) => row.outcome === 'fail');
  expect(rules.length).toBeGreaterThan(0);
  await desk.put({
    'clinic/decisions/2026-04-02/d.csv': decisions(
      ...rules.map(
        ({ rule }, n) => `D${n},2026-04-02,ann,,override-rule,${pcnOf('E1')},,seen,${rule}`,
      ),
    ),
  });
  const after = await desk.work('2026-04-02');
  expect(claimOf(after, 'E1')).toMatchObject({ state: 'sent', submitted_on: '2026-04-02' });
  for (const { rule } of rules) {
    expect(claimOf(after, 'E1').scrub).toContainEqual({ rule, outcome: 'bypassed' });
  }
  expect(workOf(after, 'E1')).toEqual([]);
});

test('A void reverses the charge and closes the work', async () => {
  const books = await decided(`D1,2026-04-03,ann,,void,${pcnOf('E1')},,entered twice,`);
  expect(claimOf(books, 'E1')).toMatchObject({
    state: 'voided',
    insurance_ar_cents: 0,
    credit_cents: 0,
  });
  expect(claimBalances(books, 'E1')).toEqual({});
  expect(workOf(books, 'E1')).toEqual([]);
});

test('A void of a paid claim leaves what was paid as credit', async () => {
  const books = await decided(`D1,2026-04-03,ann,,void,${pcnOf('E2')},,wrong patient,`);
  expect(claimOf(books, 'E2')).toMatchObject({
    state: 'voided',
    insurance_ar_cents: 0,
    credit_cents: 8000 + 2000,
    patient_ar_cents: 2000,
    adjustments_cents: 0,
  });
});

test('A held claim that is voided is not sent', async () => {
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', diagnosis_pointers: '7' }),
    'clinic/decisions/2026-04-02/d.csv': decisions(
      `D1,2026-04-02,ann,,void,${pcnOf('E1')},,error,`,
    ),
  });
  const books = await desk.work('2026-04-03');
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'voided', submitted_on: null });
  expect(workOf(books, 'E1')).toEqual([]);
});

test('An item is reassigned and closed by name', async () => {
  const { desk, books } = await openPractice();
  const [denial] = itemsOf(books, 'E1');
  await desk.put({ [key]: decisions(`D1,2026-04-03,ann,,reassign,${denial?.id},,busy,carla`) });
  const moved = await desk.work('2026-04-03');
  expect(itemsOf(moved, 'E1')).toMatchObject([{ id: denial?.id, owner: 'carla', state: 'open' }]);
  await desk.put({
    'clinic/decisions/2026-04-04/d.csv': decisions(
      `D2,2026-04-04,ann,,close,${denial?.id},,given up,`,
    ),
  });
  const closed = await desk.work('2026-04-04');
  expect(itemsOf(closed, 'E1')).toEqual([]);
  expect(claimOf(closed, 'E1').denied_cents).toBe(14500);
});

test('All work of a claim is reassigned by the claim', async () => {
  const { desk } = await openPractice();
  await desk.put({ [key]: decisions(`D1,2026-04-03,ann,,reassign,${pcnOf('E1')},,busy,carla`) });
  const moved = await desk.work('2026-04-03');
  expect(moved.files.find((row) => row.key === key)).toMatchObject({ posted: 1, rejected: 0 });
  expect(itemsOf(moved, 'E1').map(({ owner }) => owner)).toEqual(['carla']);
});

test('Work past its due date is escalated', async () => {
  const { desk } = await openPractice();
  const due = await desk.work('2026-04-06');
  expect(itemsOf(due, 'E1')).toMatchObject([{ due_on: '2026-04-06', escalated_to: null }]);
  const late = await desk.work('2026-04-07');
  expect(itemsOf(late, 'E1')).toMatchObject([{ escalated_to: 'practice-manager', state: 'open' }]);
});

test('A quarantined file is closed by its key', async () => {
  const noise = 'clinic/encounters/2026-04-01/noise.txt';
  const desk = await openDesk({ [noise]: 'noise' });
  expect(openItems(await desk.work('2026-04-01'), 'quarantine')).toHaveLength(1);
  await desk.put({
    'clinic/decisions/2026-04-02/d.csv': decisions(`D1,2026-04-02,ann,,close,${noise},,rubbish,`),
  });
  const books = await desk.work('2026-04-02');
  expect(accountsOf(books, 'clinic/decisions/2026-04-02/d.csv')).toBe('done 1=1+0+0');
  expect(openItems(books, 'quarantine')).toEqual([]);
});

test('What the second payer denied is written off on its account', async () => {
  const second = remit({
    trace: 'S1',
    payer: 'FAKE2',
    originator: '1999999999',
    claims: [
      {
        pcn: pcnOf('E1'),
        status: '2',
        lines: [svc('99213', 14500, 0, 'OA*23*115.00', 'CO*50*30.00')],
      },
    ],
  });
  const desk = await openDesk({
    'clinic/encounters/2026-04-01/day.csv': visits({
      encounter_id: 'E1',
      secondary_payer_id: 'FAKE2',
      secondary_member_id: 'M2',
    }),
    'clinic/remittances/2026-04-02/era.835': remit({
      claims: [
        { pcn: pcnOf('E1'), lines: [svc('99213', 14500, 7000, 'CO*45*45.00', 'PR*2*30.00')] },
      ],
    }),
    'clinic/remittances/2026-04-02/second.835': second,
    [key]: decisions(`D1,2026-04-03,ann,,write-off,${pcnOf('E1')},30.00,CO-96,`),
  });
  const books = await desk.work('2026-04-03');
  expect(claimBalances(books, 'E1')).toEqual({
    'CASH:REMIT_CLEARING': 7000,
    'CONTRA:CONTRACTUAL': 4500,
    'CONTRA:DENIAL_WO:NON_COVERED': 3000,
    'REV:GROSS': -14500,
  });
  expect(claimOf(books, 'E1')).toMatchObject({ state: 'closed', denied_cents: 0 });
  expect(workOf(books, 'E1')).toEqual([]);
});
