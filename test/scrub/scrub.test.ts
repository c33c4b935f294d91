import { describe, expect, test } from 'vitest';
import type { Rule, RuleResult, RuleSeverity } from '../../shared/scrub/rule.ts';
import { sampleVisit } from '../../shared/scrub/sample-visit.ts';
import { isHeld, ruleOutcomeSchema, scrub } from '../../shared/scrub/scrub.ts';
import { calendarDate } from '../../shared/values/dates.ts';

const failed: RuleResult = { outcome: 'fail', findings: [{ line: 1, place: 'units' }] };

function rule(severity: RuleSeverity, result: RuleResult, effectiveFrom = '2000-01-01'): Rule {
  return {
    id: 'X01',
    version: 3,
    title: 'test',
    severity,
    prevents: [],
    effectiveFrom: calendarDate(effectiveFrom),
    source: 'test',
    fixHint: 'test',
    check: () => result,
    examples: [],
  };
}

describe('a failed rule', () => {
  test.each([
    ['BLOCK', true],
    ['HOLD', true],
    ['REPAIR', false],
    ['WARN', false],
    ['INFO', false],
    ['SLA', false],
  ] as const)('of severity %s holds the claim: %s', (severity, held) => {
    const outcomes = scrub(sampleVisit, [rule(severity, failed)]);
    expect(outcomes).toEqual([
      {
        rule: 'X01',
        version: 3,
        severity,
        outcome: 'fail',
        findings: [{ line: 1, place: 'units' }],
      },
    ]);
    expect(isHeld(outcomes)).toBe(held);
  });

  test('that a person overrode is bypassed and holds nothing', () => {
    const overridden = { ...sampleVisit, overrides: new Set(['X01']) };
    const outcomes = scrub(overridden, [rule('BLOCK', failed)]);
    expect(outcomes).toMatchObject([{ outcome: 'bypassed', findings: [{ place: 'units' }] }]);
    expect(isHeld(outcomes)).toBe(false);
    expect(scrub(overridden, [rule('BLOCK', { outcome: 'pass' })])).toMatchObject([
      { outcome: 'pass' },
    ]);
  });

  test('stays failed when it is final, whoever overrides it', () => {
    const overridden = { ...sampleVisit, overrides: new Set(['X01']) };
    const outcomes = scrub(overridden, [{ ...rule('BLOCK', failed), final: true }]);
    expect(outcomes).toMatchObject([{ outcome: 'fail' }]);
    expect(isHeld(outcomes)).toBe(true);
  });

  test('reads back as it was stored', () => {
    for (const outcome of scrub(sampleVisit, [rule('HOLD', failed)])) {
      const stored: unknown = JSON.parse(JSON.stringify(outcome));
      expect(ruleOutcomeSchema.parse(stored)).toEqual(outcome);
    }
  });
});

test('no data holds nothing and is no pass', () => {
  const outcomes = scrub(sampleVisit, [rule('BLOCK', { outcome: 'no_data' })]);
  expect(outcomes).toMatchObject([{ outcome: 'no_data' }]);
  expect(isHeld(outcomes)).toBe(false);
});

test('a rule applies from its first date of service on', () => {
  expect(scrub(sampleVisit, [rule('BLOCK', failed, '2026-03-02')])).toHaveLength(1);
  expect(scrub(sampleVisit, [rule('BLOCK', failed, '2026-03-03')])).toEqual([]);
});
