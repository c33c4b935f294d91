/**
 * Five weeks of visits in a small clinic, followed until the middle of May, with all its measures and without
 * each: every measure has a share of its own in the result. The year: `npm run case-study`.
 */
import { expect, test, vi } from 'vitest';
import { allFrom, type Measure } from '../../shared/simulation/measures.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { type CaseFigures, playCase } from '../simulation/case-study.ts';

/** Some five seconds of one core each, also where ten others want it. */
vi.setConfig({ testTimeout: 300_000 });

const start = calendarDate('2026-01-01');
const size = { patients: 320, visitsPerDay: 9, to: calendarDate('2026-02-06') };
const months = {
  answered: ['2026-01', '2026-02', '2026-03', '2026-04', '2026-05'],
  visited: ['2026-01', '2026-02'],
  asOf: calendarDate('2026-05-15'),
};
const all = await playCase({ ...size, measures: allFrom(start) }, months);

/** The books are right in each of them; what differs is what people did. */
async function without(measure: Measure): Promise<CaseFigures> {
  const figures = await playCase(
    { ...size, measures: { ...allFrom(start), [measure]: null } },
    months,
  );
  expect(figures.violations).toBe(0);
  return figures;
}

test('with every measure the clinic is where the case study ends, and little is left to do', () => {
  expect(all.violations).toBe(0);
  expect(all.denialRate).toBeLessThan(0.05);
  expect(all.netCollection).toBeGreaterThan(0.94);
  expect(all.chargedInTime).toBeGreaterThan(0.9);
  expect(all.openShare).toBeLessThan(0.015);
  expect(all.pastDue).toBeLessThan(3);
});

test('without verified coverage more is denied, payers take longer, and less comes in', async () => {
  const figures = await without('eligibility');
  expect(figures.denialRate).toBeGreaterThan(all.denialRate + 0.015);
  expect(figures.daysToPay).toBeGreaterThan(all.daysToPay + 8);
  expect(figures.netCollection).toBeLessThan(all.netCollection - 0.02);
});

test('without authorizations asked for beforehand more is denied', async () => {
  const figures = await without('authorization');
  expect(figures.denialRate).toBeGreaterThan(all.denialRate + 0.005);
});

test('without reviewed codes and a worked queue payers take longer, and what is held stays unbilled', async () => {
  const figures = await without('scrubbing');
  expect(figures.daysToPay).toBeGreaterThan(all.daysToPay + 3);
  expect(figures.openShare).toBeGreaterThan(all.openShare);
  expect(figures.netCollection).toBeLessThan(all.netCollection - 0.01);
});

test('without charges written down the same day some visits wait weeks to be charged at all', async () => {
  const figures = await without('chargeEntry');
  expect(figures.chargedInTime).toBeLessThan(all.chargedInTime - 0.2);
  expect(figures.chargedCents).toBeLessThan(all.chargedCents * 0.98);
});

test('without a denial queue denied money stays where it lies', async () => {
  const figures = await without('denialQueue');
  expect(figures.netCollection).toBeLessThan(all.netCollection - 0.01);
  expect(figures.openShare).toBeGreaterThan(all.openShare + 0.005);
  expect(figures.pastDue).toBeGreaterThan(all.pastDue);
});

test('without follow-up lost claims are never paid, and what should be asked about falls past due', async () => {
  const figures = await without('followUp');
  expect(figures.netCollection).toBeLessThan(all.netCollection - 0.01);
  expect(figures.openShare).toBeGreaterThan(all.openShare + 0.005);
  expect(figures.pastDue).toBeGreaterThan(all.pastDue + 3);
});
