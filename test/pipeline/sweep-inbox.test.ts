/** A file whose event was lost is found: soon when it is new, within a day whatever it is, and at no growing cost. */
import { expect, test } from 'vitest';
import { memoryFiles } from '../../shared/pipeline/memory-files.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { resultAction } from '../../shared/pipeline/stored-file.ts';
import { step as sweep } from '../../shared/pipeline/sweep.ts';
import { fileId, practiceId } from '../../shared/values/ids.ts';
import { testPorts } from '../support/ports.ts';

const practice = practiceId('clinic');
const hour = 3_600_000;

function clinic(pageSize = 1000) {
  let now = 1000 * hour;
  const world = testPorts({ today: '2026-03-17', now: () => now });
  const files = memoryFiles({ pageSize, now: () => now });
  let reads = 0;
  const counted: Ports['records'] = {
    ...world.ports.records,
    get: (...args) => {
      reads += 1;
      return world.ports.records.get(...args);
    },
    query: (query) => {
      reads += 1;
      return world.ports.records.query(query);
    },
  };
  let failing = false;
  const queues: Ports['queues'] = {
    send: async (...args) => {
      if (failing) throw new Error('broke off');
      await world.ports.queues.send(...args);
    },
  };
  const ports: Ports = { ...world.ports, files: files.files, records: counted, queues };
  const swept = async () => {
    await sweep(ports)({ practice });
    return world.queues.waiting('receive').flatMap(() => {
      const taken = world.queues.takeOf('receive');
      return taken === null ? [] : [String(taken.message['key'])];
    });
  };
  return {
    swept,
    onDay: world.onDay,
    queuesFail: (fails: boolean) => {
      failing = fails;
    },
    later: (hours: number) => {
      now += hours * hour;
    },
    drop: (key: string, text = key) => files.drop('inbox', key, text),
    /** As `receive` and the file's worker leave it. */
    work: async (key: string) => {
      await receive(ports)({ practice, key });
      const { message } = world.queues.take() ?? {};
      if (message === undefined) return;
      const result = { status: 'done', rows: 1, posted: 1, held: 0, rejected: 0 } as const;
      const action = resultAction(practice, fileId(String(message['fileId'])), {
        ...result,
        issues: [],
      });
      await ports.records.transact([action]);
    },
    readsOf: async (act: () => Promise<unknown>) => {
      const before = reads;
      await act();
      return reads - before;
    },
  };
}

const paid =
  'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';
const key = 'clinic/payments/2026-03-16/day.csv';

test('A file laid into the folder of a day long past is found by the next sweep', async () => {
  const world = clinic();
  expect(await world.swept()).toEqual([]);
  world.drop('clinic/payments/2024-01-02/late.csv', paid);
  expect(await world.swept()).toEqual(['clinic/payments/2024-01-02/late.csv']);
});

test('A file without a day in its key is found by the next sweep', async () => {
  const world = clinic();
  await world.swept();
  world.drop('clinic/payments/0-first.csv', paid);
  expect(await world.swept()).toEqual(['clinic/payments/0-first.csv']);
});

test('What was not worked for hours is asked for once a day, until it ends', async () => {
  const world = clinic();
  world.drop(key, paid);
  expect(await world.swept()).toEqual([key]);
  expect(await world.swept()).toEqual([key]);
  world.later(7);
  expect(await world.swept()).toEqual([]);
  world.onDay('2026-03-18');
  expect(await world.swept()).toEqual([key]);
  await world.work(key);
  world.onDay('2026-03-19');
  expect(await world.swept()).toEqual([]);
});

test('A file that has ended is left alone, and other bytes under its key are not', async () => {
  const world = clinic();
  await world.swept();
  world.drop(key, paid);
  await world.work(key);
  expect(await world.swept()).toEqual([]);
  world.drop(key, `${paid}\n`);
  expect(await world.swept()).toEqual([key]);
});

test('A file of a day to come is found on that day, however long ago it came', async () => {
  const world = clinic();
  world.drop('clinic/payments/2026-03-19/early.csv', paid);
  world.later(48);
  expect(await world.swept()).toEqual([]);
  world.onDay('2026-03-19');
  expect(await world.swept()).toEqual(['clinic/payments/2026-03-19/early.csv']);
});

test('Sweeps of a day ask no more records of a thousand files than of ten', async () => {
  const readsWith = async (files: number) => {
    const world = clinic();
    for (let n = 0; n < files; n += 1) {
      world.drop(`clinic/payments/2026-03-16/${n}.csv`, `${paid}\n${n}`);
      await world.work(`clinic/payments/2026-03-16/${n}.csv`);
    }
    world.later(24);
    await world.swept();
    return world.readsOf(world.swept);
  };
  const few = await readsWith(10);
  expect(few).toBeGreaterThan(0);
  expect(await readsWith(1000)).toBe(few);
});

test('More files than one run lists are gone through in turns, and each new one is found', async () => {
  const world = clinic(2);
  const keys = Array.from({ length: 100 }, (_, n) => `clinic/payments/${100 + n}.csv`);
  for (const name of keys) world.drop(name, `${paid}\n${name}`);
  expect(await world.swept()).toEqual(keys);
  const turns = [await world.swept(), await world.swept(), await world.swept()];
  expect(turns.map((turn) => turn.length)).toEqual([40, 40, 20]);
  expect(turns.flat()).toEqual(keys);
  expect(await world.swept()).toEqual(keys.slice(0, 40));
});

test('A day is looked at whole again when the look at all broke off', async () => {
  const world = clinic();
  world.drop(key, paid);
  world.later(24);
  world.queuesFail(true);
  await expect(world.swept()).rejects.toThrow('broke off');
  world.queuesFail(false);
  expect(await world.swept()).toEqual([key]);
  expect(await world.swept()).toEqual([]);
});
