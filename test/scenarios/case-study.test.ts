/** A small clinic over four and a half months, with all its measures and without each: every measure has a share of its own in the result. The year: `npm run case-study`. */
import { expect, test } from 'vitest';
import { allFrom, type Measure } from '../../shared/simulation/measures.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { type CaseFigures, playCase } from '../simulation/case-study.ts';

const start = calendarDate('2026-01-01');
const size = { patients: 320, visitsPerDay: 5, to: calendarDate('2026-05-06') };
const months = {
  answered: ['2026-02', '2026-03', '2026-04', '2026-05'],
  visited: ['2026-01', '2026-02'],
};
const all = await playCase({ ...size, measures: allFrom(start) }, months);

async function without(measure: Measure): Promise<CaseFigures> {
  return playCase({ ...size, measures: { ...allFrom(start), [measure]: null } }, months);
}

/** The books are right in each of them; what differs is what people did. */
function expectSound(figures: CaseFigures): void {
  expect(figures.violations).toBe(0);
}

test('with every measure the clinic is where the case study ends', () => {
  expectSound(all);
  expect(all.denialRate).toBeLessThan(0.065);
  expect(all.netCollection).toBeGreaterThan(0.85);
});

test('without verified coverage more is denied, payers take longer, and less comes in', async () => {
  const figures = await without('eligibility');
  expectSound(figures);
  expect(figures.denialRate).toBeGreaterThan(all.denialRate + 0.02);
  expect(figures.daysToPay).toBeGreaterThan(all.daysToPay + 2);
  expect(figures.netCollection).toBeLessThan(all.netCollection - 0.02);
});

test('without authorizations asked for beforehand more is denied', async () => {
  const figures = await without('authorization');
  expectSound(figures);
  expect(figures.denialRate).toBeGreaterThan(all.denialRate);
});

test('without reviewed codes payers look at more claims, and take longer', async () => {
  const figures = await without('scrubbing');
  expectSound(figures);
  expect(figures.daysToPay).toBeGreaterThan(all.daysToPay + 2);
});

test('without charges written down the same day some come too late to be paid', async () => {
  const figures = await without('chargeEntry');
  expectSound(figures);
  expect(figures.netCollection).toBeLessThan(all.netCollection);
});

test('without a denial queue denied money stays where it lies', async () => {
  const figures = await without('denialQueue');
  expectSound(figures);
  expect(figures.netCollection).toBeLessThan(all.netCollection);
  expect(figures.daysInAr).toBeGreaterThan(all.daysInAr);
});

test('without follow-up lost claims are never paid', async () => {
  const figures = await without('followUp');
  expectSound(figures);
  expect(figures.netCollection).toBeLessThan(all.netCollection);
});
