/** The whole cycle of so many claims, a worker's ports metered apart: from the encounter file to the closed balance. */

import { metricLine } from '../../functions/runtime/metrics.ts';
import type { JsonObject, Outcome, Ports, Step } from '../../shared/pipeline/ports.ts';
import { type QueueName, queueNames, workers } from '../../shared/pipeline/topology.ts';
import { claimIdOf, encounterId, practiceId } from '../../shared/values/ids.ts';
import { receipts } from '../../test/faults/story.ts';
import { referenceFiles } from '../../test/scenarios/support/reference.ts';
import { remit, svc } from '../../test/scenarios/support/remit.ts';
import { encounterFile } from '../../test/support/encounter-file.ts';
import { type TestPorts, testPorts } from '../../test/support/ports.ts';
import { count, type Meter, meteredPorts, newMeter } from './meter.ts';
import { bytesPer, logBytesOf } from './price-list.ts';

export type Bill = ReadonlyMap<QueueName, Meter>;

type World = {
  readonly test: TestPorts;
  readonly steps: ReadonlyMap<QueueName, Step>;
  meters: Map<QueueName, Meter>;
};

const practice = practiceId('clinic');

/** `nightly` is a further night in which nothing happened: what keeping the claims costs. */
export async function meterCycle(claims: number): Promise<{ cycle: Bill; nightly: Bill }> {
  const world: World = {
    test: testPorts({ today: '2026-04-01' }),
    steps: await loadSteps(),
    meters: new Map(),
  };
  await workDay(world, '2026-03-31', referenceFiles(practice));
  world.meters = new Map();
  await workDay(world, '2026-04-01', { 'encounters/day.csv': encountersOf(claims) });
  await workDay(world, '2026-04-02', receiptsOf(world, claims));
  await workDay(world, '2026-04-15', { 'remittances/era.835': remittanceOf(claims) });
  await workDay(world, '2026-04-20', { 'payments/day.csv': paymentsOf(claims) });
  const cycle = world.meters;
  world.meters = new Map();
  await workDay(world, '2026-04-21', {});
  return { cycle, nightly: world.meters };
}

async function loadSteps(): Promise<ReadonlyMap<QueueName, Step>> {
  const steps = new Map<QueueName, Step>();
  for (const name of queueNames) {
    const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    steps.set(name, module.step);
  }
  return steps;
}

const nightly = ['submit', 'follow-up', 'escalate', 'measure', 'report', 'reconcile'] as const;

async function workDay(
  world: World,
  day: string,
  files: Readonly<Record<string, string | Uint8Array>>,
) {
  const { test } = world;
  test.onDay(day);
  for (const [name, content] of Object.entries(files)) {
    const key = name.startsWith(practice) ? name : `${practice}/${name.replace('/', `/${day}/`)}`;
    test.files.drop('inbox', key, content);
    await test.ports.queues.send('receive', [{ practice, key }]);
    count(meterOf(world, 'receive'), 'events', 1, 'event');
  }
  await drain(world);
  for (const worker of nightly) {
    await test.ports.queues.send(worker, [{}]);
    await drain(world);
  }
}

/** Batches as Lambda takes them: one queue's messages, as many as the worker's row says. */
async function drain(world: World): Promise<void> {
  const { queues } = world.test;
  for (let first = queues.take(); first !== null; first = queues.take()) {
    const batch = [first.message];
    while (batch.length < workers[first.queue].batchSize) {
      const more = queues.takeOf(first.queue);
      if (more === null) break;
      batch.push(more.message);
    }
    await invoke(world, first.queue, batch);
  }
}

function meterOf({ meters }: World, worker: QueueName): Meter {
  const meter = meters.get(worker) ?? newMeter();
  meters.set(worker, meter);
  return meter;
}

async function invoke(
  world: World,
  worker: QueueName,
  batch: readonly JsonObject[],
): Promise<void> {
  const meter = meterOf(world, worker);
  const step = world.steps.get(worker);
  if (step === undefined) throw new Error(`no worker ${worker}`);
  const ports: Ports = meteredPorts(world.test.ports, meter);
  const waitedBefore = meter.waitedMilliseconds;
  const began = process.hrtime.bigint();
  for (const message of batch) log(meter, worker, await step(ports)(message));
  const worked = Number(process.hrtime.bigint() - began) / 1e6;
  const milliseconds = Math.ceil(worked + meter.waitedMilliseconds - waitedBefore);
  count(
    meter,
    'gigabyteSeconds',
    (milliseconds / 1000) * (workers[worker].memoryMegabytes / 1024),
    'run',
  );
  count(meter, 'invocations', 1);
  count(meter, 'logBytes', logBytesOf.invocation);
  const bytes = Buffer.byteLength(JSON.stringify(batch));
  count(meter, 'queueRequests', Math.ceil(bytes / bytesPer.queueRequest) + 1, 'receive and delete');
}

function log(meter: Meter, worker: QueueName, outcome: Outcome): void {
  const line = metricLine(outcome, { service: worker, stage: 'prod' }, 1_760_000_000_000) ?? '';
  const text = JSON.stringify(outcome.counts).length + outcome.event.length;
  count(meter, 'logBytes', logBytesOf.message + text + line.length);
}

function eachClaim<T>(claims: number, make: (n: number) => T): readonly T[] {
  return Array.from({ length: claims }, (_, n) => make(n));
}

function pcn(n: number): string {
  return claimIdOf(practice, encounterId(`E-${n}`));
}

/** Two lines a claim. */
function encountersOf(claims: number): Uint8Array {
  const rows = eachClaim(claims, (n) => {
    const visit = { encounter_id: `E-${n}`, patient_id: `P-${n}`, member_id: `FAKE${n}` };
    return [visit, { ...visit, procedure: '20610', charge: '80.00' }];
  });
  return encounterFile(rows.flat());
}

/** Every claim is accepted by the payer. */
function receiptsOf({ test }: World, claims: number) {
  const outbound = test.files.keys('outbound').map((key) => test.files.text('outbound', key) ?? '');
  return receipts('ack', Object.fromEntries(eachClaim(claims, (n) => [pcn(n), 'A2:20'])))(outbound);
}

/** Nine in ten are paid by contract with a patient share, one in ten is denied. */
function remittanceOf(claims: number): string {
  const paid = [
    svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00'),
    svc('20610', 8000, 6000, 'CO*45*20.00'),
  ];
  const denied = [svc('99213', 14500, 0, 'CO*197*145.00'), svc('20610', 8000, 0, 'CO*197*80.00')];
  const answers = eachClaim(claims, (n) => ({ pcn: pcn(n), lines: isDenied(n) ? denied : paid }));
  return remit({ trace: 'T1', date: '2026-04-15', claims: answers });
}

function isDenied(n: number): boolean {
  return n % 10 === 0;
}

/** The patient pays the share. */
function paymentsOf(claims: number): string {
  const header =
    'payment_id,received_on,method,amount,patient_id,encounter_id,payer_id,trace_number,kind';
  const rows = eachClaim(claims, (n) =>
    isDenied(n) ? [] : [`P${n},2026-04-20,card,20.00,,E-${n},,,patient`],
  );
  return [header, ...rows.flat(), ''].join('\n');
}
