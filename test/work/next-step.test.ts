import { expect, test } from 'vitest';
import { coverageProblems } from '../../shared/coverage/coverage.ts';
import { carcRows } from '../../shared/denial/carc-map.ts';
import type { WorkQueue } from '../../shared/work/item.ts';
import { nextStep } from '../../shared/work/next-step.ts';

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

test('every queue has a next step, whatever the category', () => {
  const known = Object.keys(queues).filter(isQueue);
  expect(known.filter((queue) => nextStep({ queue, category: 'never-heard-of' }) === '')).toEqual(
    [],
  );
});

test('a rejection says who mends what', () => {
  const step = nextStep({ queue: 'rejection', category: 'A7:562:85' });
  expect(step).toContain('provider enrollment (not valid: NPI of the billing provider)');
  expect(nextStep({ queue: 'rejection', category: 'acknowledgment' })).toContain('Look up');
});

test('the usual denials and coverage problems have a step of their own', () => {
  const other = nextStep({ queue: 'denial', category: '' });
  const denials = carcRows().filter((row) => row.class === 'DENIAL');
  const general = denials.filter(
    (row) => nextStep({ queue: 'denial', category: row.category }) === other,
  );
  expect(denials.length).toBeGreaterThan(100);
  expect(general.length).toBeLessThan(denials.length / 8);
  const verify = nextStep({ queue: 'eligibility', category: '' });
  const registered = coverageProblems.filter(
    (category) => nextStep({ queue: 'eligibility', category }) !== verify,
  );
  expect(registered.length).toBeGreaterThanOrEqual(8);
});
