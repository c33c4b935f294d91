import { expect, test } from 'vitest';
import { carcRow } from '../../shared/denial/carc-map.ts';
import { isContra } from '../../shared/ledger/accounts.ts';
import type { Entry, Posting } from '../../shared/ledger/entry.ts';
import { measureClaim } from '../../shared/ledger/measure-claim.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { entryIdOf } from '../../shared/values/ids.ts';
import { cents, sumOf } from '../../shared/values/money.ts';
import {
  charge,
  codes,
  everyRow,
  groups,
  levels,
  nameOf,
  posted,
  type SampleRow,
  statuses,
  visit,
} from './sample-rows.ts';

/** Accounts that take money from somebody for good, by an adjustment alone. */
const arrangements = [
  'CONTRA:CONTRACTUAL',
  'CONTRA:SEQUESTER',
  'CONTRA:CAPITATION',
  'CONTRA:QMB',
  'ASSET:WITHHOLD',
  'INC:INTEREST',
];

const visits = [
  ['a visit with one payer', visit('')],
  ['a visit with two payers', visit('FAKE2')],
] as const;

const withoutMoney = ['23', '25'];

function isDenial({ carc }: SampleRow): boolean {
  return carcRow(carc)?.class === 'DENIAL';
}

/** By account, zeros left out: what lines say as paid and the claim takes back is nothing. */
function netOf(postings: readonly Posting[]): Readonly<Record<string, number>> {
  const sums = new Map<string, number>();
  for (const { account, amountCents } of postings) {
    sums.set(account, (sums.get(account) ?? 0) + amountCents);
  }
  return Object.fromEntries([...sums].filter(([, amount]) => amount !== 0));
}

function at(level: (typeof levels)[number]) {
  return everyRow.map((row) => ({ ...row, level }));
}

test('The rows are every CARC of the map, with every group and every claim status', () => {
  expect(codes.length).toBe(178);
  expect(everyRow.length).toBe(codes.length * groups.length * statuses.length);
  expect(everyRow.filter(isDenial).length).toBeGreaterThan(6000);
});

test.each(levels)(
  'A charge denied at level `%s` is booked nowhere and counts as denied',
  (level) => {
    for (const [, claim] of visits) {
      for (const row of at(level).filter(isDenial)) {
        const { adjudication, postings } = posted(claim, row);
        expect(netOf(postings), nameOf(row)).toEqual({});
        const denied = sumOf(
          adjudication.lines.flatMap((line) => line.denials),
          (one) => one.amountCents,
        );
        const sign = row.status === '22' ? -1 : 1;
        expect(denied, nameOf(row)).toBe(withoutMoney.includes(row.status) ? 0 : sign * charge);
      }
    }
  },
);

test('A remark code beside a denial changes nothing of that', () => {
  for (const remarks of [['MA130'], ['N130', 'M80'], ['']]) {
    for (const row of everyRow.filter(isDenial)) {
      const { postings } = posted(visits[0][1], { ...row, remarks });
      expect(postings, nameOf(row)).toEqual([]);
    }
  }
});

test('Of a part that is denied only the paid part moves', () => {
  const paidCents = 4000;
  for (const [, claim] of visits) {
    for (const row of everyRow.filter(isDenial).filter(({ status }) => status !== '25')) {
      const moved = posted(claim, { ...row, paidCents }).postings;
      const accounts = moved.map(({ account }) => account.replace(/:FAKE[12]:[12]$/, ''));
      expect(accounts, nameOf(row)).toEqual(['CASH:REMIT_CLEARING', 'AR:INS']);
      expect(Math.abs(moved[0]?.amountCents ?? 0), nameOf(row)).toBe(paidCents);
    }
  }
});

test('The day’s measuring writes no denied cent off either', () => {
  let measured = 0;
  for (const row of everyRow.filter(isDenial)) {
    for (const paidCents of [0, 4000]) {
      const claim = visits[0][1];
      const books = [
        chargeOf(claim),
        entryOf(claim, posted(claim, { ...row, paidCents }).postings),
      ];
      const more = measureClaim(claim, books, cents(100), false).flatMap((one) => one.postings);
      expect(
        more.filter(({ account }) => isContra(account)),
        nameOf(row),
      ).toEqual([]);
      measured += 1;
    }
  }
  expect(measured).toBeGreaterThan(12_000);
});

function chargeOf(claim: ReturnType<typeof visit>): Entry {
  const owed = { line: 1, amountCents: cents(charge) };
  return entryOf(claim, [{ ...owed, account: arOf(claim) }]);
}

function arOf(claim: ReturnType<typeof visit>): Posting['account'] {
  const paid = posted(claim, { carc: '45', group: 'CO', status: '1', paidCents: 10_000 }).postings;
  const ar = paid.find(({ account }) => account.startsWith('AR:INS:'));
  if (ar === undefined) throw new Error('a payment leaves AR');
  return ar.account;
}

function entryOf(
  { claimId, practice }: ReturnType<typeof visit>,
  postings: readonly Posting[],
): Entry {
  const on = calendarDate('2026-04-02');
  const event = 'remittance';
  const ids = { practice, claimId, entryId: entryIdOf('x', 0), source: 'x' };
  return { ...ids, bookDate: on, effectiveDate: on, event, postings };
}

test.each(levels)(
  'At level `%s` no adjustment alone writes off outside an arrangement',
  (level) => {
    for (const [, claim] of visits) {
      for (const row of at(level)) {
        const { postings } = posted(claim, row);
        const total = sumOf(postings, (one) => one.amountCents);
        expect(total, nameOf(row)).toBe(0);
        const others = Object.keys(netOf(postings)).filter((one) => !one.startsWith('AR:'));
        for (const account of others) expect(arrangements, nameOf(row)).toContain(account);
      }
    }
  },
);

test('Only PR of a patient’s class moves money to the patient', () => {
  const claim = visits[0][1];
  let moved = 0;
  for (const row of everyRow.filter(({ group }) => group !== 'CR')) {
    const toPatient = posted(claim, row).postings.some(({ account }) => account === 'AR:PAT');
    const may = row.group === 'PR' && carcRow(row.carc)?.posting === 'patient';
    expect(toPatient, nameOf(row)).toBe(may && !withoutMoney.includes(row.status));
    moved += Number(toPatient);
  }
  expect(moved).toBeGreaterThan(50);
});

test('What PI, OA and PR of another class say stays in AR', () => {
  const stays = everyRow.filter(({ carc, group }) => {
    return ['PI', 'OA'].includes(group) || (group === 'PR' && carcRow(carc)?.posting !== 'patient');
  });
  expect(stays.length).toBeGreaterThan(5000);
  for (const row of stays) {
    expect(posted(visits[1][1], row).postings, nameOf(row)).toEqual([]);
  }
});
