/** A key in the inbox is overwritten: no byte is worked as another file's, and no file is lost. */
import { expect, test } from 'vitest';
import { step as post } from '../../shared/pipeline/post.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as split } from '../../shared/pipeline/split-remittance.ts';
import { step as sweep } from '../../shared/pipeline/sweep.ts';
import { step as take } from '../../shared/pipeline/take-payments.ts';
import { remit } from '../scenarios/support/remit.ts';
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

test('The same bytes written again are worked although nobody has received them there yet', async () => {
  const { ports, drop, queues, statuses } = world();
  drop(first);
  await receive(ports)(arrival);
  drop(first);
  const outcome = await take(ports)(queues.take()?.message ?? {});
  expect(outcome.event).toBe('payments-taken');
  expect(await statuses()).toEqual(['done']);
});

test('The chunks of an 835 that was copied anew post as they would have', async () => {
  const { ports, files, queues } = testPorts({ today: '2026-03-02' });
  const era = remit({ claims: [{ pcn: 'NOBODY', charge: 100, paid: 100 }] });
  const at = { practice, key: 'clinic/remittances/2026-03-02/era.835' };
  files.drop('inbox', at.key, era);
  await receive(ports)(at);
  await split(ports)(queues.take()?.message ?? {});
  files.drop('inbox', at.key, era);
  const chunk = queues.take();
  expect(chunk?.queue).toBe('post');
  expect(await post(ports)(chunk?.message ?? {})).toMatchObject({ counts: { suspended: 1 } });
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
