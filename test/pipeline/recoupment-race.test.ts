/** A recoupment and the reversal that it takes the money back for, each at the same moment. */
import { expect, test } from 'vitest';
import { step as apply } from '../../shared/pipeline/apply.ts';
import type { Action, JsonObject, Step } from '../../shared/pipeline/ports.ts';
import { step as post } from '../../shared/pipeline/post.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as split } from '../../shared/pipeline/split-remittance.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { latecomer } from '../support/latecomer.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';

const elsewhere: Step = () => async () => ({ event: 'elsewhere', counts: {} });
const steps = {
  receive,
  apply,
  post,
  'split-remittance': split,
  'take-encounters': takeEncounters,
  'take-reference': takeReference,
  scrub: elsewhere,
  assign: elsewhere,
};

const paid = svc('99213', 14500, 10000, 'CO*45*45.00');
const taken = svc('99213', -14500, -10000, 'CO*45*-45.00');
const answer = { pcn: pcnOf('E1'), lines: [paid] };
const reversal = { pcn: pcnOf('E1'), status: '22', lines: [taken] };
const era = (name: string) => `clinic/remittances/2026-04-02/${name}.835`;

const before = {
  ...referenceFiles('clinic'),
  'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }),
  [era('paid')]: remit({ trace: 'T1', claims: [answer] }),
};
const recoupment = {
  [era('taken')]: remit({ trace: 'T2', claims: [answer], plb: [`WO:${pcnOf('E1')}*100.00`] }),
};
const reversed = { [era('reversed')]: remit({ trace: 'T3', claims: [reversal] }) };

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

/** The message of the recoupment's file, for the test to deliver. */
async function withRecoupment(): Promise<{ world: TestPorts; message: JsonObject }> {
  const world = testPorts({ today: '2026-04-02' });
  await take(world, before);
  const messages: JsonObject[] = [];
  const park: Step = () => async (message) => {
    messages.push(message);
    return { event: 'parked', counts: {} };
  };
  await take(world, recoupment, { ...steps, 'split-remittance': park });
  return { world, message: messages[0] ?? {} };
}

async function recoupmentItems({ ports }: TestPorts): Promise<readonly string[]> {
  const { items } = await wholeBooks(ports);
  return items.filter((row) => row.reason.startsWith('recoupment')).map((row) => row.state);
}

const opensItem = ({ store, key }: Action) => store === 'work' && !key.sort.startsWith('recouped#');

test('Nobody is left looking for a reversal that posted while its recoupment was booked', async () => {
  const { world, message } = await withRecoupment();
  const late = latecomer(world.ports, opensItem, () => take(world, reversed));
  await split(late)(message);
  await world.drain(steps);
  expect(await recoupmentItems(world)).not.toContain('open');
});

test('A second copy of the file does not ask again for what the reversal has answered', async () => {
  const { world, message } = await withRecoupment();
  let asked: readonly string[] = [];
  const late = latecomer(world.ports, opensItem, async () => {
    await split(world.ports)(message);
    asked = await recoupmentItems(world);
    await take(world, reversed);
  });
  await split(late)(message);
  await world.drain(steps);
  expect(asked).toEqual(['open']);
  expect(await recoupmentItems(world)).toEqual(['closed']);
});
