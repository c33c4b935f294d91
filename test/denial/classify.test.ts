import { expect, test } from 'vitest';
import { carcRows } from '../../shared/denial/carc-map.ts';
import { classify } from '../../shared/denial/classify.ts';

test.each([
  ['CO', '45', 'contractual'],
  ['CO', '253', 'sequester'],
  ['CO', '24', 'capitation'],
  ['CO', '303', 'qmb'],
  ['CO', '104', 'withhold'],
  ['CO', '225', 'interest'],
  ['CO', '50', 'none'],
  ['CO', '133', 'none'],
  ['CO', '1', 'person'],
  ['CO', '2', 'person'],
  ['CO', '3', 'person'],
  ['PR', '1', 'patient'],
  ['PR', '2', 'patient'],
  ['PR', '3', 'patient'],
  ['PR', '45', 'person'],
  ['PR', '204', 'none'],
  ['OA', '23', 'none'],
  ['OA', '45', 'person'],
  ['OA', '1', 'person'],
  ['PI', '45', 'person'],
  ['PI', '1', 'person'],
  ['CO', 'NEVER', 'person'],
  ['PR', 'NEVER', 'person'],
  ['', '45', 'person'],
  ['XX', '1', 'person'],
])('%s-%s is %s', (group, carc, posting) => {
  expect(classify(group, carc).posting).toBe(posting);
});

test('A denial is one whatever its group, and never a patient share', () => {
  const denials = carcRows().filter((row) => row.class === 'DENIAL');
  expect(denials.length).toBeGreaterThan(90);
  for (const { carc } of denials) {
    for (const group of ['CO', 'PR', 'PI', 'OA']) {
      const effect = classify(group, carc);
      expect(effect.denial, `${group}-${carc}`).toBe(true);
      expect(['none', 'person'], `${group}-${carc}`).toContain(effect.posting);
    }
  }
});

test('Every code is told once, in a form that CAS02 may have', () => {
  const codes = carcRows().map((row) => row.carc);
  expect(new Set(codes).size).toBe(codes.length);
  for (const code of codes) expect(code).toMatch(/^([A-Z]?\d{1,3}|[A-Z]\d{1,2})$/);
});
