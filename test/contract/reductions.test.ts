/** Modifiers that change a price: nothing without the payer's rule, then the rule and no more. */
import { describe, expect, test } from 'vitest';
import { priceModifiers } from '../../shared/contract/reductions.ts';
import { readReference } from '../../shared/reference/read-reference.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { cents } from '../../shared/values/money.ts';
import { priceBook, prices, service } from './price-book.ts';

const plain = 'FAKE1,20610,,,100.00,2025-01-01,';

describe('each modifier that changes a price', () => {
  const reducing = priceModifiers.filter((known) => known.rule !== 'component');

  test.each(priceModifiers)('$modifier is unpriced without the payer’s rule', ({ modifier }) => {
    const others = reducing
      .filter((known) => known.modifier !== modifier)
      .map((known) => `FAKE1,${known.modifier},50,2025-01-01,`);
    for (const reductions of [[], others, [`FAKE2,52,50,2025-01-01,`]]) {
      const book = priceBook({ contracts: [plain], reductions });
      expect(prices(book, [service('20610', { modifiers: [modifier] })])).toEqual([null]);
    }
  });

  test.each(reducing)(
    '$modifier follows its example',
    ({ modifier, usualBasisPoints, example }) => {
      const percent = usualBasisPoints === null ? '50' : '';
      const book = priceBook({
        contracts: [plain],
        reductions: [`FAKE1,${modifier},${percent},2025-01-01,`],
      });
      const line = service('20610', { modifiers: [modifier], units: example.units });
      expect(prices(book, [line])).toEqual([example.expectedCents]);
    },
  );

  test.each(priceModifiers)('$modifier with a row of its own is priced by that row', (known) => {
    const own = `FAKE1,20610,${known.modifier},,40.00,2025-01-01,`;
    const reductions = reducing.map((row) => `FAKE1,${row.modifier},10,2025-01-01,`);
    const book = priceBook({ contracts: [plain, own], reductions });
    expect(prices(book, [service('20610', { modifiers: [known.modifier] })])).toEqual([4_000]);
  });

  test.each(priceModifiers)('reductions.csv takes $modifier as the rules say', (known) => {
    const percents =
      known.rule === 'component' ? [] : known.usualBasisPoints === null ? ['50'] : ['50', ''];
    const taken = ['50', ''].filter((percent) => {
      const text = `payer_id,modifier,percent,effective_from\nP,${known.modifier},${percent},2025-01-01`;
      return readReference(new TextEncoder().encode(text), 'x.csv').rejected === 0;
    });
    expect(taken).toEqual(percents);
  });
});

describe('a payer’s rule', () => {
  const price = (
    reductions: readonly string[],
    modifiers: readonly string[],
    on = '2026-03-02',
  ) => {
    const line = service('20610', { modifiers, serviceDate: calendarDate(on) });
    return prices(priceBook({ contracts: [plain], reductions }), [line])[0];
  };

  test('has its own percent, to two decimals', () => {
    expect(price(['FAKE1,62,33.33,2025-01-01,'], ['62'])).toBe(3_333);
    expect(price(['FAKE1,50,200,2025-01-01,'], ['50'])).toBe(20_000);
    expect(price(['FAKE1,52,0,2025-01-01,'], ['52'])).toBe(0);
  });

  test('counts in its days only, the later one of two', () => {
    const rows = ['FAKE1,52,80,2025-01-01,2026-03-31', 'FAKE1,52,70,2026-02-01,2026-02-28'];
    expect(price(rows, ['52'], '2026-01-31')).toBe(8_000);
    expect(price(rows, ['52'], '2026-02-28')).toBe(7_000);
    expect(price(rows, ['52'], '2026-03-31')).toBe(8_000);
    expect(price(rows, ['52'], '2026-04-01')).toBeNull();
  });

  test('multiplies with another one, rounded once', () => {
    const rows = ['FAKE1,50,,2025-01-01,', 'FAKE1,AS,,2025-01-01,', 'FAKE1,52,33.33,2025-01-01,'];
    expect(price(rows, ['50', 'AS'])).toBe(2_040);
    expect(price(rows, ['AS', '52', '50'])).toBe(680);
    expect(price(rows, ['AS', '52', '53'])).toBeNull();
  });

  test('applies to the row of another modifier too', () => {
    const book = priceBook({
      contracts: [plain, 'FAKE1,20610,LT,,90.00,2025-01-01,'],
      reductions: ['FAKE1,52,50,2025-01-01,'],
    });
    expect(prices(book, [service('20610', { modifiers: ['52', 'LT'] })])).toEqual([4_500]);
  });

  test('never prices above the charge', () => {
    const book = priceBook({ contracts: [plain], reductions: ['FAKE1,50,,2025-01-01,'] });
    const line = service('20610', { modifiers: ['50'], chargeCents: cents(12_000) });
    expect(prices(book, [line])).toEqual([12_000]);
  });

  test.each(['-1', '12.345', '1000', 'half', '50 %'])('is not %s', (percent) => {
    expect(() => priceBook({ reductions: [`FAKE1,52,${percent},2025-01-01,`] })).toThrow(/percent/);
  });
});

describe('the surgery of a day', () => {
  const contracts = [
    ...['A', 'B', 'C', 'D', 'E', 'F'].map(
      (_, index) => `FAKE1,2000${index},,,${600 - index * 100}.00,2025-01-01,`,
    ),
    'FAKE1,99213,,,50.00,2025-01-01,',
    'FAKE1,36415,,,3.00,2025-01-01,',
  ];
  const ranked = priceBook({ contracts, reductions: ['FAKE1,51,,2025-01-01,'] });
  const of = (...codes: readonly string[]) => codes.map((code) => service(code));

  test('is whole for the dearest and half for the others, in whatever order it is billed', () => {
    expect(prices(ranked, of('20002', '20000', '20001'))).toEqual([20_000, 60_000, 25_000]);
  });

  test('is whole each without the payer’s rule, and unpriced where 51 says that it is not', () => {
    const book = priceBook({ contracts });
    const [first, second] = of('20000', '20001');
    expect(prices(book, of('20000', '20001'))).toEqual([60_000, 50_000]);
    expect(first && second && prices(book, [first, { ...second, modifiers: ['51'] }])).toEqual([
      60_000,
      null,
    ]);
  });

  test('is ranked by units and by other reductions', () => {
    const book = priceBook({
      contracts,
      reductions: ['FAKE1,51,,2025-01-01,', 'FAKE1,52,10,2025-01-01,'],
    });
    const three = service('20004', { units: 4 });
    expect(prices(book, [service('20003'), three])).toEqual([15_000, 80_000]);
    const reduced = service('20000', { modifiers: ['52'] });
    expect(prices(book, [reduced, service('20004')])).toEqual([3_000, 20_000]);
  });

  test('is no visit and no blood draw, and nothing of another day', () => {
    const other = service('20001', { serviceDate: calendarDate('2026-03-03') });
    const lines = [service('20000'), service('99213'), service('36415'), other];
    expect(prices(ranked, lines)).toEqual([60_000, 5_000, 300, 50_000]);
  });

  test('is unpriced from the sixth on', () => {
    const all = of('20000', '20001', '20002', '20003', '20004', '20005');
    expect(prices(ranked, all)).toEqual([60_000, 25_000, 20_000, 15_000, 10_000, null]);
  });

  test('is unpriced where a rank can not be told', () => {
    expect(prices(ranked, [service('20000', { modifiers: ['51'] })])).toEqual([null]);
    expect(prices(ranked, of('20000', '29999'))).toEqual([null, null]);
  });

  test('of equal price is reduced once', () => {
    expect(prices(ranked, of('20000', '20000'))).toEqual([60_000, 30_000]);
  });

  test('with a row of its own for 51 is neither ranked nor reduced', () => {
    const book = priceBook({
      contracts: [...contracts, 'FAKE1,20000,51,,240.00,2025-01-01,'],
      reductions: ['FAKE1,51,,2025-01-01,'],
    });
    const own = service('20000', { modifiers: ['51'] });
    expect(prices(book, [own, service('20004'), service('20005')])).toEqual([
      24_000, 20_000, 5_000,
    ]);
  });

  test('is what the fee schedule says where a release is loaded', () => {
    const book = priceBook({
      contracts,
      reductions: ['FAKE1,51,,2025-01-01,'],
      fees: [
        { code: '20000', multiple: '2' },
        { code: '20001', multiple: '0' },
        { code: '20002', multiple: '3' },
      ],
    });
    const lines = of('20000', '20001', '20002', '20003');
    expect(prices(book, lines)).toEqual([60_000, 50_000, 20_000, 30_000]);
  });
});
