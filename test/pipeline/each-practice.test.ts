/** A schedule's one message reaches every practice, and no practice's failure is another's. */
import { expect, test } from 'vitest';
import { registerPractice } from '../../shared/pipeline/each-practice.ts';
import { step } from '../../shared/pipeline/escalate.ts';
import type { Step } from '../../shared/pipeline/ports.ts';
import { step as sweep } from '../../shared/pipeline/sweep.ts';
import { workers } from '../../shared/pipeline/topology.ts';
import { practiceId } from '../../shared/values/ids.ts';
import { testPorts } from '../support/ports.ts';

test('A wake-up is handed out, a message a practice, with what else it says', async () => {
  const { ports, queues } = testPorts();
  await registerPractice(ports, practiceId('north'));
  await registerPractice(ports, practiceId('south'));
  const outcome = await step(ports)({ schedule: 'escalate' });
  expect(outcome).toEqual({ event: 'handed-out', counts: { practices: 2 } });
  expect(queues.waiting('escalate').map(({ message }) => message)).toEqual([
    { schedule: 'escalate', practice: 'north' },
    { schedule: 'escalate', practice: 'south' },
  ]);
});

const scheduled = Object.entries(workers).flatMap(([name, { on }]) =>
  'schedule' in on ? [name] : [],
);

test.each(scheduled)(
  'A wake-up of %s counts the practices, and where it is not counted it is missed',
  async (name) => {
    const { ports } = testPorts();
    await registerPractice(ports, practiceId('north'));
    const worker: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    const outcome = await worker.step(ports)({ schedule: name });
    expect(outcome).toEqual({ event: 'handed-out', counts: { practices: 1 } });
  },
);

test("A practice's own message is worked, and hands nothing out", async () => {
  const { ports, queues } = testPorts();
  await registerPractice(ports, practiceId('north'));
  const outcome = await step(ports)({ practice: 'north' });
  expect(outcome.event).toBe('work-escalated');
  expect(queues.waiting('escalate')).toEqual([]);
});

test("A practice's very first file, whose event was lost, is found by the sweep", async () => {
  const { ports, files, queues } = testPorts();
  files.drop('inbox', 'north/remittances/2026-01-05/check.835', 'ISA');
  files.drop('inbox', 'No Practice/remittances/check.835', 'ISA');
  await sweep(ports)({ schedule: 'sweep' });
  const handedOut = queues.take();
  expect(handedOut?.message).toEqual({ schedule: 'sweep', practice: 'north' });
  await sweep(ports)(handedOut?.message ?? {});
  expect(queues.take()).toEqual({
    queue: 'receive',
    message: { practice: 'north', key: 'north/remittances/2026-01-05/check.835' },
  });
  expect(queues.size()).toBe(0);
});
