/** Money rule 3 at the line, in bundles and for the claim as a whole. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Claim } from '../../shared/claim/claim.ts';
import { classify } from '../../shared/denial/classify.ts';
import { remitClearing } from '../../shared/ledger/accounts.ts';
import { type Capped, capContractual } from '../../shared/ledger/contractual-cap.ts';
import type { PaidLine } from '../../shared/ledger/paid-lines.ts';
import { postPrimary } from '../../shared/ledger/post-primary.ts';
import { postSecondary } from '../../shared/ledger/post-secondary.ts';
import { add, type Cents, cents, sumOf } from '../../shared/values/money.ts';
import { claimOf, encounter } from '../claim/sample-batch.ts';

/** Charged 125.50 and 200.00. */
function claim(...expected: readonly (number | null)[]): Claim {
  const made = claimOf(encounter);
  const lines = made.lines.map((line, index) => {
    const price = expected[index] ?? null;
    return { ...line, expectedCents: price === null ? null : cents(price) };
  });
  return { ...made, lines };
}

const tolerance = cents(100);

function capped(of: Claim, claimed: Readonly<Record<number, number>>, bundle: number[] = []) {
  const amounts = Object.entries(claimed).map(
    ([line, cent]) => [Number(line), cents(cent)] as const,
  );
  const map = capContractual(of, new Map<number, Cents>(amounts), new Set(bundle), tolerance);
  const pairs = ({ bookedCents, underpaidCents }: Capped) => [bookedCents, underpaidCents];
  return Object.fromEntries([...map].map(([line, row]) => [line, pairs(row)]));
}

describe('contractual adjustments of a line', () => {
  test.each([
    ['below the gap', 2_000, [2_000, 0]],
    ['at the gap', 2_550, [2_550, 0]],
    ['at the tolerance', 2_650, [2_650, 0]],
    ['a cent beyond: all of the excess is short', 2_651, [2_550, 101]],
  ])('%s', (_, claimed, expected) => {
    expect(capped(claim(10_000, 20_000), { 1: claimed })).toEqual({ 1: expected });
  });

  test('without a rate are booked whole', () => {
    expect(capped(claim(null, 20_000), { 1: 12_550, 2: 5_000 })).toEqual({
      1: [12_550, 0],
      2: [0, 5_000],
    });
  });

  test('of a bundle share its gap', () => {
    expect(capped(claim(10_000, 19_000), { 1: 3_000, 2: 550 }, [1, 2])).toEqual({
      1: [3_000, 0],
      2: [550, 0],
    });
    expect(capped(claim(10_000, 19_000), { 1: 3_000, 2: 5_000 }, [1, 2])).toEqual({
      1: [3_000, 0],
      2: [550, 4_450],
    });
  });

  test('of the claim have what its lines leave, and everything when one has no rate', () => {
    expect(capped(claim(10_000, 19_000), { 0: 5_000 })).toEqual({ 0: [3_550, 1_450] });
    expect(capped(claim(10_000, 19_000), { 0: 5_000, 1: 2_550 })).toEqual({
      0: [1_000, 4_000],
      1: [2_550, 0],
    });
    expect(capped(claim(10_000, null), { 0: 32_550 })).toEqual({ 0: [32_550, 0] });
  });

  test('are booked or short to the cent, and never booked beyond gap and tolerance', () => {
    let fell = 0;
    const amount = fc.integer({ min: 0, max: 30_000 });
    const price = fc.integer({ min: 0, max: 12_550 });
    fc.assert(
      fc.property(amount, amount, price, price, (first, second, one, two) => {
        const rows = capped(claim(one, two), { 1: first, 2: second });
        for (const [claimed, gap, row] of [
          [first, 12_550 - one, rows[1] ?? []],
          [second, 20_000 - two, rows[2] ?? []],
        ] as const) {
          const [booked = -1, short = -1] = row;
          expect(booked + short).toBe(claimed);
          expect(booked).toBeLessThanOrEqual(gap + tolerance);
          if (short > 0) {
            fell += 1;
            expect([booked, short > tolerance]).toEqual([gap, true]);
          }
        }
      }),
    );
    expect(fell).toBeGreaterThan(10);
  });
});

describe('who may fall short', () => {
  function paid(...adjustments: readonly (readonly [string, string, number])[]): PaidLine {
    return {
      line: 1,
      paidCents: cents(0),
      adjustments: adjustments.map(([group, carc, amount]) => ({
        group,
        carc,
        amountCents: cents(amount),
        effect: classify(group, carc),
        remarks: [],
      })),
    };
  }
  const of = claim(10_000, 20_000);
  const shortOf = (lines: readonly { readonly underpaidCents: Cents }[]) =>
    sumOf(lines, (line) => line.underpaidCents);

  test('not a later payer, whatever it claims', () => {
    const line = paid(['CO', '45', 12_550]);
    expect(shortOf(postPrimary(of, [line], remitClearing, tolerance).lines)).toBe(10_000);
    expect(shortOf(postSecondary(of, [line], remitClearing).lines)).toBe(0);
  });

  test('not what was denied or paid by the head: they claim nothing contractual', () => {
    for (const [group, carc] of [
      ['CO', '50'],
      ['CO', '197'],
      ['CO', '24'],
      ['CO', '253'],
    ] as const) {
      const line = paid([group, carc, 12_550]);
      expect(shortOf(postPrimary(of, [line], remitClearing, tolerance).lines), carc).toBe(0);
    }
  });

  test('several adjustments are capped together', () => {
    const line = paid(['CO', '45', 2_550], ['CO', '59', 3_000]);
    const { lines, postings } = postPrimary(of, [line], remitClearing, tolerance);
    expect(shortOf(lines)).toBe(3_000);
    const booked = postings.filter((row) => row.account === 'CONTRA:CONTRACTUAL');
    expect(booked.reduce((total, row) => add(total, row.amountCents), cents(0))).toBe(2_550);
  });
});
