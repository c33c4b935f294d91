import { expect, test } from 'vitest';
import { kpiRows, tallyKpis } from '../../shared/kpi/compute.ts';
import { drillKey, drillsOf } from '../../shared/kpi/drill.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { payerId } from '../../shared/values/ids.ts';
import { visit } from './claim-stories.ts';
import { syntheticWork, syntheticYear } from './synthetic-year.ts';

test('every row’s claims are listed: as many as it says, each once', () => {
  const claims = syntheticYear(600);
  const tally = tallyKpis({
    asOf: calendarDate('2026-12-31'),
    claims,
    remittances: [],
    workItems: syntheticWork(claims),
  });
  const drills = new Map([...drillsOf(tally)].map((drill) => [drillKey(drill), drill]));
  const rows = kpiRows(tally);
  let listed = 0;
  for (const row of rows) {
    const drill = drills.get(drillKey(row));
    expect(drill?.numerator.length ?? 0).toBe(row.claims);
    expect(new Set(drill?.denominator).size).toBe(drill?.denominator.length ?? 0);
    listed += row.claims;
  }
  expect(listed).toBeGreaterThan(5_000);
});

test('all practices and payers are in the folder `all`; a payer id can not leave its own', () => {
  const tally = tallyKpis({
    asOf: calendarDate('2026-03-31'),
    claims: [visit('a', '2026-03-02', { payerId: payerId('../x') })],
    remittances: [],
    workItems: [],
  });
  const keys = [...drillsOf(tally)].map(drillKey);
  expect(keys).toContain('drill/all/all/clean-claim-rate-2026-03.json');
  expect(keys).toContain('drill/test-clinic/%2E%2E%2Fx/clean-claim-rate-2026-03.json');
  expect(keys.filter((key) => key.includes('..'))).toEqual([]);
});
