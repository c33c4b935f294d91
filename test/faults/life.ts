/** One life of the pipeline under faults, from a seed: what it booked, and whether it came to rest whole. */
import { readPractices } from '../../shared/pipeline/each-practice.ts';
import { type Gathered, gather } from '../../shared/pipeline/gather.ts';
import { type Violation, violations } from '../../shared/pipeline/invariants.ts';
import type { QueuedMessage } from '../../shared/pipeline/memory-queues.ts';
import type { Ports, Step } from '../../shared/pipeline/ports.ts';
import type { WorkerName } from '../../shared/pipeline/topology.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { chanceOf } from '../support/chance.ts';
import { type TestPorts, testPorts } from '../support/ports.ts';
import { Fault, type Faults, faultyPorts } from './faulty-ports.ts';
import { type Scheduler, schedulerOf } from './scheduler.ts';
import { days, practice } from './story.ts';

export type LifeOptions = {
  readonly seed: number;
  /** No faults, no repeats, one message at a time. */
  readonly calm?: boolean;
  readonly crashAt?: number;
  /** For sabotage: what becomes of each worker. */
  readonly bend?: (name: WorkerName, step: Step) => Step;
  /** For sabotage: how a batch is handed over. */
  readonly hand?: (ports: Ports) => Ports['clearinghouse'];
};

export type Life = {
  readonly gathered: Gathered;
  readonly violations: readonly Violation[];
  readonly calls: number;
  readonly injected: number;
  /** Σ by claim and account, in words that can be compared. */
  readonly balances: readonly string[];
  /** Open work by queue, subject and amount. */
  readonly work: readonly string[];
  /** Each CLM01 that a receiver got, as often as it got it. */
  readonly sent: readonly string[];
};

type World = {
  readonly test: TestPorts;
  readonly ports: Ports;
  readonly scheduler: Scheduler;
  readonly faults: Faults;
  readonly steps: ReadonlyMap<string, Step>;
  readonly repeats: number;
  readonly lanes: number;
  /** What steps threw by themselves; some heal, as a state that changed meanwhile does. */
  readonly bugs: unknown[];
};

const workerNames = [
  'receive',
  'take-reference',
  'take-encounters',
  'scrub',
  'submit',
  'split-remittance',
  'post',
  'apply',
  'assign',
  'follow-up',
  'escalate',
  'sweep',
  'measure',
] as const satisfies readonly WorkerName[];

/** A message that fails so often waits for its redrive. */
const maxDeliveries = 5;
const sweepsAllowed = 4;

export async function live(options: LifeOptions): Promise<Life> {
  const world = await worldOf(options);
  for (const { date, files } of days) {
    world.test.onDay(date);
    for (const [key, content] of Object.entries(files))
      world.test.files.drop('inbox', key, content);
    await arrive(world, Object.keys(files));
    await schedule(world, ['sweep', 'submit', 'follow-up', 'escalate', 'measure']);
  }
  await rest(world);
  if (options.calm && world.bugs.length > 0) throw world.bugs[0];
  return tellLife(world);
}

async function worldOf({ seed, calm = false, crashAt, bend, hand }: LifeOptions): Promise<World> {
  const chance = chanceOf(seed);
  const test = testPorts(calm ? {} : { recordsSeed: seed });
  const scheduler = schedulerOf(chance);
  const rate = calm || crashAt !== undefined ? 0 : chance() * 0.06;
  const faults = { before: rate, after: rate, calls: 0, injected: 0, crashAt: crashAt ?? null };
  const loaded = new Map<string, Step>();
  for (const name of workerNames) {
    const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    loaded.set(name, bend?.(name, module.step) ?? module.step);
  }
  return {
    test,
    scheduler,
    faults,
    ports: faultyPorts(
      hand ? { ...test.ports, clearinghouse: hand(test.ports) } : test.ports,
      scheduler,
      faults,
    ),
    steps: loaded,
    repeats: calm ? 0 : 0.15,
    lanes: calm ? 1 : 4,
    bugs: [],
  };
}

/** Events of new files: some come twice, some never. */
async function arrive(world: World, keys: readonly string[]): Promise<void> {
  const { scheduler, repeats } = world;
  for (const key of keys) {
    const copies = scheduler.chance() < repeats ? (scheduler.chance() < 0.5 ? 0 : 2) : 1;
    for (let n = 0; n < copies; n += 1)
      await world.test.ports.queues.send('receive', [{ practice, key }]);
  }
  await run(world);
}

async function schedule(world: World, workers: readonly WorkerName[]): Promise<void> {
  for (const worker of workers) {
    const copies = world.scheduler.chance() < world.repeats ? 2 : 1;
    for (let n = 0; n < copies; n += 1) await world.test.ports.queues.send(worker, [{}]);
    await run(world);
  }
}

/** Works the queues, several messages at once, until nothing waits and nothing runs. */
async function run(world: World): Promise<void> {
  const { scheduler, test, lanes } = world;
  const deliveries = new Map<string, number>();
  const dead: QueuedMessage[] = [];
  while (test.queues.size() > 0 || scheduler.running() > 0) {
    const free = scheduler.running() < lanes && test.queues.size() > 0;
    if (free && (scheduler.running() === 0 || scheduler.chance() < 0.5)) {
      begin(world, deliveries, dead);
    }
    await scheduler.step();
  }
  for (const { queue, message } of dead) await test.ports.queues.send(queue, [message]);
}

function begin(world: World, deliveries: Map<string, number>, dead: QueuedMessage[]): void {
  const { test, scheduler, steps, repeats, lanes } = world;
  const taken = test.queues.take(
    lanes === 1 ? 0 : Math.floor(scheduler.chance() * test.queues.size()),
  );
  const step = taken && steps.get(taken.queue);
  if (!taken || !step) throw new Error(`no worker for ${taken?.queue}`);
  const { queue, message } = taken;
  const again = () => void test.ports.queues.send(queue, [message]);
  if (scheduler.chance() < repeats) again();
  scheduler.start(
    async () => void (await step(world.ports)(message)),
    (error) => {
      if (error === null) return;
      if (!(error instanceof Fault)) world.bugs.push(error);
      const key = `${queue} ${JSON.stringify(message)}`;
      const count = (deliveries.get(key) ?? 0) + 1;
      deliveries.set(key, count);
      if (count < maxDeliveries) again();
      else dead.push(taken);
    },
  );
}

/** Faults stop, dead letters are sent back, and a few sweeps must be enough. */
async function rest(world: World): Promise<void> {
  world.faults.before = 0;
  world.faults.after = 0;
  const calm = { ...world, repeats: 0 };
  world.test.records.settle();
  for (let sweep = 0; sweep < sweepsAllowed; sweep += 1) {
    await schedule(calm, ['sweep']);
    world.test.records.settle();
  }
  await schedule(calm, ['submit', 'follow-up', 'escalate', 'measure']);
  world.test.records.settle();
}

async function tellLife({ test, faults }: World): Promise<Life> {
  const [registered] = await readPractices(test.ports);
  if (registered === undefined) throw new Error('no practice came to be');
  const gathered = await gather(test.ports, registered);
  return {
    gathered,
    violations: violations(gathered, calendarDate('2026-04-02')),
    calls: faults.calls,
    injected: faults.injected,
    balances: balancesOf(gathered),
    work: workOf(gathered),
    sent: test.files
      .keys('outbound')
      .flatMap((key) => [...(test.files.text('outbound', key) ?? '').matchAll(/CLM\*([^*]+)\*/g)])
      .map(([, claim]) => claim ?? '')
      .sort(),
  };
}

/** Suspense and its application cancel out; what is left is the same in every order. */
function balancesOf({ entries }: Gathered): readonly string[] {
  const sums = new Map<string, number>();
  for (const { entry } of entries) {
    for (const { account, amountCents } of entry.postings) {
      const claim =
        account === 'LIAB:UNAPPLIED' || account.startsWith('CASH:') ? '' : entry.claimId;
      const key = `${claim ?? ''} ${account}`;
      sums.set(key, (sums.get(key) ?? 0) + amountCents);
    }
  }
  return [...sums]
    .filter(([, sum]) => sum !== 0)
    .map(([key, sum]) => `${key} ${sum}`)
    .sort();
}

/** Without `posting` items: whether a claim was answered before it could be sent is a matter of time. */
function workOf({ items }: Gathered): readonly string[] {
  const open = items.filter((item) => item.state === 'open' && item.queue !== 'posting');
  return open.map((item) => `${item.queue} ${item.subject} ${item.amountCents}`).sort();
}
