/** Two copies of one payments file at once: what waits has an item, what has applied has none. */
import { expect, test } from 'vitest';
import { step as apply } from '../../shared/pipeline/apply.ts';
import type { Action, Step } from '../../shared/pipeline/ports.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takePayments } from '../../shared/pipeline/take-payments.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { visits } from '../scenarios/support/visits.ts';
import { latecomer } from '../support/latecomer.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';

const elsewhere: Step = () => async () => ({ event: 'elsewhere', counts: {} });
const steps = {
  receive,
  apply,
  'take-encounters': takeEncounters,
  'take-reference': takeReference,
  scrub: elsewhere,
  assign: elsewhere,
};

const payments = [
  'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind',
  'P1,2026-04-01,card,20.00,,E1,,,patient',
  'R1,2026-04-01,check,5.00,,E1,,,refund',
  '',
].join('\n');

async function drop(world: TestPorts, contents: Readonly<Record<string, string | Uint8Array>>) {
  for (const [key, content] of Object.entries(contents)) {
    world.files.drop('inbox', key, Buffer.from(content));
    await world.ports.queues.send('receive', [{ practice: 'clinic', key }]);
  }
}

test('A copy that comes late opens no item for a payment that has waited and applied', async () => {
  const world = testPorts({ today: '2026-04-03' });
  await drop(world, referenceFiles('clinic'));
  await world.drain(steps);
  await drop(world, { 'clinic/payments/2026-04-03/day.csv': payments });
  const parked: { message: Parameters<ReturnType<Step>>[0] }[] = [];
  const park: Step = () => async (message) => {
    parked.push({ message });
    return { event: 'parked', counts: {} };
  };
  await world.drain({ ...steps, 'take-payments': park });
  const message = parked[0]?.message ?? {};
  let applied = 0;
  /** Before its first item. */
  const opensItem = ({ store }: Action) => store === 'work';
  const late = latecomer(world.ports, opensItem, async () => {
    await takePayments(world.ports)(message);
    await drop(world, {
      'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
    });
    await world.drain(steps);
    const { entries } = await wholeBooks(world.ports);
    applied = entries.filter((row) => row.entry.event === 'application').length;
  });
  await takePayments(late)(message);
  await world.drain(steps);
  expect(applied).toBe(2);
  const { items } = await wholeBooks(world.ports);
  const told = items.filter((item) => ['patient-balance', 'credit-balance'].includes(item.queue));
  expect(told.map((item) => item.state)).toEqual(['closed', 'closed']);
});
