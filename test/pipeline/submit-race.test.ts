/** Nothing goes out twice: not even a claim that is scrubbed anew in the moment in which its batch is sent. */
import { expect, test } from 'vitest';
import { step as measure } from '../../shared/pipeline/measure.ts';
import type { Action, Ports } from '../../shared/pipeline/ports.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as scrub } from '../../shared/pipeline/scrub.ts';
import { brokenSeals } from '../../shared/pipeline/seal-day.ts';
import { batchKey, lastBatch } from '../../shared/pipeline/stored-batch.ts';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import { practiceId } from '../../shared/values/ids.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { encounterFile } from '../support/encounter-file.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';

const today = '2026-04-01';

/** One ready claim. */
async function ready() {
  const world = testPorts({ today });
  const workers = {
    receive,
    'take-reference': takeReference,
    'take-encounters': takeEncounters,
    scrub,
    assign: () => async () => ({ event: 'idle', counts: {} }),
  };
  const visit = encounterFile([{ encounter_id: 'E-1' }]);
  const files = { ...referenceFiles('clinic'), 'clinic/encounters/day.csv': visit };
  for (const [key, content] of Object.entries(files)) {
    world.files.drop('inbox', key, content);
    await world.ports.queues.send('receive', [{ practice: 'clinic', key }]);
    await world.drain(workers);
  }
  return world;
}

/** Just before the claim is marked as sent, somebody writes its scrub again. */
function interrupted(ports: Ports): { readonly ports: Ports; readonly times: () => number } {
  let times = 0;
  const transact = async (actions: readonly Action[]) => {
    const marking = actions.some(({ key }) => key.sort === 'watch');
    const marked = actions.find(({ key }) => key.sort === 'scrub');
    if (marking && times === 0 && marked) {
      times += 1;
      const item = await ports.records.get('claims', marked.key);
      if (item === null) throw new Error('a ready claim was scrubbed');
      const version = Number(item['version']);
      const again = { ...item, version: version + 1 };
      const { key } = marked;
      await ports.records.transact([
        { kind: 'put', store: 'claims', key, item: again, when: { version } },
      ]);
    }
    return ports.records.transact(actions);
  };
  return { ports: { ...ports, records: { ...ports.records, transact } }, times: () => times };
}

async function broken({ ports }: Pick<TestPorts, 'ports'>) {
  return (await wholeBooks(ports)).violations.map((row) => row.code);
}

test('A version in two batches is seen at night', async () => {
  const world = await ready();
  await submit(world.ports)({ practice: 'clinic' });
  expect(await broken(world)).not.toContain('sent-once');
  const practice = practiceId('clinic');
  const batch = await lastBatch(world.ports.records, practice);
  if (batch === null) throw new Error('a claim was sent');
  const key = batchKey(practice, 2);
  const item = { ...batch, number: 2 };
  await world.ports.records.transact([{ kind: 'put', store: 'files', key, item, when: 'absent' }]);
  expect(await broken(world)).toContain('sent-once');
});

test('It is sent once all the same', async () => {
  const world = await ready();
  const race = interrupted(world.ports);
  await submit(race.ports)({ practice: 'clinic' });
  expect(race.times()).toBe(1);
  await submit(world.ports)({ practice: 'clinic' });
  expect(world.files.keys('outbound')).toHaveLength(1);
  expect(await broken(world)).not.toContain('sent-once');
});

test('A batch that is finished when its day is sealed leaves the seal whole', async () => {
  const world = await ready();
  const { ports } = world;
  const clearinghouse = {
    send: async () => {
      throw new Error('nobody is there');
    },
  };
  await expect(submit({ ...ports, clearinghouse })({ practice: 'clinic' })).rejects.toThrow();
  for (const day of ['2026-04-02', '2026-04-03']) {
    world.onDay(day);
    await measure(ports)({ practice: 'clinic' });
  }
  await submit(ports)({ practice: 'clinic' });
  expect(await lastBatch(ports.records, practiceId('clinic'))).toMatchObject({ state: 'sent' });
  expect(await brokenSeals(ports.records, practiceId('clinic'))).toEqual([]);
});
