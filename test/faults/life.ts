/** One life of the pipeline under faults, from a seed: the days of a story, then rest, then what is left. */
import type { QueuedMessage } from '../../shared/pipeline/memory-queues.ts';
import type { JsonObject, Ports, Step } from '../../shared/pipeline/ports.ts';
import { type QueueName, queueNames } from '../../shared/pipeline/topology.ts';
import { answerWebhook } from '../../shared/pipeline/webhook.ts';
import { addDays, calendarDate } from '../../shared/values/dates.ts';
import { chanceOf } from '../support/chance.ts';
import type { Veil } from './half-seen.ts';
import { type Instances, warmInstances } from './instances.ts';
import { type Batch, memoryPlace, type Place, type PlaceOptions } from './place.ts';
import { houseCall, houseSecret } from './receiver-house.ts';
import { type Scheduler, schedulerOf } from './scheduler.ts';
import type { Shards } from './shards.ts';
import { stories } from './stories.ts';
import { type FaultKind, fair, type Storm, stormOf } from './storm.ts';
import { type Contents, type Day, practice, type Story } from './story.ts';
import { type Told, tellLife } from './tell-life.ts';

export type LifeOptions = {
  readonly seed: number;
  /** Without one the seed chooses. */
  readonly story?: Story;
  /** No faults, no repeats, one message at a time. */
  readonly calm?: boolean;
  readonly crashAt?: number;
  /** Only the faults of these numbers. */
  readonly only?: ReadonlySet<number>;
  /** Faults without which a race is seldom. */
  readonly wanted?: readonly FaultKind[];
  /** For sabotage: what becomes of each worker. */
  readonly bend?: (name: QueueName, step: Step) => Step;
  readonly hand?: (ports: Ports) => Ports['clearinghouse'];
  /** Memory ports unless told otherwise. */
  readonly open?: (options: PlaceOptions, scheduler: Scheduler, storm: Storm) => Place;
};

export type Life = Told & {
  readonly story: string;
  readonly calls: number;
  /** The faults that struck. */
  readonly trace: readonly string[];
};

type World = {
  readonly place: Place;
  readonly scheduler: Scheduler;
  readonly storm: Storm;
  readonly counter: { calls: number; readonly crashAt: number | null };
  readonly steps: ReadonlyMap<QueueName, Step>;
  readonly lanes: number;
  readonly instances: Instances;
  readonly veil: Veil;
  readonly shards: Shards;
  /** Messages that come much later, or come back from the dead letters. */
  readonly apart: QueuedMessage[];
  readonly replayed: string[];
};

const loaded = new Map<QueueName, Step>();
for (const name of queueNames) {
  const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
  loaded.set(name, module.step);
}

/** What they send is answered by the next day. */
const outgoing = ['verify', 'submit', 'follow-up'] as const;

/** A message that fails so often waits for its redrive. */
const maxDeliveries = 5;
const sweepsAllowed = 4;
/** Then the receiver waits until it is polled. */
const maxCalls = 3;
const schedules = [
  'sweep',
  'poll',
  'verify',
  'submit',
  'follow-up',
  'escalate',
  'measure',
] as const;

const nightly = ['report', 'reconcile'] as const;

export function storyOf(seed: number): Story {
  const chosen = stories[seed % stories.length];
  if (chosen === undefined) throw new Error('a story is chosen');
  return chosen;
}

/** Neighbouring seeds begin with like numbers, so they are strewn first. */
function strewn(seed: number): number {
  return Math.imul(seed + 1, 0x9e3779b1) ^ Math.imul(seed + 0x7f4a7c15, 0x85ebca6b);
}

export async function live(options: LifeOptions): Promise<Life> {
  const story = options.story ?? storyOf(options.seed);
  const world = worldOf(options);
  await giveState(world, story);
  for (const day of story.days) await liveDay(world, day);
  await rest(world, story);
  if (options.calm && world.place.bugs.length > 0) throw world.place.bugs[0];
  const unproved = story.nightly === true ? await liveNight(world) : [];
  return {
    ...(await tellLife(world.place, lastDayOf(story), { replayed: world.replayed, unproved })),
    story: story.name,
    calls: world.counter.calls,
    trace: world.storm.trace,
  };
}

function worldOf({
  seed,
  calm = false,
  crashAt,
  only,
  wanted,
  bend,
  hand,
  open,
}: LifeOptions): World {
  const chance = chanceOf(strewn(seed));
  const scheduler = schedulerOf(chance);
  const storm = calm || crashAt !== undefined ? fair : stormOf(chance, only, wanted);
  const options = { seed: strewn(seed) ^ 1, calm: storm === fair, ...(hand && { hand }) };
  const steps = [...loaded].map(([name, step]) => [name, bend?.(name, step) ?? step] as const);
  return {
    place: open ? open(options, scheduler, storm) : memoryPlace(options),
    scheduler,
    storm,
    counter: { calls: 0, crashAt: crashAt ?? null },
    steps: new Map(steps),
    lanes: storm === fair ? 1 : 4,
    instances: warmInstances(),
    veil: new Map(),
    shards: new Set(),
    apart: [],
    replayed: [],
  };
}

/** What the practice had set up before the story begins. */
async function giveState({ place }: World, { given }: Story): Promise<void> {
  const rows = await given();
  for (const { key, item } of rows) {
    await place.ports.records.transact([
      { kind: 'put', store: 'reference', key, item, when: 'absent' },
    ]);
  }
  place.settle();
}

async function liveDay(world: World, { date, files, from, settled = false }: Day): Promise<void> {
  const { place } = world;
  if (settled) await heal(world);
  place.onDay(calendarDate(date));
  const outbound = place.files
    .keys('outbound')
    .map((key) => place.files.text('outbound', key) ?? '');
  const contents = typeof files === 'function' ? files(outbound) : files;
  if (from === undefined) await arrive(world, contents);
  else await hold(world, contents, from);
  for (const worker of schedules) await schedule(world, worker);
}

/** Events of new files: some come twice, some never. */
async function arrive(world: World, contents: Contents): Promise<void> {
  const { storm, place } = world;
  for (const [key, content] of Object.entries(contents)) place.files.drop('inbox', key, content);
  for (const [n, key] of Object.keys(contents).entries()) {
    const message = place.arrivalOf(practice, key);
    if (!storm.strikes('event lost', `file ${n}`))
      await place.ports.queues.send('receive', [message]);
    if (storm.strikes('event twice', `file ${n}`))
      await place.ports.queues.send('receive', [message]);
  }
  await run(world);
}

/** A receiver has them; when it calls it brings each, and calls again until it is heard. */
async function hold(world: World, contents: Contents, from: 'poll' | 'webhook'): Promise<void> {
  for (const [n, [key, content]] of Object.entries(contents).entries()) {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content;
    world.place.house.hold(key, bytes);
    if (from === 'poll' || world.storm.strikes('event lost', `call ${n}`)) continue;
    callIn(world, key, bytes, 0);
    if (world.storm.strikes('event twice', `call ${n}`)) callIn(world, key, bytes, 0);
  }
  await run(world);
}

/** Each call in a worker of its own; one that was not heard is made again, signed anew. */
function callIn(world: World, id: string, body: Uint8Array, time: number): void {
  const { scheduler, place, storm, counter, instances, veil, shards } = world;
  const instance = instances.take('webhook');
  scheduler.start(
    async (task) => {
      const hazards = {
        scheduler,
        storm,
        counter,
        task,
        worker: 'webhook',
        instance,
        veil,
        shards,
      };
      const secrets = async () => [houseSecret];
      const ports = { ...place.portsUnder(hazards), secrets };
      return answerWebhook(ports, houseCall(practice, id, body, time));
    },
    (ending) => {
      const heard = typeof ending === 'object' && 'done' in ending;
      if (heard) void replay(world, id, body, time);
      else if (time < maxCalls) callIn(world, id, body, time + 1);
    },
  );
}

/** Somebody who saw a call that was taken in makes it once more: nothing comes of it. */
async function replay(world: World, id: string, body: Uint8Array, time: number): Promise<void> {
  const { files, queues, ...rest } = world.place.ports;
  const noted = () => void world.replayed.push(id);
  const ports = {
    ...rest,
    files: {
      ...files,
      write: (...args: Parameters<typeof files.write>) => {
        noted();
        return files.write(...args);
      },
    },
    queues: {
      send: (...args: Parameters<typeof queues.send>) => {
        noted();
        return queues.send(...args);
      },
    },
    secrets: async () => [houseSecret],
  };
  await answerWebhook(ports, houseCall(practice, id, body, time));
}

async function schedule(world: World, worker: QueueName): Promise<void> {
  const copies = world.storm.strikes('schedule twice', worker) ? 2 : 1;
  for (let n = 0; n < copies; n += 1) await world.place.ports.queues.send(worker, [{}]);
  await run(world);
}

/** Works the queues, several batches at once, until nothing waits and nothing runs. */
async function run(world: World): Promise<void> {
  const { scheduler, place, lanes, apart } = world;
  const deliveries = new Map<string, number>();
  for (const { queue, message } of apart.splice(0)) await place.ports.queues.send(queue, [message]);
  while (place.queues.size() > 0 || scheduler.running() > 0) {
    const free = scheduler.running() < lanes && place.queues.size() > 0;
    if (free && (scheduler.running() === 0 || scheduler.chance() < 0.5)) begin(world, deliveries);
    else await scheduler.step();
  }
}

function begin(world: World, deliveries: Map<string, number>): void {
  const { scheduler, place, storm, counter, instances, veil, shards } = world;
  const batch = takeBatch(world);
  if (batch === null) return;
  const { worker, messages } = batch;
  const kind = `${worker} ${batch.newer}`;
  const instance = instances.take(kind);
  for (const message of messages) {
    if (storm.strikes('lease expires while running', worker)) again(world, worker, message);
  }
  scheduler.start<readonly number[]>(
    (task) =>
      place.work(batch, { scheduler, storm, counter, task, worker, instance, veil, shards }),
    (ending) => {
      if (ending !== 'died' && !storm.strikes('cold start', worker))
        instances.giveBack(kind, instance);
      if (typeof ending === 'object' && 'error' in ending) place.bugs.push(ending.error);
      const failed = typeof ending === 'object' && 'done' in ending ? ending.done : null;
      messages.forEach((message, n) => {
        if (failed === null || failed.includes(n)) retry(world, deliveries, worker, message);
        else if (storm.strikes('message repeated', worker)) again(world, worker, message);
      });
    },
  );
}

function again({ place }: World, worker: QueueName, message: JsonObject): void {
  void place.queues.queues.send(worker, [message]);
}

/** Comes again, so often; then it is a dead letter until it is sent back. */
function retry(
  world: World,
  deliveries: Map<string, number>,
  worker: QueueName,
  message: JsonObject,
): void {
  const key = `${worker} ${JSON.stringify(message)}`;
  const count = (deliveries.get(key) ?? 0) + 1;
  deliveries.set(key, count);
  if (count < maxDeliveries) again(world, worker, message);
  else world.apart.push({ queue: worker, message });
}

/** A message, and as many more of its queue as the worker takes; some are put aside for much later. */
function takeBatch({ scheduler, place, storm, apart, steps, lanes }: World): Batch | null {
  const any = () => (lanes === 1 ? 0 : Math.floor(scheduler.chance() * place.queues.size()));
  const taken = place.queues.take(any());
  if (taken === null) return null;
  const { queue: worker, message } = taken;
  if (storm.strikes('message late', worker)) {
    apart.push(taken);
    return null;
  }
  const step = steps.get(worker);
  if (step === undefined) throw new Error(`no worker for ${worker}`);
  const messages = [message];
  while (messages.length < place.batchSize(worker)) {
    const more = place.queues.takeOf(worker);
    if (more === null) break;
    messages.push(more.message);
  }
  return { worker, step, messages, newer: storm.strikes('newer version', worker) };
}

/** Faults pause until what went wrong is made good. */
async function heal(world: World): Promise<void> {
  const { storm, place } = world;
  const before = storm.still;
  storm.still = true;
  place.settle();
  for (let sweep = 0; sweep < sweepsAllowed / 2; sweep += 1) {
    for (const worker of ['poll', 'sweep', ...outgoing] as const) await schedule(world, worker);
    place.settle();
  }
  storm.still = before;
}

/** Faults stop, dead letters are sent back, and a few sweeps must be enough. */
async function rest(world: World, story: Story): Promise<void> {
  world.storm.still = true;
  world.place.settle();
  for (let sweep = 0; sweep < sweepsAllowed; sweep += 1) {
    await schedule(world, 'poll');
    await schedule(world, 'sweep');
    world.place.settle();
  }
  world.place.onDay(lastDayOf(story));
  for (const worker of schedules) await schedule(world, worker);
  world.place.settle();
}

/**
 * The night's documents and proof under faults, of books that are at rest: whatever failed on the way, they are
 * what a night without faults makes of the same books. Answers what they are not; a night that began after
 * midnight is the next day's, and nothing to compare with.
 */
async function liveNight(world: World): Promise<readonly string[]> {
  const { place, storm } = world;
  const before = place.bugs.length;
  storm.still = false;
  for (const worker of nightly) await schedule(world, worker);
  storm.still = true;
  place.settle();
  await run(world);
  const written = documentsOf(place);
  for (const worker of nightly) await schedule(world, worker);
  const again = documentsOf(place);
  const isLate = storm.trace.some((fault) => fault.endsWith('clock jumps: report'));
  const names = isLate ? [] : [...new Set([...written.keys(), ...again.keys()])];
  return [
    ...names.filter((name) => written.get(name) !== again.get(name)),
    ...(again.size > 5 ? [] : ['no documents']),
    ...place.bugs.slice(before).map((bug) => (bug instanceof Error ? bug.name : 'a bug')),
  ];
}

function documentsOf({ files }: Place): ReadonlyMap<string, string> {
  const keys = files.keys('reports');
  return new Map(keys.map((key) => [key, files.text('reports', key) ?? '']));
}

function lastDayOf({ days }: Story) {
  return addDays(calendarDate(days.at(-1)?.date ?? ''), 1);
}
