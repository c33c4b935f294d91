/** What a price is explained by, and what holds for every price. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { explainMatch } from '../../shared/contract/explain.ts';
import { matchOf } from '../../shared/contract/match.ts';
import { cents } from '../../shared/values/money.ts';
import { fake1, matches, priceBook, prices, service } from './price-book.ts';

describe('the explanation', () => {
  const explained = (book: ReturnType<typeof priceBook>, ...lines: Parameters<typeof matches>[1]) =>
    matches(book, lines).map((match) => match && explainMatch(match));

  test('names the row by what it was found by', () => {
    const book = priceBook({
      contracts: [
        'FAKE1,99213,,,100.00,2025-01-01,',
        'FAKE1,99213,25,nonfacility,90.00,2026-01-01,',
      ],
    });
    expect(explained(book, service('99213'), service('99213', { modifiers: ['25'] }))).toEqual([
      'row procedure=99213 place=any from=2025-01-01 each=100.00 units=1 expected=100.00',
      'row procedure=99213 modifier=25 place=nonfacility from=2026-01-01 each=90.00 units=1 expected=90.00',
    ]);
  });

  test('names reductions and ranks', () => {
    const book = priceBook({
      contracts: ['FAKE1,20610,,,100.00,2025-01-01,', 'FAKE1,20605,,,80.00,2025-01-01,'],
      reductions: ['FAKE1,51,,2025-01-01,', 'FAKE1,50,,2025-01-01,', 'FAKE1,AS,,2025-01-01,'],
    });
    const lines = [service('20610'), service('20605', { modifiers: ['AS', '50'] })];
    expect(explained(book, ...lines)).toEqual([
      'row procedure=20610 place=any from=2025-01-01 each=100.00 units=1 expected=100.00',
      'row procedure=20605 place=any from=2025-01-01 each=80.00 units=1 50=150% AS=13.6% 51=50% rank=2 expected=8.16',
    ]);
  });

  test('names the locality and the part of Medicare’s fee', () => {
    const book = priceBook({
      schedules: ['FAKE1,99901-01,112.5,2026-01-01,'],
      fees: [{ code: '99213' }],
    });
    expect(explained(book, service('99213'))).toEqual([
      'fee-schedule locality=9990101 percent=112.5 procedure=99213 place=nonfacility from=2026-01-01 each=104.63 units=1 expected=104.63',
    ]);
  });

  test('is a plain object of codes, dates and amounts', () => {
    const book = priceBook({ contracts: ['FAKE1,99213,,,100.00,2025-01-01,'] });
    expect(matches(book, [service('99213', { units: 2 })])).toEqual([
      {
        source: 'contract',
        procedure: '99213',
        modifier: '',
        place: '',
        from: '2025-01-01',
        unitCents: 10_000,
        locality: null,
        basisPoints: null,
        own: [],
        units: 2,
        reductions: [],
        expectedCents: 20_000,
      },
    ]);
  });
});

describe('a part of Medicare’s fee', () => {
  const files = {
    schedules: ['FAKE1,9990101,120,2026-01-01,'],
    fees: [
      { code: '99213' },
      { code: '70000', multiple: '4' },
      { code: '70000', mod: '26', nonfacility: '0.50', facility: '0.50' },
      { code: '70000', mod: 'TC', work: '0.00' },
      { code: '80000', nonfacilityNa: 'NA' },
    ],
  };
  const book = priceBook(files);

  test('is by place: practice expense in an office or in a facility', () => {
    // (1.00 + 2.00 + 0.10) × 30 × 120 % and (1.00 + 1.00 + 0.10) × 30 × 120 %
    expect(prices(book, [service('99213')])).toEqual([11_160]);
    expect(prices(book, [service('99213')], true)).toEqual([7_560]);
    expect(prices(book, [service('80000')])).toEqual([null]);
    expect(prices(book, [service('80000')], true)).toEqual([7_560]);
  });

  test('has rows of its own for components', () => {
    const lines = ['26', 'TC'].map((modifier) => service('70000', { modifiers: [modifier] }));
    expect(prices(book, lines)).toEqual([5_760, 7_560]);
    expect(prices(book, [service('99213', { modifiers: ['26'] })])).toEqual([null]);
  });

  test('is asked only where the contract has no row', () => {
    const both = priceBook({ ...files, contracts: ['FAKE1,99213,,,100.00,2025-01-01,2026-03-01'] });
    expect(prices(both, [service('99213')])).toEqual([11_160]);
    const open = priceBook({ ...files, contracts: ['FAKE1,99213,,,100.00,2025-01-01,'] });
    expect(prices(open, [service('99213')])).toEqual([10_000]);
    const whole = priceBook({ ...files, contracts: ['FAKE1,70000,,,100.00,2025-01-01,'] });
    const component = service('70000', { modifiers: ['26'] });
    expect(prices(whole, [service('70000'), component])).toEqual([10_000, 5_760]);
  });

  test('is reduced like any price, and unpriced without the payer’s rule', () => {
    const line = service('99213', { modifiers: ['52'] });
    expect(prices(book, [line])).toEqual([null]);
    const reduced = priceBook({ ...files, reductions: ['FAKE1,52,25,2026-01-01,'] });
    expect(prices(reduced, [line])).toEqual([2_790]);
  });

  test('needs the payer, the code, the locality, the release and the year', () => {
    const price = (changes: Parameters<typeof priceBook>[0]) =>
      prices(priceBook({ ...files, ...changes }), [service('99213')])[0];
    expect(price({ schedules: ['FAKE2,9990101,120,2026-01-01,'] })).toBeNull();
    expect(price({ schedules: ['FAKE1,9990101,120,2026-03-03,'] })).toBeNull();
    expect(price({ schedules: ['FAKE1,8880101,120,2026-01-01,'] })).toBeNull();
    expect(price({ fees: [{ code: '99213', status: 'N' }] })).toBeNull();
    expect(price({ fees: [{ code: '99214' }] })).toBeNull();
  });
});

const modifier = fc.constantFrom('', '', '', '', '25', '26', '50', '51', '52', 'AS');
const procedure = fc.constantFrom('20000', '20001', '99213');
const rate = fc.record({
  procedure,
  modifier,
  place: fc.constantFrom('', 'facility', 'nonfacility'),
  dollars: fc.integer({ min: 0, max: 900 }),
  from: fc.constantFrom('2025-01-01', '2026-01-01', '2026-03-02', '2026-03-03'),
});
const rule = fc.record({
  modifier: fc.constantFrom('50', '51', '52', 'AS'),
  percent: fc.integer({ min: 0, max: 150 }),
});
const billed = fc.record({
  procedure,
  modifiers: fc.uniqueArray(modifier.filter(Boolean), { maxLength: 2 }),
  units: fc.integer({ min: 0, max: 5 }),
  chargeCents: fc.integer({ min: 0, max: 200_000 }).map(cents),
});
const situation = fc.record({
  rates: fc.uniqueArray(rate, {
    minLength: 6,
    maxLength: 16,
    selector: (row) => [row.procedure, row.modifier, row.place, row.from].join(),
  }),
  rules: fc.uniqueArray(rule, { maxLength: 4, selector: (row) => row.modifier }),
  lines: fc.array(billed, { minLength: 1, maxLength: 4 }),
  facility: fc.boolean(),
});

type Situation = typeof situation extends fc.Arbitrary<infer Value> ? Value : never;

function bookOf({ rates, rules }: Pick<Situation, 'rates' | 'rules'>) {
  return priceBook({
    contracts: rates.map((row) =>
      ['FAKE1', row.procedure, row.modifier, row.place, row.dollars, row.from, ''].join(),
    ),
    reductions: rules.map((row) => `FAKE1,${row.modifier},${row.percent},2025-01-01,`),
  });
}

function linesOf({ lines }: Pick<Situation, 'lines'>) {
  return lines.map((row, index) => service(row.procedure, { ...row, line: index + 1 }));
}

describe('every price', () => {
  test('is between nothing and the charge', () => {
    let priced = 0;
    fc.assert(
      fc.property(situation, (one) => {
        const lines = linesOf(one);
        prices(bookOf(one), lines, one.facility).forEach((price, index) => {
          if (price === null) return;
          priced += 1;
          expect(price).toBeGreaterThanOrEqual(0);
          expect(price).toBeLessThanOrEqual(lines[index]?.chargeCents ?? -1);
        });
      }),
      { numRuns: 300 },
    );
    expect(priced).toBeGreaterThan(50);
  });

  test('never falls when more units are billed', () => {
    let compared = 0;
    fc.assert(
      fc.property(situation, fc.integer({ min: 1, max: 3 }), (one, more) => {
        const book = bookOf(one);
        const [first, ...others] = linesOf(one);
        if (first === undefined) return;
        const raised = { ...first, units: first.units + more };
        const [before] = prices(book, [first, ...others], one.facility);
        const [after] = prices(book, [raised, ...others], one.facility);
        if (typeof before !== 'number' || typeof after !== 'number') return;
        compared += 1;
        expect(after).toBeGreaterThanOrEqual(before);
      }),
      { numRuns: 300 },
    );
    expect(compared).toBeGreaterThan(30);
  });

  test('does not depend on the order of rows', () => {
    let found = 0;
    fc.assert(
      fc.property(situation, (one) => {
        const lines = linesOf(one);
        const turned = { rates: one.rates.toReversed(), rules: one.rules.toReversed() };
        const expected = matches(bookOf(one), lines, one.facility);
        expect(matches(bookOf(turned), lines, one.facility)).toEqual(expected);
        found += expected.filter((match) => match !== null).length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('does not depend on the order of lines', () => {
    let found = 0;
    fc.assert(
      fc.property(situation, (one) => {
        const book = bookOf(one);
        const lines = linesOf(one);
        const turned = prices(book, lines.toReversed(), one.facility).toReversed();
        expect(turned).toEqual(prices(book, lines, one.facility));
        found += turned.filter((price) => price !== null).length;
      }),
      { numRuns: 300 },
    );
    expect(found).toBeGreaterThan(50);
  });

  test('is by the most specific row: the modifier, then the place, then the date', () => {
    let chosen = 0;
    fc.assert(
      fc.property(situation, fc.boolean(), (one, separate) => {
        const line = service('99213', { modifiers: separate ? ['25'] : [] });
        const alone = { payerId: fake1, lines: [line] };
        const match = matchOf(bookOf(one), alone, line, one.facility);
        const [first] = one.rates
          .filter((row) => fits(row, separate, one.facility))
          .sort((a, b) => (specificity(a) < specificity(b) ? 1 : -1));
        expect(match?.unitCents ?? null).toBe(first === undefined ? null : first.dollars * 100);
        expect(match?.from).toBe(first?.from);
        if (first !== undefined) chosen += 1;
      }),
      { numRuns: 500 },
    );
    expect(chosen).toBeGreaterThan(100);
  });
});

type Rate = Situation['rates'][number];

function fits(row: Rate, separate: boolean, facility: boolean): boolean {
  const modifiers = separate ? ['', '25'] : [''];
  const places = ['', facility ? 'facility' : 'nonfacility'];
  const known = row.procedure === '99213' && row.from <= '2026-03-02';
  return known && modifiers.includes(row.modifier) && places.includes(row.place);
}

function specificity(row: Rate): string {
  return [row.modifier === '' ? 0 : 1, row.place === '' ? 0 : 1, row.from].join();
}
