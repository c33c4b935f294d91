import { expect, test } from 'vitest';
import { rejectionText, rejectionWords } from '../../shared/acknowledgment/rejection-words.ts';
import { statusWords } from '../../shared/acknowledgment/status-words.ts';
import { coverageProblems } from '../../shared/coverage/coverage.ts';
import { carcRows } from '../../shared/denial/carc-map.ts';
import type { WorkQueue } from '../../shared/work/item.ts';
import { nextStep, rejectionOf } from '../../shared/work/next-step.ts';

const queues: Readonly<Record<WorkQueue, true>> = {
  eligibility: true,
  authorization: true,
  'charge-entry': true,
  'coding-review': true,
  scrub: true,
  rejection: true,
  'unmatched-remittance': true,
  posting: true,
  denial: true,
  appeal: true,
  underpayment: true,
  'credit-balance': true,
  'follow-up': true,
  'patient-balance': true,
  quarantine: true,
  'quality-review': true,
  'rule-review': true,
};

function isQueue(name: string): name is WorkQueue {
  return name in queues;
}

function stepOf(queue: WorkQueue, category: string): string {
  return nextStep({ queue, category, reason: '' });
}

test('every queue has a next step, whatever the category', () => {
  const known = Object.keys(queues).filter(isQueue);
  expect(known.filter((queue) => stepOf(queue, 'never-heard-of') === '')).toEqual([]);
});

test('a rejection says who mends what, out of its reason', () => {
  const codes = ['999:R:IK403-1:CLM02', 'TA1:R:025', 'A3:21', 'A7:476:', 'A6:1:QC'];
  for (const status of Object.keys(statusWords)) codes.push(`A7:${status}`, `A8:${status}:85`);
  for (const code of codes) {
    const words = rejectionWords(code);
    expect(rejectionOf(rejectionText(code)), code).toEqual(words);
    expect(rejectionOf(`${rejectionText(code)}, ${rejectionText('A7:562:85')}`)).toEqual(words);
  }
  expect(codes.length).toBeGreaterThan(50);
  const reason = rejectionText('A7:562:85');
  expect(nextStep({ queue: 'rejection', category: 'A7:562:85', reason })).toContain(
    'provider enrollment',
  );
  expect(stepOf('rejection', 'acknowledgment')).toContain('Look up');
});

test('the usual denials and coverage problems have a step of their own', () => {
  const other = stepOf('denial', '');
  const denials = carcRows().filter((row) => row.class === 'DENIAL');
  const general = denials.filter((row) => stepOf('denial', row.category) === other);
  expect(denials.length).toBeGreaterThan(100);
  expect(general.length).toBeLessThan(denials.length / 8);
  const verify = stepOf('eligibility', '');
  const registered = coverageProblems.filter(
    (category) => stepOf('eligibility', category) !== verify,
  );
  expect(registered.length).toBeGreaterThanOrEqual(8);
});
