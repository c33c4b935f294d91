/** Each question about a claim goes out once, whatever is repeated, reordered, stale or in the middle of a crash. */
import { expect, test } from 'vitest';
import { step as assign } from '../../shared/pipeline/assign.ts';
import { step as followUp } from '../../shared/pipeline/follow-up.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as scrub } from '../../shared/pipeline/scrub.ts';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import { readStatusInquiries } from '../../shared/status/read-inquiry.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { encounterFile } from '../support/encounter-file.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';

const workers = {
  receive,
  'take-reference': takeReference,
  'take-encounters': takeEncounters,
  scrub,
  submit,
  assign,
  'follow-up': followUp,
};

/** Three claims, sent on 1 April. */
async function sent(recordsSeed?: number): Promise<TestPorts> {
  const world = testPorts({
    today: '2026-04-01',
    ...(recordsSeed === undefined ? {} : { recordsSeed }),
  });
  const visits = [1, 2, 3].map((n) => ({ encounter_id: `E-${n}`, patient_id: `P-${n}` }));
  const files = {
    ...referenceFiles('clinic'),
    'clinic/encounters/day.csv': encounterFile(visits),
  };
  for (const [key, content] of Object.entries(files)) {
    world.files.drop('inbox', key, content);
    await world.ports.queues.send('receive', [{ practice: 'clinic', key }]);
    await world.drain(workers);
  }
  world.records.settle();
  await world.ports.queues.send('submit', [{ practice: 'clinic' }]);
  await world.drain(workers);
  world.records.settle();
  return world;
}

function traces({ files }: TestPorts): readonly string[] {
  const names = files.keys('outbound').filter((name) => name.endsWith('.276'));
  const bytes = names.map((name) => new TextEncoder().encode(files.text('outbound', name) ?? ''));
  const received = bytes.flatMap((content) => readStatusInquiries(content).received);
  return received.map((row) => row.trace?.number.slice(17) ?? '').sort();
}

async function follow(world: TestPorts, day: string, seed: number): Promise<void> {
  world.onDay(day);
  const wake = { practice: 'clinic' };
  await world.ports.queues.send('follow-up', [wake, wake, wake]);
  await world.drain(workers, { seed, twice: true });
  world.records.settle();
}

test.each([1, 2, 3, 4, 5])(
  'schedules that come six times ask once an attempt (seed %i)',
  async (seed) => {
    const world = await sent(seed);
    await follow(world, '2026-05-01', seed);
    await follow(world, '2026-05-01', seed + 100);
    expect(traces(world)).toEqual(['V1A1', 'V1A1', 'V1A1']);
    await follow(world, '2026-05-14', seed);
    expect(traces(world)).toHaveLength(3);
    await follow(world, '2026-05-16', seed);
    await follow(world, '2026-06-10', seed);
    await follow(world, '2026-07-10', seed);
    await follow(world, '2026-08-10', seed);
    expect(new Set(traces(world))).toEqual(new Set(['V1A1', 'V1A2', 'V1A3']));
    expect(traces(world)).toHaveLength(9);
  },
);

/** Fails at its n-th call that writes, before or after the effect. */
function crashing(ports: Ports, at: number, after: boolean) {
  let calls = 0;
  const crash = async <T>(effect: () => Promise<T>): Promise<T> => {
    calls += 1;
    const isOurs = calls === at;
    if (isOurs && !after) throw new Error('crash');
    const done = await effect();
    if (isOurs) throw new Error('crash');
    return done;
  };
  const bent: Ports = {
    ...ports,
    records: {
      ...ports.records,
      transact: (actions) => crash(() => ports.records.transact(actions)),
    },
    files: { ...ports.files, write: (...told) => crash(() => ports.files.write(...told)) },
  };
  return { ports: bent, calls: () => calls };
}

test('A crash before or after any effect leaves each question asked once, and an item a claim', async () => {
  const calm = await sent();
  calm.onDay('2026-05-01');
  const counted = crashing(calm.ports, 0, false);
  await followUp(counted.ports)({ practice: 'clinic' });
  const bytes = calm.files.keys('outbound').map((name) => calm.files.text('outbound', name));
  expect(counted.calls()).toBeGreaterThan(5);
  for (let at = 1; at <= counted.calls(); at += 1) {
    for (const after of [false, true]) {
      const world = await sent();
      world.onDay('2026-05-01');
      const broken = crashing(world.ports, at, after);
      await expect(followUp(broken.ports)({ practice: 'clinic' })).rejects.toThrow('crash');
      await followUp(world.ports)({ practice: 'clinic' });
      expect(
        world.files.keys('outbound').map((name) => world.files.text('outbound', name)),
      ).toEqual(bytes);
      const page = await world.ports.records.query({
        store: 'work',
        index: 'byPractice',
        partition: 'clinic',
      });
      const open = page.rows.filter(({ item }) => String(item['reason']).includes('no-decision'));
      expect(open).toHaveLength(3);
    }
  }
});

test('Claims are looked at side by side, and a payer’s habit is asked for once', async () => {
  const world = await sent();
  world.onDay('2026-05-01');
  const { ports, most, habits } = watched(world.ports);
  await followUp(ports)({ practice: 'clinic' });
  expect(most()).toBeGreaterThanOrEqual(3);
  expect(habits()).toBe(1);
});

/** How many calls were under way at once, and how often a payer's answers were read. */
function watched(ports: Ports) {
  let underWay = 0;
  let most = 0;
  let habits = 0;
  const count = async <T>(call: () => Promise<T>): Promise<T> => {
    underWay += 1;
    most = Math.max(most, underWay);
    await Promise.resolve();
    const answer = await call();
    underWay -= 1;
    return answer;
  };
  const counted: Ports = {
    ...ports,
    records: {
      ...ports.records,
      query: (query) => {
        if (query.partition.includes('#answered#')) habits += 1;
        return count(() => ports.records.query(query));
      },
    },
  };
  return { ports: counted, most: () => most, habits: () => habits };
}
