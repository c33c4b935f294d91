/** What nobody says to have is printed once, whatever is repeated, reordered, stale or in the middle of a crash. */
import { expect, test } from 'vitest';
import { step as acknowledge } from '../../shared/pipeline/acknowledge.ts';
import { step as followUp } from '../../shared/pipeline/follow-up.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { group } from '../acknowledgment/sample-answers.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { visits } from '../scenarios/support/visits.ts';
import { claimSteps, takeFiles } from '../support/claim-steps.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';

const steps = { ...claimSteps, acknowledge, submit, 'follow-up': followUp };
const wake = { practice: 'clinic' };

/** Sent on 1 April, and found late on 16 May. */
async function late(recordsSeed?: number): Promise<TestPorts> {
  const seeded = recordsSeed === undefined ? {} : { recordsSeed };
  const world = testPorts({ today: '2026-04-01', ...seeded });
  const rows = visits({ encounter_id: 'E1' }, { encounter_id: 'E2' });
  const contents = { ...referenceFiles('clinic'), 'clinic/encounters/day.csv': rows };
  await takeFiles(world, contents, steps);
  world.records.settle();
  await schedule(world, 'submit');
  world.onDay('2026-05-16');
  await schedule(world, 'follow-up', recordsSeed);
  world.onDay('2026-05-17');
  return world;
}

async function schedule(world: TestPorts, worker: 'submit' | 'follow-up', seed?: number) {
  await world.ports.queues.send(worker, [wake, wake, wake]);
  await world.drain(steps, { twice: true, ...(seed === undefined ? {} : { seed }) });
  world.records.settle();
}

/** The claims on each paper. */
function printed({ files }: TestPorts): readonly (readonly string[])[] {
  return files.keys('paper').map((key) => {
    const text = files.text('paper', key) ?? '';
    return [pcnOf('E1'), pcnOf('E2')].filter((pcn) => text.includes(pcn));
  });
}

test.each([1, 2, 3, 4, 5])('schedules that come six times print once (seed %i)', async (seed) => {
  const world = await late(seed);
  await schedule(world, 'submit', seed);
  await schedule(world, 'follow-up', seed);
  world.onDay('2026-05-18');
  await schedule(world, 'submit', seed + 100);
  expect(printed(world).flat().sort()).toEqual([pcnOf('E1'), pcnOf('E2')]);
  const { claims, submissions } = await wholeBooks(world.ports);
  expect(claims.map(({ facts }) => facts.versions)).toEqual([2, 2]);
  expect(submissions).toHaveLength(4);
});

/** Fails at its n-th call that writes, before or after the effect. */
function crashing(ports: Ports, at: number, after: boolean) {
  let calls = 0;
  const crash = async <T>(effect: () => Promise<T>): Promise<T> => {
    calls += 1;
    if (calls === at && !after) throw new Error('crash');
    const done = await effect();
    if (calls === at) throw new Error('crash');
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

test('A crash before or after any effect leaves each claim on one paper', async () => {
  const calm = await late();
  const counted = crashing(calm.ports, 0, false);
  await submit(counted.ports)(wake);
  expect(counted.calls()).toBeGreaterThan(5);
  for (let at = 1; at <= counted.calls(); at += 1) {
    for (const after of [false, true]) {
      const world = await late();
      const broken = crashing(world.ports, at, after);
      await expect(submit(broken.ports)(wake)).rejects.toThrow('crash');
      await submit(world.ports)(wake);
      world.onDay('2026-05-18');
      await submit(world.ports)(wake);
      expect({ at, after, printed: printed(world).flat() }).toEqual({
        at,
        after,
        printed: [pcnOf('E1'), pcnOf('E2')],
      });
      const { violations } = await wholeBooks(world.ports);
      expect(violations.filter(({ code }) => code === 'sent-once')).toEqual([]);
    }
  }
});

test('A receipt that comes when the print is under way leaves it to the person who mails it', async () => {
  const world = await late();
  const stopped: Ports['records']['transact'] = async (actions) => {
    if (actions.some(({ key }) => key.sort.startsWith('batch#'))) throw new Error('stopped');
    return world.ports.records.transact(actions);
  };
  const records = { ...world.ports.records, transact: stopped };
  await expect(submit({ ...world.ports, records })(wake)).rejects.toThrow('stopped');
  await takeFiles(world, { 'clinic/acknowledgments/late.999': group('A', ['A']) }, steps);
  await schedule(world, 'submit');
  expect(printed(world)).toHaveLength(1);
  const { items } = await wholeBooks(world.ports);
  const reasons = items.filter((row) => row.claimId !== null).map((row) => row.reason);
  expect(reasons.length).toBeGreaterThan(0);
  for (const reason of reasons) expect(reason).toContain('receipt-kept');
});
