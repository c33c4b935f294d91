import { expect, test } from 'vitest';
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import { computeKpis } from '../../shared/kpi/compute.ts';
import { carcLabel, explainChanges } from '../../shared/kpi/explain.ts';
import { flowsOf, newFlowTally, tallyFlows } from '../../shared/kpi/flows.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { acme, answered, umbra, usual, visit } from './claim-stories.ts';

const asOf = calendarDate('2026-04-30');

function sentences(claims: readonly ClaimFacts[]): ReadonlyMap<string, string> {
  const flows = newFlowTally(asOf);
  for (const facts of claims) tallyFlows(flows, facts);
  const rows = computeKpis({ asOf, claims, remittances: [], workItems: [] });
  const changes = explainChanges({
    asOf,
    rows: rows.filter((row) => row.practice === '*'),
    flows: flowsOf(flows),
    payerName: (payer) => `Test Plan ${payer}`,
    rules: new Map([['C09', { title: 'What needs an authorization has one' }]]),
  });
  return new Map(changes.map((change) => [change.id, change.sentence]));
}

function answers(payer: typeof acme, check: string, paid: number, denied: number) {
  return Array.from({ length: paid + denied }, (_, index) =>
    answered(
      visit(`${payer}-${check}-${index}`, '2026-03-01', { payerId: payer }),
      check,
      index < paid ? usual : { denied: 20_000, carc: '50' },
    ),
  );
}

test('the payer whose denials grew is named, with the reason', () => {
  const told = sentences([
    ...answers(acme, '2026-03-20', 5, 0),
    ...answers(umbra, '2026-03-20', 4, 1),
    ...answers(acme, '2026-04-20', 5, 0),
    ...answers(umbra, '2026-04-20', 2, 3),
  ]);
  expect(told.get('denial-rate')).toBe(
    `Denials rose from 10.0 % to 30.0 % in April 2026. Test Plan UMBRA moved it most (+20.0 points). ${carcLabel('50')}: 1 claim before, 3 now.`,
  );
});

test('what stood still is said to have stayed', () => {
  const told = sentences([
    ...answers(acme, '2026-03-20', 4, 1),
    ...answers(acme, '2026-04-20', 4, 1),
  ]);
  expect(told.get('denial-rate')).toBe('Denials stayed at 20.0 % in April 2026.');
});

test('a rule that stopped claims is named, also when they were corrected since; one that only tells is not', () => {
  const scrubbed = (on: string, clean: number, stopped: number) =>
    Array.from({ length: clean + stopped }, (_, index) =>
      visit(`${on}-${index}`, on, {
        payerId: acme,
        firstScrub: {
          on: calendarDate(on),
          clean: index < clean,
          stoppedBy: index < clean ? [] : ['C09'],
        },
        scrub: [{ rule: 'D06', outcome: 'fail' }],
      }),
    );
  const told = sentences([...scrubbed('2026-03-02', 9, 1), ...scrubbed('2026-04-01', 7, 3)]);
  expect(told.get('clean-claim-rate')).toBe(
    'Clean claims fell from 90.0 % to 70.0 % in April 2026. Rule C09 (“What needs an authorization has one”) failed: 1 claim before, 3 now.',
  );
});

test('what money divides by money is told with both sums', () => {
  const told = sentences([
    ...answers(acme, '2026-03-20', 4, 1),
    ...answers(acme, '2026-04-20', 1, 4),
  ]);
  expect(told.get('days-in-ar')).toMatch(
    /\$[\d.]+K? open, before \$[\d.]+K?; \$\d+ charged a day, before /,
  );
});

test('one month alone explains nothing', () => {
  expect(sentences(answers(acme, '2026-04-20', 4, 1)).get('denial-rate')).toBeUndefined();
});
