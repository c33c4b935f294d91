/** A claim that a person has freed, and a scrub that dies before it says so. */
import { expect, test } from 'vitest';
import { step as assign } from '../../shared/pipeline/assign.ts';
import { step as decide } from '../../shared/pipeline/decide.ts';
import type { JsonObject, Ports, Step } from '../../shared/pipeline/ports.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as scrub } from '../../shared/pipeline/scrub.ts';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { visits } from '../scenarios/support/visits.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';

const steps = {
  receive,
  assign,
  decide,
  scrub,
  'take-encounters': takeEncounters,
  'take-reference': takeReference,
};

const corrected =
  'decision_id,decided_on,by,approved_by,action,target,amount,reason,detail\n' +
  `D1,2026-04-02,Desk,,correct,${pcnOf('E1')},,wrong payer,"{""payer_id"":""FAKE1""}"\n`;

async function take(
  world: TestPorts,
  contents: Readonly<Record<string, string | Uint8Array>>,
  workers = steps,
) {
  for (const [key, content] of Object.entries(contents)) {
    world.files.drop('inbox', key, Buffer.from(content));
    await world.ports.queues.send('receive', [{ practice: 'clinic', key }]);
    await world.drain(workers);
  }
}

/** Dies when it tells what has changed. */
function dying(ports: Ports): Ports {
  const send: Ports['queues']['send'] = async (queue, messages) => {
    if (queue === 'assign') throw new Error('died');
    return ports.queues.send(queue, messages);
  };
  return { ...ports, queues: { send } };
}

/** With the message of the scrub that died. */
async function freedByAPerson() {
  const world = testPorts({ today: '2026-04-02' });
  await take(world, {
    ...referenceFiles('clinic'),
    'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1', payer_id: 'NOBODY' }),
  });
  const before = await scrubItems(world);
  const messages: JsonObject[] = [];
  const dies: Step = () => async (message) => {
    messages.push(message);
    await expect(scrub(dying(world.ports))(message)).rejects.toThrow('died');
    return { event: 'died', counts: {} };
  };
  await take(
    world,
    { 'clinic/decisions/2026-04-02/d.csv': corrected },
    { ...steps, scrub: dies, assign: () => async () => ({ event: 'lost', counts: {} }) },
  );
  return { world, before, message: messages[0] ?? {} };
}

async function scrubItems({ ports }: TestPorts): Promise<readonly string[]> {
  const { items } = await wholeBooks(ports);
  return items.filter((row) => row.queue === 'scrub').map((row) => row.state);
}

test.each([
  ['before it is sent', false],
  ['after it has gone out', true],
])('Its item closes when the scrub comes again %s', async (_, sent) => {
  const { world, before, message } = await freedByAPerson();
  expect(before).toEqual(['open']);
  expect(await scrubItems(world)).toEqual(['open']);
  if (sent) await submit(world.ports)({ practice: 'clinic' });
  await scrub(world.ports)(message);
  await world.drain(steps);
  expect(await scrubItems(world)).toEqual(['closed']);
  expect(world.files.keys('outbound')).toHaveLength(sent ? 1 : 0);
});
