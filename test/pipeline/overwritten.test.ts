/** A key in the inbox is overwritten: no byte is worked as another file's, and no file is lost. */
import { expect, test } from 'vitest';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as sweep } from '../../shared/pipeline/sweep.ts';
import { step as take } from '../../shared/pipeline/take-payments.ts';
import { testPorts } from '../support/ports.ts';

const practice = 'clinic';
const key = 'clinic/payments/2026-03-02/day.csv';
const header =
  'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';
const first = `${header}\nP1,2026-03-02,cash,10.00,,,,,patient\n`;
const second = `${header}\nP2,2026-03-02,cash,20.00,,,,,patient\n`;

const arrival = { practice, key };

function world() {
  const { ports, files, queues, records } = testPorts({ today: '2026-03-02' });
  const drop = (text: string) => files.drop('inbox', key, text);
  const statuses = async () => {
    const page = await records.records.query({ store: 'files', partition: practice });
    return page.rows.flatMap(({ item }) => (item['status'] ? [item['status']] : []));
  };
  return { ports, drop, queues, statuses };
}

test('Bytes that were replaced before they were worked end in quarantine, the new ones are a file', async () => {
  const { ports, drop, queues, statuses } = world();
  drop(first);
  await receive(ports)(arrival);
  const routed = queues.take();
  drop(second);
  await take(ports)(routed?.message ?? {});
  expect(await statuses()).toEqual(['quarantined']);
  await receive(ports)(arrival);
  expect(queues.take()?.message['fileId']).not.toBe(routed?.message['fileId']);
});

test('The same bytes written again are read where they lie now', async () => {
  const { ports, drop, queues, statuses } = world();
  drop(first);
  await receive(ports)(arrival);
  drop(first);
  await receive(ports)(arrival);
  expect(queues.size()).toBe(2);
  const outcome = await take(ports)(queues.take()?.message ?? {});
  expect(outcome.event).toBe('payments-taken');
  expect(await statuses()).toEqual(['done']);
});

test('A lost event of the new bytes is found by the sweep, and that of the old ones is not repeated', async () => {
  const { ports, drop, queues } = world();
  drop(first);
  await receive(ports)(arrival);
  await take(ports)(queues.take()?.message ?? {});
  await sweep(ports)({ practice });
  expect(queues.size()).toBe(0);
  drop(second);
  await sweep(ports)({ practice });
  expect(queues.take()).toEqual({ queue: 'receive', message: arrival });
});
