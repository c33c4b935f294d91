import fc from 'fast-check';
import { expect, test } from 'vitest';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { type Followed, lookAt, patienceOf } from '../../shared/work/follow-up.ts';

const sentOn = calendarDate('2026-03-02');
const followed = (day: number, told: Partial<Followed> = {}): Followed => ({
  today: addDays(sentOn, day),
  waiting: { of: 1, sentOn },
  turnedAway: false,
  acknowledged: false,
  toldOn: null,
  patienceDays: 30,
  filingDeadline: null,
  asked: null,
  mayAsk: true,
  alarm: null,
  ...told,
});

test.each([
  [6, {}, null, null, 7],
  [7, {}, 'acceptance', null, 21],
  [7, { acknowledged: true }, null, null, 30],
  [30, { acknowledged: true }, 'decision', 1, 44],
  [30, { acknowledged: true, mayAsk: false }, 'decision', null, 44],
  [44, { acknowledged: true, asked: { attempt: 1, on: addDays(sentOn, 30) } }, 'decision', 2, 58],
  [
    43,
    { acknowledged: true, asked: { attempt: 1, on: addDays(sentOn, 30) } },
    'decision',
    null,
    57,
  ],
  [
    99,
    { acknowledged: true, asked: { attempt: 3, on: addDays(sentOn, 58) } },
    'decision',
    null,
    113,
  ],
  [40, { acknowledged: true, toldOn: addDays(sentOn, 35) }, null, null, 49],
  [49, { acknowledged: true, toldOn: addDays(sentOn, 35) }, 'payment', 1, 63],
])(
  'on day %i after sending, %o: %s, question %s, next on day %i',
  (day, told, stage, ask, next) => {
    const look = lookAt(followed(day, told));
    expect([look.alarm?.stage ?? null, look.ask]).toEqual([stage, ask]);
    expect(look.next).toBe(addDays(sentOn, next));
  },
);

test('Nothing awaited is not looked at again; an alarm keeps the day of its beginning', () => {
  expect(lookAt(followed(90, { waiting: null }))).toEqual({
    alarm: null,
    filingWithin: null,
    ask: null,
    next: null,
  });
  const first = lookAt(followed(30)).alarm;
  expect(lookAt(followed(44, { alarm: first })).alarm).toEqual(first);
});

test('A claim that was turned away is looked at again, because that may be taken back', () => {
  const look = lookAt(followed(20, { waiting: null, turnedAway: true }));
  expect(look).toMatchObject({ alarm: null, next: addDays(sentOn, 34) });
});

test('A payer is asked by its own habit, within reason', () => {
  const days = (many: number, few: number) => [...Array(18).fill(many), few, few];
  expect(patienceOf(days(20, 50))).toBe(20);
  expect(patienceOf(days(5, 5))).toBe(14);
  expect(patienceOf(days(90, 90))).toBe(60);
  expect(patienceOf([20, 20])).toBe(30);
});

test('Whoever waits is looked at again, later', () => {
  let alarms = 0;
  fc.assert(
    fc.property(
      fc.nat(400),
      fc.option(fc.nat(400)),
      fc.boolean(),
      fc.integer({ min: 14, max: 60 }),
      fc.option(fc.nat(400)),
      (day, told, acknowledged, patienceDays, filing) => {
        const toldOn = told === null || told > day ? null : addDays(sentOn, told);
        const filingDeadline = filing === null ? null : addDays(sentOn, filing);
        const one = followed(day, { toldOn, acknowledged, patienceDays, filingDeadline });
        const look = lookAt(one);
        if (look.alarm !== null) alarms += 1;
        expect(look.next).not.toBeNull();
        expect((look.next ?? '') > one.today).toBe(true);
      },
    ),
  );
  expect(alarms).toBeGreaterThan(10);
});
