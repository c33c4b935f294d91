import { expect, test } from 'vitest';
import {
  changeFigure,
  dayInWords,
  figure,
  monthInWords,
  shortMoney,
  wholeMoney,
} from '../../shared/kpi/figures.ts';
import { median, roundedRatio } from '../../shared/kpi/ratio.ts';
import { calendarDate, monthOf } from '../../shared/values/dates.ts';

test('figures read as people write them', () => {
  expect(figure(0.941_26, 'rate')).toBe('94.1 %');
  expect(figure(33.04, 'days')).toBe('33.0');
  expect(figure(null, 'rate')).toBe('–');
  expect(changeFigure(-0.0071, 'rate')).toBe('−0.7 points');
  expect(changeFigure(0.000_01, 'rate')).toBe('unchanged');
  expect(monthInWords(monthOf(calendarDate('2026-03-09')))).toBe('March 2026');
  expect(dayInWords(calendarDate('2026-03-09'))).toBe('March 9, 2026');
});

test('money is short in charts and whole in tables', () => {
  expect([98_000, 99_960, 34_000_000, 99_960_000, 123_456_789].map(shortMoney)).toEqual([
    '$980',
    '$1.0K',
    '$340K',
    '$1.0M',
    '$1.2M',
  ]);
  expect(wholeMoney(-123_456_78)).toBe('−$123,457');
});

test('shares are rounded half up, exactly', () => {
  expect(roundedRatio(1, 3, 6)).toBe(0.333333);
  expect(roundedRatio(5, 10_000_000, 6)).toBe(0.000001);
  expect(roundedRatio(-5, 10_000_000, 6)).toBe(0);
  expect(roundedRatio(-1, 2, 0)).toBe(0);
  expect(roundedRatio(10_050, 10_000, 2)).toBe(1.01);
  expect(roundedRatio(1, 0, 2)).toBeNull();
  expect(roundedRatio(9_007_199_254_740_991, 3, 2, 90)).toBe(270_215_977_642_229_730);
});

test('a median of an even number of values lies between the two in the middle', () => {
  expect(median([9, 1, 4, 2], 2)).toBe(3);
  expect(median([2, 1], 2)).toBe(1.5);
  expect(median([], 2)).toBeNull();
});
