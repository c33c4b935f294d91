/** Acknowledgments and remittances in every order, repeated and shuffled: where the claim stands is always the same. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { readFacts } from '../../shared/pipeline/claim-facts.ts';
import type { Step } from '../../shared/pipeline/ports.ts';
import { itemsOf } from '../../shared/pipeline/stored-item.ts';
import { type WorkerName, workers } from '../../shared/pipeline/topology.ts';
import { claimId, practiceId } from '../../shared/values/ids.ts';
import { group, statuses } from '../acknowledgment/sample-answers.ts';
import { pcnOf } from '../scenarios/support/documents.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit, svc } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';

const practice = practiceId('clinic');
const pcn = pcnOf('E1');
const names = Object.keys(workers).filter((name): name is WorkerName => name in workers);
const steps: Partial<Record<WorkerName, Step>> = {};
for (const name of names) {
  const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
  steps[name] = module.step;
}

type Told = '999' | 'A1' | 'A2' | 'A3' | '835';
const all: readonly Told[] = ['999', 'A1', 'A2', 'A3', '835'];
type Days = { readonly accepted: string; readonly rejected: string };

/** The claim is sent as batch 1, then the answers come in this order, each on a day of its own or all at once. */
async function standing(order: readonly Told[], days: Days, seed: number | null) {
  const world = testPorts({ today: '2026-04-01' });
  const visit = { 'clinic/encounters/2026-04-01/day.csv': visits({ encounter_id: 'E1' }) };
  await deliver(world, referenceFiles('clinic'));
  await deliver(world, visit);
  await world.ports.queues.send('submit', [{}]);
  await world.drain(steps);
  for (const [index, one] of order.entries()) {
    world.onDay(`2026-04-1${index}`);
    drop(world, { [keyOf(one)]: fileOf(one, days) });
    if (seed === null) await receive(world, [keyOf(one)]);
    if (seed === null) await measure(world);
  }
  if (seed !== null) await receive(world, order.map(keyOf), seed);
  await measure(world);
  const read = await readFacts(world.ports, practice, claimId(pcn));
  const items = await itemsOf(world.ports.records, practice, pcn);
  const open = items.filter(({ item }) => item.state === 'open');
  return {
    state: read?.facts.state,
    acknowledged: read?.facts.acknowledged,
    rejected: read?.facts.rejected,
    queues: open.map(({ item }) => item.queue),
  };
}

async function deliver(world: TestPorts, contents: Readonly<Record<string, string | Uint8Array>>) {
  drop(world, contents);
  await receive(world, Object.keys(contents));
}

function drop(world: TestPorts, contents: Readonly<Record<string, string | Uint8Array>>): void {
  for (const [key, content] of Object.entries(contents)) {
    world.files.drop('inbox', key, Buffer.from(content));
  }
}

async function receive(world: TestPorts, keys: readonly string[], seed?: number): Promise<void> {
  await world.ports.queues.send(
    'receive',
    keys.map((key) => ({ practice, key })),
  );
  await world.drain(steps, seed === undefined ? {} : { seed, twice: true });
}

/** The end of the day: what was paid closes what it settled. */
async function measure(world: TestPorts): Promise<void> {
  await world.ports.queues.send('measure', [{}]);
  await world.drain(steps);
}

function keyOf(told: Told): string {
  return `clinic/${told === '835' ? 'remittances' : 'acknowledgments'}/${told}.edi`;
}

function fileOf(told: Told, { accepted, rejected }: Days): string | Uint8Array {
  switch (told) {
    case '999':
      return group('A', ['A']);
    case 'A1':
      return statuses('277CA', [{ pcn, codes: ['A1:20'], on: '2026-04-09' }]);
    case 'A2':
      return statuses('277CA', [{ pcn, codes: ['A2:20'], on: accepted }]);
    case 'A3':
      return statuses('277CA', [{ pcn, codes: ['A3:21'], on: rejected }]);
    case '835':
      return remit({ claims: [{ pcn, lines: [svc('99213', 14500, 10000, 'CO*45*45.00')] }] });
  }
}

/** Interfaces §8.3, from the set alone. */
function expected(told: readonly Told[], { accepted, rejected }: Days) {
  const refused = told.includes('A3') && !(told.includes('A2') && accepted > rejected);
  const sent = refused ? 'rejected' : told.includes('A2') ? 'accepted' : 'sent';
  const decided = told.includes('835');
  return {
    state: decided ? 'closed' : sent,
    acknowledged: told.some((one) => one !== '835'),
    rejected: refused,
    queues: refused && !decided ? ['rejection'] : [],
  };
}

const days: readonly Days[] = [
  { accepted: '2026-04-02', rejected: '2026-04-03' },
  { accepted: '2026-04-03', rejected: '2026-04-03' },
  { accepted: '2026-04-03', rejected: '2026-04-02' },
];

function ordersOf(told: readonly Told[]): Told[][] {
  if (told.length === 0) return [[]];
  return told.flatMap((one) =>
    ordersOf(told.filter((other) => other !== one)).map((rest) => [one, ...rest]),
  );
}

test.each(days)('every order without a remittance, $accepted against $rejected', async (on) => {
  const orders = ordersOf(all.filter((told) => told !== '835'));
  expect(orders).toHaveLength(24);
  for (const order of orders) {
    expect(await standing(order, on, null), order.join(' ')).toEqual(expected(order, on));
  }
});

test('every order with a remittance', async () => {
  const orders = ordersOf(all);
  expect(orders).toHaveLength(120);
  for (const [index, order] of orders.entries()) {
    const on = days[index % days.length] ?? { accepted: '', rejected: '' };
    expect(await standing(order, on, null), order.join(' ')).toEqual(expected(order, on));
  }
});

test('any of them at once, each message twice and in an order of chance', async () => {
  const seen = new Set<unknown>();
  const cases = fc.tuple(
    fc.shuffledSubarray([...all]),
    fc.constantFrom(...days),
    fc.integer({ min: 1, max: 1_000_000 }),
  );
  await fc.assert(
    fc.asyncProperty(cases, async ([order, on, seed]) => {
      const found = await standing(order, on, seed);
      seen.add(found.state);
      expect(found).toEqual(expected(order, on));
    }),
    { numRuns: 60 },
  );
  expect([...seen].sort()).toEqual(['accepted', 'closed', 'rejected', 'sent']);
});
