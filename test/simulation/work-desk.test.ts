/** The sample's billers: what they do about an item, how much of it in a day, and how little before their measure. */
import { describe, expect, test } from 'vitest';
import { readPayments } from '../../shared/patient/read-payments.ts';
import { clinicDays } from '../../shared/simulation/clinic.ts';
import type { DeskClaim, DeskItem } from '../../shared/simulation/desk-item.ts';
import type { DeskMemory } from '../../shared/simulation/desk-memory.ts';
import { allFrom } from '../../shared/simulation/measures.ts';
import { remember } from '../../shared/simulation/notebook.ts';
import { workQueues } from '../../shared/simulation/work-desk.ts';
import { addDays, type CalendarDate, calendarDate, daysFrom } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import { type Decision, readDecisions } from '../../shared/work/decision.ts';

const written = [...clinicDays({ to: calendarDate('2026-01-30') })].flatMap((day) => day.written);
const right = written.filter((row) => row.kinds.length === 0);
const mistyped = written.filter((row) => row.kinds.includes('mistyped-member'));

const measured = calendarDate('2026-02-02');
const visitsPerDay = 50;

/** Claims are named by whether they were written down right: `R0`, `W0`. */
const options = {
  seed: 1,
  measures: allFrom(measured),
  visitsPerDay,
  writtenOf: (claim: string) =>
    (claim.startsWith('W') ? mistyped : right)[
      Number(claim.slice(1)) % (claim.startsWith('W') ? mistyped.length : right.length)
    ] ?? null,
  appointmentOf: () => null,
};

const unpaid: DeskClaim = {
  payerId: '60003',
  encounterId: 'E1',
  firstCents: cents(20_000),
  secondCents: cents(0),
  paidCents: cents(0),
  insurerCreditCents: cents(0),
  patientCreditCents: cents(0),
};

function itemOf(n: number, some: Partial<DeskItem>): DeskItem {
  return {
    itemId: `item-${n}`,
    subject: `R${n}`,
    queue: 'denial',
    category: '',
    claimId: `R${n}`,
    openedOn: calendarDate('2026-02-09'),
    amountCents: cents(20_000),
    reason: '',
    deadline: null,
    ...some,
  };
}

function many(count: number, some: (n: number) => Partial<DeskItem>): readonly DeskItem[] {
  return Array.from({ length: count }, (_, n) => itemOf(n, some(n)));
}

type Played = { readonly on: CalendarDate; readonly decisions: readonly Decision[] };

/** What nobody closes stays on the desk. */
async function play(
  items: readonly DeskItem[],
  from: CalendarDate,
  days: number,
  claim: DeskClaim = unpaid,
): Promise<readonly Played[]> {
  let memory: DeskMemory = new Map();
  const played: Played[] = [];
  for (const on of daysFrom(from, addDays(from, days - 1))) {
    const open = { items, claimOf: () => Promise.resolve(claim) };
    const { changes, files } = await workQueues(options, on, open, memory);
    memory = remember(memory, changes);
    const decisions = files.filter(({ kind }) => kind === 'decisions');
    played.push({
      on,
      decisions: decisions.flatMap(({ bytes }) => readDecisions(bytes).decisions),
    });
  }
  return played;
}

const thursday = calendarDate('2026-02-12');

describe('A biller answers each kind of item', () => {
  test.each<[string, Partial<DeskItem>, 'R' | 'W', string, Partial<DeskClaim>?]>([
    ['a visit that was entered twice', { queue: 'scrub', reason: 'held-by I01' }, 'R', 'void'],
    ['one that is too late', { queue: 'scrub', reason: 'held-by C09 D05' }, 'W', 'write-off'],
    ['one that was written down wrong', { queue: 'scrub', reason: 'held-by C01' }, 'W', 'correct'],
    ['one that was right', { queue: 'scrub', reason: 'held-by C01' }, 'R', 'override-rule'],
    [
      'an export that differs',
      { queue: 'charge-entry', category: 'encounter-differs', reason: 'encounter-differs' },
      'R',
      'close',
    ],
    ['a rejection', { queue: 'rejection', reason: 'A7:164:IL' }, 'W', 'correct'],
    [
      'a rejection of the second payer’s bill',
      { queue: 'rejection', reason: 'A3:21' },
      'R',
      'resubmit',
      { firstCents: cents(0), secondCents: cents(2000) },
    ],
    ['a denial that can be put right', { reason: 'CO-31 N382' }, 'W', 'correct'],
    ['a denial that nothing explains', { reason: 'CO-50 N115' }, 'R', 'correct'],
    ['a payment that was taken back', { reason: 'CO-27 N30' }, 'R', 'correct'],
    ['one that came late, of a visit that was filed early', { reason: 'CO-29' }, 'R', 'correct'],
    ['a denial that nothing mends', { reason: 'CO-11 N657' }, 'R', 'write-off'],
    ['a claim that was billed twice', { reason: 'CO-18 N522' }, 'R', 'void'],
    ['one that was paid before', { reason: 'CO-18' }, 'R', 'write-off', { paidCents: cents(1) }],
    [
      'a denial of the second payer',
      { reason: 'CO-96' },
      'W',
      'write-off',
      { firstCents: cents(0), secondCents: cents(2000) },
    ],
    ['a short payment', { queue: 'underpayment', reason: 'contractual-above' }, 'R', 'correct'],
    [
      'a claim that its payer never had',
      { queue: 'follow-up', reason: 'not-found A4:35 resubmit-as-new' },
      'R',
      'resubmit',
    ],
    [
      'a crossover without an answer',
      { queue: 'follow-up', reason: 'crossover-without-answer' },
      'R',
      'resubmit',
    ],
    [
      'what a later payer left',
      { queue: 'posting', reason: 'left-over-by-a-later-payer' },
      'R',
      'write-off',
      { secondCents: cents(1500) },
    ],
  ])('%s', async (_, item, visit, action, claim = {}) => {
    const items = many(12, (n) => ({ ...item, claimId: `${visit}${n}` }));
    const played = await play(items, thursday, 2, { ...unpaid, ...claim });
    const decisions = played.flatMap((row) => row.decisions);
    const done = decisions.filter((row) => row.action === action);
    expect(done.length).toBeGreaterThan(decisions.length / 2);
    expect(decisions.length).toBeGreaterThan(8);
  });

  test('a claim that is in process is waited for', async () => {
    const items = many(12, () => ({ queue: 'follow-up', reason: 'no-decision 31-days' }));
    const played = await play(items, thursday, 20);
    expect(played.flatMap((row) => row.decisions)).toEqual([]);
  });

  test('a credit goes back once the payer has not taken it within twenty business days', async () => {
    const item = itemOf(0, { queue: 'credit-balance', reason: 'insurer-overpaid' });
    const claim = { ...unpaid, insurerCreditCents: cents(4321) };
    const open = { items: [item], claimOf: () => Promise.resolve(claim) };
    const early = await workQueues(options, addDays(item.openedOn, 27), open, new Map());
    expect(early.files).toEqual([]);
    const { files } = await workQueues(options, addDays(item.openedOn, 28), open, new Map());
    const back = files.flatMap(({ bytes, kind }) =>
      kind === 'payments' ? readPayments(bytes).payments : [],
    );
    expect(back).toMatchObject([{ kind: 'refund', payerId: '60003', amountCents: 4321 }]);
  });
});

test('The most pressing comes first, as far as the day goes', async () => {
  const items = many(50, (n) => ({
    reason: 'CO-11',
    openedOn: calendarDate('2026-02-02'),
    deadline: addDays(calendarDate('2026-03-01'), n % 25),
  }));
  const [first, second] = await play(items, thursday, 2);
  const deadlines = (played: Played | undefined) =>
    (played?.decisions ?? []).map(
      (row) => items.find((item) => item.claimId === row.target)?.deadline ?? '',
    );
  expect(deadlines(first)).toHaveLength(20);
  expect(deadlines(first)).toEqual(deadlines(first).toSorted());
  const [earliest = ''] = deadlines(second);
  expect(deadlines(first).every((day) => day <= earliest)).toBe(true);
});

test('Before its measure a crew takes up some, weeks later, and gives up nothing', async () => {
  const items = many(40, (n) => ({
    reason: n % 2 === 0 ? 'CO-31' : 'CO-11',
    claimId: n % 2 === 0 ? `W${n}` : `R${n}`,
    openedOn: calendarDate('2025-12-01'),
  }));
  const before = await play(items, calendarDate('2025-12-02'), 60);
  const decisions = before.flatMap((row) => row.decisions);
  expect(decisions.length).toBeGreaterThan(2);
  expect(decisions.every((row) => row.action === 'correct')).toBe(true);
  expect(new Set(decisions.map((row) => row.target)).size).toBeLessThan(items.length / 2);
  expect(decisions.every((row) => row.decidedOn >= '2025-12-15')).toBe(true);
  const after = (await play(items, measured, 20)).flatMap((row) => row.decisions);
  expect(new Set(after.map((row) => row.target)).size).toBe(items.length);
});

test('Before its measure a visit without an authorization is pushed through', async () => {
  const items = many(20, (n) => ({
    queue: 'scrub',
    claimId: `W${n}`,
    reason: 'held-by C09',
    openedOn: calendarDate('2025-12-01'),
  }));
  const played = await play(items, calendarDate('2025-12-02'), 28);
  const decisions = played.flatMap((row) => row.decisions);
  expect(decisions.length).toBeGreaterThan(8);
  expect(decisions.every((row) => row.action === 'override-rule' && row.detail === 'C09')).toBe(
    true,
  );
});

test('A morning is worked once, and without what it remembers it is the same again', async () => {
  const items = many(10, () => ({ reason: 'CO-11' }));
  const open = { items, claimOf: () => Promise.resolve(unpaid) };
  const first = await workQueues(options, thursday, open, new Map());
  expect(first.files).toHaveLength(1);
  expect(await workQueues(options, thursday, open, new Map())).toEqual(first);
  const known = remember(new Map(), first.changes);
  expect((await workQueues(options, thursday, open, known)).files).toEqual([]);
  expect((await workQueues(options, addDays(thursday, 2), open, new Map())).files).toEqual([]);
});

test('Whoever forgets the approval asks for it when the item is still there', async () => {
  const items = many(60, () => ({ reason: 'CO-11' }));
  const played = (await play(items, thursday, 40)).flatMap((row) => row.decisions);
  const forgotten = played.filter((row) => row.approvedBy === '');
  expect(forgotten.length).toBeGreaterThan(0);
  expect(forgotten.length).toBeLessThan(items.length / 4);
  for (const { decidedOn, target } of forgotten) {
    const later = played.filter((row) => row.target === target && row.decidedOn > decidedOn);
    expect(later[0]?.approvedBy).toBe('practice-manager');
  }
});

describe('The authorization desk', () => {
  const planned = [...clinicDays({ to: calendarDate('2026-03-31') })].flatMap((day) => day.planned);
  const lacking = planned.filter(
    ({ kinds, visit }) =>
      kinds.includes('missing-authorization') &&
      visit.date > '2026-02-09' &&
      visit.date < '2026-03',
  );
  const visits = new Map(lacking.map((row, index) => [`V${index}`, row]));
  const items = [...visits].map(([visit], n) =>
    itemOf(n, { subject: visit, claimId: null, queue: 'authorization', reason: 'missing 70551' }),
  );

  /** What is granted each morning, of visits whose day is not over. */
  async function granted(from: CalendarDate, days: number, measures = options.measures) {
    let memory: DeskMemory = new Map();
    const files: { readonly on: CalendarDate; readonly text: string }[] = [];
    for (const on of daysFrom(from, addDays(from, days - 1))) {
      const appointmentOf = (id: string) => {
        const row = visits.get(id) ?? null;
        return row && row.visit.date >= on ? row : null;
      };
      const open = { items, claimOf: () => Promise.resolve(null) };
      const worked = await workQueues({ ...options, measures, appointmentOf }, on, open, memory);
      memory = remember(memory, worked.changes);
      for (const { bytes, kind } of worked.files)
        if (kind === 'reference') files.push({ on, text: Buffer.from(bytes).toString() });
    }
    return files;
  }

  test('asks for what items say is missing, and files what is granted before the visit', async () => {
    const files = await granted(calendarDate('2026-02-02'), 30);
    const numbers = lacking.map((row) => row.authorization);
    const rows = files.flatMap(({ on, text }) =>
      numbers.filter((number) => text.includes(number)).map((number) => ({ on, number })),
    );
    expect(lacking.length).toBeGreaterThan(3);
    expect(rows.length).toBeGreaterThan(lacking.length / 2);
    expect(new Set(rows.map(({ number }) => number)).size).toBe(rows.length);
    for (const { number, on } of rows) {
      const visit = lacking.find((row) => row.authorization === number)?.visit;
      expect(on <= (visit?.date ?? '')).toBe(true);
    }
  });

  test('asks nobody before its measure, nor after the visit', async () => {
    expect(await granted(calendarDate('2026-02-02'), 30, allFrom(null))).toEqual([]);
    expect(await granted(calendarDate('2026-03-02'), 20)).toEqual([]);
  });
});
