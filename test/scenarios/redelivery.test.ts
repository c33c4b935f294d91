import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type Books, openDesk } from './support/desk.ts';
import { pcnOf } from './support/documents.ts';
import { type Balances, balancesOf } from './support/ledger.ts';
import { type Answer, type Payment, remit, svc } from './support/remit.ts';
import { visits } from './support/visits.ts';

const encounters = ['E1', 'E2', 'E3'];
const intake = visits(
  { encounter_id: 'E1' },
  { encounter_id: 'E2', secondary_payer_id: 'FAKE2', secondary_member_id: 'M2' },
  { encounter_id: 'E3' },
  { encounter_id: 'E3', procedure: '20610', charge: '80.00' },
);

const lines: readonly ((sign: number) => Answer['lines'])[] = [
  (sign) => [svc('99213', sign * 14500, sign * 10000, cas('CO*45', sign * 45))],
  (sign) => [
    svc('99213', sign * 14500, sign * 7000, cas('CO*45', sign * 55), cas('PR*1', sign * 20)),
  ],
  (sign) => [svc('99213', sign * 14500, 0, cas('CO*50', sign * 145))],
  (sign) => [svc('99213', sign * 14500, sign * 14500)],
  (sign) => [svc('99213', sign * 14500, 0, cas('OA*23', sign * 100), cas('CO*45', sign * 45))],
];

function cas(code: string, dollars: number): string {
  return `${code}*${dollars.toFixed(2)}`;
}

const answer = fc
  .record({
    pcn: fc.constantFrom(...encounters.map((one) => pcnOf(one)), 'NOBODY'),
    status: fc.constantFrom('1', '1', '2', '4', '19', '22', '22'),
    said: fc.constantFrom(...lines),
  })
  .map(
    ({ pcn, status, said }): Answer => ({
      pcn,
      status,
      lines: said(status === '22' ? -1 : 1) ?? [],
    }),
  );

/** Payments of one or both payers, each with its own number. */
const payments = fc
  .array(
    fc.record({ claims: fc.array(answer, { minLength: 1, maxLength: 3 }), second: fc.boolean() }),
    {
      minLength: 2,
      maxLength: 4,
    },
  )
  .map((all) =>
    all.map(({ claims, second }, index): Payment => {
      const payer = second ? { payer: 'FAKE2', originator: '1999999999' } : {};
      return { trace: `T${index}`, claims, ...payer };
    }),
  );

/** Files of a delivery: which payments each holds and on which day it comes. */
type Delivery = readonly { readonly payments: readonly number[]; readonly day: number }[];

function deliveryOf(count: number): fc.Arbitrary<Delivery> {
  const numbers = Array.from({ length: count }, (_, index) => index);
  const split = fc.record({
    order: fc.shuffledSubarray(numbers, { minLength: count, maxLength: count }),
    cuts: fc.array(fc.boolean(), { minLength: count, maxLength: count }),
    again: fc.subarray(numbers),
    days: fc.array(fc.integer({ min: 1, max: 3 }), { minLength: 2 * count, maxLength: 2 * count }),
  });
  return split.map(({ order, cuts, again, days }) => {
    const files: number[][] = [];
    order.forEach((number, index) => {
      const last = files.at(-1);
      if (last && cuts[index]) last.push(number);
      else files.push([number]);
    });
    const all = [...files, ...again.map((number) => [number])];
    return all.map((numbersOf, index) => ({ payments: numbersOf, day: days[index] ?? 1 }));
  });
}

async function delivered(all: readonly Payment[], delivery: Delivery): Promise<Books> {
  const desk = await openDesk({ 'clinic/encounters/2026-04-01/day.csv': intake });
  for (const [index, { payments: numbers, day }] of delivery.entries()) {
    const chosen = numbers.flatMap((number) => all[number] ?? []);
    await desk.put({ [`clinic/remittances/2026-04-0${day}/f${index}.835`]: remit(...chosen) });
  }
  return desk.work('2026-04-03');
}

const measured = ['credit', 'contractual-cap'];
const suspended = ['suspense', 'application'];

/** Where money waits: a row that waited has its cash there by its suspense, not by its claim. */
const waiting = ['CASH:REMIT_CLEARING', 'LIAB:UNAPPLIED'];

/** Per claim, line, account and effective date; measuring apart, because its days differ. */
function balances({ ledger }: Books): Balances {
  const own = ledger.filter((row) => !waiting.includes(row.account));
  return balancesOf(own, (row) => {
    const place = measured.includes(row.event) ? 'measured' : `${row.line} ${row.effectiveDate}`;
    return `${row.claim} ${place} ${row.account}`;
  });
}

function entryIds({ ledger }: Books): readonly string[] {
  const kept = ledger.filter((row) => ![...measured, ...suspended].includes(row.event));
  return [...new Set(kept.map((row) => row.entry))].toSorted();
}

test('Redelivery, renaming, splitting and reordering leave the same balances', async () => {
  let repeated = 0;
  const scenario = payments.chain((all) =>
    fc.tuple(fc.constant(all), deliveryOf(all.length), deliveryOf(all.length)),
  );
  await fc.assert(
    fc.asyncProperty(scenario, async ([all, one, two]) => {
      const [first, second] = [await delivered(all, one), await delivered(all, two)];
      expect(balances(second)).toEqual(balances(first));
      expect(balancesOf(second.ledger)).toEqual(balancesOf(first.ledger));
      repeated += one.length === two.length ? 0 : 1;
    }),
    { numRuns: 8, endOnFailure: true },
  );
  expect(repeated).toBeGreaterThan(0);
}, 60_000);

test('Delivered on the same days without suspense, the entries are the same', async () => {
  const known = payments.map((all) =>
    all.map(
      ({ claims, trace = '' }): Payment => ({
        trace,
        claims: claims.filter(({ pcn, status }) => pcn !== 'NOBODY' && status !== '2'),
      }),
    ),
  );
  const scenario = known.chain((all) => fc.tuple(fc.constant(all), deliveryOf(all.length)));
  await fc.assert(
    fc.asyncProperty(scenario, async ([all, delivery]) => {
      const sameDay = delivery.map((file) => ({ ...file, day: 2 }));
      const [first, second] = [
        await delivered(all, sameDay),
        await delivered(all, sameDay.toReversed()),
      ];
      expect(entryIds(second)).toEqual(entryIds(first));
      expect(entryIds(first).length).toBeGreaterThan(0);
    }),
    { numRuns: 3, endOnFailure: true },
  );
}, 60_000);
