/** Shortfalls: only where a contract rate is owed. */
import { describe, expect, test } from 'vitest';
import type { ClaimFacts } from '../../shared/kpi/claim-facts.ts';
import { computeKpis } from '../../shared/kpi/compute.ts';
import { capitatedLines, shortfalls } from '../../shared/kpi/underpaid.ts';
import { arInsurer, capitation } from '../../shared/ledger/accounts.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { acme, answered, entry, umbra, usual, visit } from './claim-stories.ts';

function kpi(id: string, claims: readonly ClaimFacts[]) {
  const asOf = calendarDate('2026-04-30');
  const rows = computeKpis({ asOf, claims, remittances: [], workItems: [] });
  const [row] = rows.filter(
    (found) =>
      found.id === id && found.month === '2026-03' && found.payer === '*' && found.practice !== '*',
  );
  return row && [row.numerator, row.denominator, row.value];
}

const short = { paid: 10_000, contractual: 5_000, underpaid: 5_000 };
const fresh = (name = 'a') => visit(name, '2026-03-02');
const fell = answered(fresh(), '2026-03-20', short);

/** The payer says that it paid the line, or the claim, by the head. */
function byTheHead(facts: ClaimFacts, line: number): ClaimFacts {
  const legs = entry('remittance', '2026-03-20', [
    [line, capitation, 2_000],
    [line, arInsurer(acme, 1), -2_000],
  ]);
  return { ...facts, movements: [...facts.movements, ...legs] };
}

describe('a shortfall', () => {
  test('is what the primary kept beyond the contract', () => {
    expect([...shortfalls(fell)]).toEqual([[1, 5_000]]);
  });

  test('is gone with its reversal, and is the new answer’s afterwards', () => {
    const reversed = answered(fell, '2026-03-25', { ...short, status: '22' });
    expect([...shortfalls(reversed)]).toEqual([]);
    const again = answered(reversed, '2026-03-26', { ...short, underpaid: 1_000 });
    expect([...shortfalls(again)]).toEqual([[1, 1_000]]);
  });

  test('is none of an answer that a later version’s answer replaced', () => {
    const [answer] = fell.adjudications;
    const corrected = answer ? [answer, { ...answer, version: 2, lines: [] }] : [];
    const replaced = { ...fell, adjudications: corrected };
    expect([...shortfalls({ ...replaced, standsFrom: 1 })]).toEqual([[1, 5_000]]);
    expect([...shortfalls({ ...replaced, standsFrom: 2 })]).toEqual([]);
  });

  test('is none of a later payer', () => {
    const later = answered(answered(fresh(), '2026-03-20', usual), '2026-03-25', {
      secondary: umbra,
      underpaid: 5_000,
    });
    expect([...shortfalls(later)]).toEqual([]);
    expect(kpi('underpayment-cents', [later])?.[0]).toBe(0);
  });

  test('is none on a line wholly denied, but counts beside a part that was denied', () => {
    const denied = answered(fresh(), '2026-03-20', { denied: 15_000, underpaid: 5_000 });
    expect([...shortfalls(denied)]).toEqual([]);
    expect(kpi('underpayment-cents', [denied])?.[0]).toBe(0);
    const partly = answered(fresh(), '2026-03-20', { ...short, denied: 1_000 });
    expect([...shortfalls(partly)]).toEqual([[1, 5_000]]);
    expect(kpi('underpayment-cents', [partly])?.[0]).toBe(5_000);
  });

  test.each([[1], [0]])('is nobody’s debt where line %i is paid by the head', (line) => {
    const paid = byTheHead(fell, line);
    expect([capitatedLines(fell).has(1), capitatedLines(paid).has(1)]).toEqual([false, true]);
    expect(kpi('underpayment-cents', [paid])?.[0]).toBe(0);
    expect(kpi('underpayment-rate', [paid, answered(fresh('b'), '2026-03-20', short)])).toEqual([
      1, 1, 1,
    ]);
  });
});

describe('the unpriced share', () => {
  const [line] = fresh().lines;
  const unpriced = visit('u', '2026-03-02', {
    lines: line ? [{ ...line, expectedCents: null }] : [],
  });

  test('is charges of paid lines without a rate among charges of paid lines', () => {
    const priced = ['a', 'b', 'c'].map((name) => answered(fresh(name), '2026-03-20', usual));
    const paid = answered(unpriced, '2026-03-20', usual);
    expect(kpi('unpriced-share', [...priced, paid])).toEqual([20_000, 80_000, 0.25]);
  });

  test('counts a line once a month, and none that was denied, taken back or unanswered', () => {
    const twice = answered(answered(unpriced, '2026-03-20', usual), '2026-03-25', usual);
    const denied = answered(visit('d', '2026-03-02'), '2026-03-20', { denied: 20_000 });
    const taken = answered(visit('t', '2026-03-02'), '2026-03-20', { ...usual, status: '22' });
    expect(kpi('unpriced-share', [twice, denied, taken, fresh('n')])).toEqual([20_000, 20_000, 1]);
  });
});
