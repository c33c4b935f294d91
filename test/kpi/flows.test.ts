import { expect, test } from 'vitest';
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import { type FlowName, flowsOf, newFlowTally, tallyFlows } from '../../shared/kpi/flows.ts';
import { arInsurer, remitClearing, unapplied } from '../../shared/ledger/accounts.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { acme, answered, entry, patientPaid, usual, visit } from './claim-stories.ts';

function total(claims: readonly ClaimFacts[], name: FlowName): number {
  const tally = newFlowTally(calendarDate('2026-12-31'));
  for (const facts of claims) tallyFlows(tally, facts);
  return flowsOf(tally)
    .filter((row) => row.flow === name)
    .reduce((sum, row) => sum + row.cents, 0);
}

test('insurer and patient money are told apart, before and after a reversal', () => {
  const paid = patientPaid(
    answered(visit('a', '2026-03-02'), '2026-03-20', usual),
    '2026-04-02',
    3_000,
  );
  expect(total([paid], 'insurerPaid')).toBe(12_000);
  expect(total([paid], 'patientPaid')).toBe(3_000);
  const reversed = answered(paid, '2026-05-02', { ...usual, status: '22' });
  expect(total([reversed], 'insurerPaid')).toBe(0);
  expect(total([reversed], 'patientPaid')).toBe(3_000);
  expect(total([reversed], 'contractual')).toBe(0);
});

test('insurer money that waited in suspense is not the patient’s', () => {
  const claim = answered(visit('a', '2026-03-02'), '2026-03-20', { paid: 12_000 });
  const waited: ClaimFacts = {
    ...claim,
    movements: [
      ...entry('suspense', '2026-03-20', [
        [0, remitClearing, 12_000],
        [0, unapplied, -12_000],
      ]),
      ...entry('application', '2026-03-20', [
        [1, unapplied, 12_000],
        [1, arInsurer(acme, 1), -12_000],
      ]),
    ],
  };
  expect(total([waited], 'insurerPaid')).toBe(12_000);
  expect(total([waited], 'patientPaid')).toBe(0);
});

test('a denial counts by its reason when first told, and as open while it is', () => {
  const denied = answered(visit('a', '2026-03-02'), '2026-03-20', { denied: 20_000, carc: '50' });
  expect(total([denied], 'denied')).toBe(20_000);
  expect(total([denied], 'deniedOpen')).toBe(20_000);
  const won = answered(denied, '2026-04-20', { paid: 20_000 });
  expect(total([won], 'denied')).toBe(20_000);
  expect(total([won], 'deniedOpen')).toBe(0);
});
