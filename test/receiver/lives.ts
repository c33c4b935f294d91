/**
 * Lives of sending under faults: `submit`, `deliver` and `sweep` against a receiver that remembers what it really
 * got. Calls fail before and after their effect, workers die and run beside each other, messages repeat, time jumps.
 */
import { createHash } from 'node:crypto';
import { step as deliver } from '../../shared/pipeline/deliver.ts';
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import type { MemoryQueues } from '../../shared/pipeline/memory-queues.ts';
import { memoryRecords } from '../../shared/pipeline/memory-records.ts';
import type { Action, Ports, Step } from '../../shared/pipeline/ports.ts';
import { step as receive } from '../../shared/pipeline/receive.ts';
import { step as scrub } from '../../shared/pipeline/scrub.ts';
import { step as submit } from '../../shared/pipeline/submit.ts';
import { step as sweep } from '../../shared/pipeline/sweep.ts';
import { step as takeEncounters } from '../../shared/pipeline/take-encounters.ts';
import { step as takeReference } from '../../shared/pipeline/take-reference.ts';
import type { QueueName } from '../../shared/pipeline/topology.ts';
import type { Method } from '../../shared/receiver/capabilities.ts';
import { httpsRemote } from '../../shared/receiver/https-remote.ts';
import type { Remotes } from '../../shared/receiver/remote.ts';
import { type SftpSession, sftpRemote } from '../../shared/receiver/sftp-remote.ts';
import { parseInstant } from '../../shared/values/dates.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { chanceOf } from '../support/chance.ts';
import { encounterFile } from '../support/encounter-file.ts';
import { testPorts } from '../support/ports.ts';
import { apiRow, sftpRow } from './receiver-rows.ts';
import { type Turns, turnsBy } from './turns.ts';

const practice = 'clinic';
const minute = 60_000;
const hour = 60 * minute;
const began = parseInstant('2026-04-01T20:00:00Z') ?? 0;

export type LifeOfSending = {
  /** Claims as often as the receiver took them. */
  readonly taken: ReadonlyMap<string, number>;
  /** Claims that were sent, with what we hold of their file in the end. */
  readonly claims: readonly {
    readonly claim: string;
    readonly state: string;
    readonly owner: string | null;
  }[];
  readonly faults: number;
  /** How often the receiver answered what. */
  readonly bugs: readonly unknown[];
};

class Dead extends Error {}

/** What `submit` starts from: three ready claims, made once. */
async function readyActions(method: Method): Promise<readonly (readonly Action[])[]> {
  const world = testPorts({ today: '2026-04-01' });
  const written: (readonly Action[])[] = [];
  const records = {
    ...world.ports.records,
    transact: async (actions: readonly Action[]) => {
      const result = await world.ports.records.transact(actions);
      if (result.done) written.push(actions);
      return result;
    },
  };
  const ports = { ...world.ports, records };
  const on =
    (step: Step): Step =>
    () =>
      step(ports);
  const workers = {
    receive: on(receive),
    'take-reference': on(takeReference),
    'take-encounters': on(takeEncounters),
    scrub: on(scrub),
    assign: () => async () => ({ event: 'idle', counts: {} }),
  };
  const visits = ['E-1', 'E-2', 'E-3'].map((id, n) => ({
    encounter_id: id,
    patient_id: `P-${n}`,
    service_date: `2026-03-0${n + 2}`,
  }));
  const files = {
    ...referenceFiles(practice),
    ...receiverFiles(method),
    [`${practice}/encounters/day.csv`]: encounterFile(visits),
  };
  for (const [key, content] of Object.entries(files)) {
    world.files.drop('inbox', key, content);
    await world.ports.queues.send('receive', [{ practice, key }]);
    await world.drain(workers);
  }
  return written;
}

/** Without a row the clearinghouse fetches what is dropped. */
function receiverFiles(method: Method): Record<string, string> {
  if (method === 'drop') return {};
  const { host, path, answers, user, hostKey } = method === 'sftp' ? sftpRow : apiRow;
  const cells = ['clearinghouse', method, host, path, answers, user, hostKey];
  const header = 'receiver,method,host,path,answers,user,host_key';
  return { [`${practice}/reference/receivers.csv`]: `${header}\n${cells.join(',')}\n` };
}

const prepared = new Map<Method, Promise<readonly (readonly Action[])[]>>();

type Sim = {
  readonly chance: () => number;
  readonly turn: () => Promise<void>;
  readonly now: () => number;
  /** How often a call fails, each way. */
  rate: number;
  /** Nothing comes back from the receiver; what was sent may have been taken all the same. */
  isOut: boolean;
  faults: number;
  readonly taken: Map<string, number>;
};

export type Bend = {
  /** Alters a step or the ports, for a sabotage. */
  readonly ports?: (ports: Ports) => Ports;
  readonly clock?: (now: () => number) => () => number;
};

export async function lifeOfSending(
  method: Method,
  seed: number,
  bend: Bend = {},
): Promise<LifeOfSending> {
  const chance = chanceOf(seed);
  const scheduler = turnsBy(chance);
  let now = began;
  const sim: Sim = {
    chance,
    turn: scheduler.turn,
    now: () => now,
    rate: chance() * 0.3,
    isOut: chance() < 0.4,
    faults: 0,
    taken: new Map(),
  };
  const records = memoryRecords({ chance });
  const ready = prepared.get(method) ?? readyActions(method);
  prepared.set(method, ready);
  for (const actions of await ready) await records.records.transact(actions);
  records.settle();
  const test = testPorts({ today: '2026-04-01', now: bend.clock?.(sim.now) ?? sim.now });
  const receiver = receiverOf(method, sim, test.ports);
  const plain = { ...test.ports, records: records.records, ...receiver };
  const ports = risky(bend.ports?.(plain) ?? plain, sim);
  const world: World = {
    sim,
    ports,
    queues: test.ports.queues,
    waiting: test.queues,
    bugs: [],
    dead: [],
  };
  const run = (first: 'submit' | 'sweep') =>
    workQueues(world, scheduler, first, () => {
      if (chance() < 0.02) now += Math.floor(chance() * 5 * minute);
    });
  await run('submit');
  for (const [first, later] of hoursUnderFaults(sim)) {
    now += later;
    await run(first);
  }
  for (const sendBack of world.dead) sendBack();
  for (const [first, later] of hoursAfterwards(sim)) {
    now += later;
    records.settle();
    await run(first);
  }
  const { taken, faults } = sim;
  return { taken, claims: claimsOf(records), faults, bugs: world.bugs };
}

type Hour = readonly ['submit' | 'sweep', later: number];

/** A sweep soon after, or nothing for more than a day; the receiver may be out. */
function* hoursUnderFaults(sim: Sim): Generator<Hour> {
  for (let turn = 0; turn < 4; turn += 1) {
    const later = sim.chance() < 0.4 ? Math.floor(sim.chance() * 40 * hour) : 15 * minute;
    sim.isOut = sim.chance() < 0.4;
    yield [sim.chance() < 0.3 ? 'submit' : 'sweep', later];
  }
}

function* hoursAfterwards(sim: Sim): Generator<Hour> {
  sim.rate = 0;
  sim.isOut = false;
  for (let turn = 0; turn < 3; turn += 1) {
    yield ['submit', sim.chance() < 0.5 ? 15 * minute : 26 * hour];
    yield ['sweep', 0];
  }
}

type World = {
  readonly sim: Sim;
  readonly ports: Ports;
  /** Where nothing fails. */
  readonly queues: Ports['queues'];
  readonly waiting: MemoryQueues;
  readonly bugs: unknown[];
  /** Messages that failed too often; a person sends them back. */
  readonly dead: (() => void)[];
};

/** Runs what waits, up to three at once, and whatever dies comes again, a few times. */
async function workQueues(
  world: World,
  scheduler: Turns,
  first: 'submit' | 'sweep',
  pass: () => void,
): Promise<void> {
  const { waiting, queues, sim } = world;
  await queues.send(first, [{ practice, inbox: false }]);
  const tries = new Map<string, number>();
  while (waiting.size() > 0 || scheduler.running() > 0) {
    const free = scheduler.running() < 3 && waiting.size() > 0;
    if (free && (scheduler.running() === 0 || sim.chance() < 0.5)) {
      startOne(world, scheduler, tries);
    }
    await scheduler.step();
    pass();
  }
}

const steps: Partial<Record<QueueName, Step>> = { submit, deliver, sweep };
const idle: Step = () => async () => ({ event: 'idle', counts: {} });

function startOne(world: World, scheduler: Turns, tries: Map<string, number>): void {
  const { waiting, queues, sim, ports, bugs, dead } = world;
  const taken = waiting.take(Math.floor(sim.chance() * waiting.size()));
  if (taken === null) throw new Error('nothing waits');
  const step = steps[taken.queue] ?? idle;
  const again = () => void queues.send(taken.queue, [taken.message]);
  if (sim.rate > 0 && sim.chance() < 0.1) again();
  const ended = (error: unknown) => {
    if (error === null) return;
    if (!(error instanceof Dead)) bugs.push(error);
    const name = `${taken.queue} ${JSON.stringify(taken.message)}`;
    const times = (tries.get(name) ?? 0) + 1;
    tries.set(name, times);
    if (times < 5) again();
    else dead.push(again);
  };
  scheduler.start(async () => void (await step(ports)(taken.message)), ended);
}

/** Our own calls fail seldom, so that much gets under way; the receiver's fail often. */
function fails(sim: Sim, share = 0.5): boolean {
  const failed = sim.rate > 0 && sim.chance() < sim.rate * share;
  if (failed) sim.faults += 1;
  return failed;
}

/** A call over the network; when the receiver is out its answer never comes. */
function breaks(sim: Sim, when: 'before' | 'after'): boolean {
  const broken = sim.isOut ? when === 'after' || sim.chance() < 0.5 : fails(sim);
  if (sim.isOut && broken) sim.faults += 1;
  return broken;
}

/** Our own stores and queues: the worker dies before or after the effect. */
function risky(ports: Ports, sim: Sim): Ports {
  const call = async <T>(effect: () => Promise<T>): Promise<T> => {
    await sim.turn();
    if (fails(sim, 0.1)) throw new Dead('before');
    const result = await effect();
    if (fails(sim, 0.1)) throw new Dead('after');
    return result;
  };
  const { records, files, queues, clearinghouse } = ports;
  return {
    ...ports,
    records: {
      get: (...args) => call(() => records.get(...args)),
      query: (...args) => call(() => records.query(...args)),
      transact: (...args) => call(() => records.transact(...args)),
    },
    files: {
      ...files,
      read: (...args) => call(() => files.read(...args)),
      write: (...args) => call(() => files.write(...args)),
    },
    queues: { send: (...args) => call(() => queues.send(...args)) },
    clearinghouse: { send: (...args) => call(() => clearinghouse.send(...args)) },
  };
}

function take(sim: Sim, bytes: string): void {
  for (const [, claim = ''] of bytes.matchAll(/CLM\*([^*]+)\*/g)) {
    sim.taken.set(claim, (sim.taken.get(claim) ?? 0) + 1);
  }
}

type Receiving = Pick<Ports, 'clearinghouse' | 'remotes' | 'files'>;

function receiverOf(method: Method, sim: Sim, { clearinghouse, files }: Ports): Receiving {
  switch (method) {
    case 'drop': {
      const counted = countedDrop(sim, files);
      return { clearinghouse: dropClearinghouse(counted), remotes: nobody, files: counted };
    }
    case 'https': {
      const remote = httpsRemote(apiOf(sim), apiRow, 'fake-key');
      return { clearinghouse, files, remotes: { ...nobody, open: async () => remote } };
    }
    case 'sftp': {
      const open = sftpOf(sim);
      const remotes = { ...nobody, open: async () => sftpRemote(open, sftpRow) };
      return { clearinghouse, files, remotes };
    }
  }
}

const nobody: Remotes = { open: async () => 'secret-missing', wait: async () => undefined };

/** The receiver takes what newly lies in outbound. */
function countedDrop(sim: Sim, files: Ports['files']): Ports['files'] {
  return {
    ...files,
    write: async (bucket, key, bytes, when) => {
      const written = await files.write(bucket, key, bytes, when);
      if (bucket === 'outbound' && written === 'written') take(sim, Buffer.from(bytes).toString());
      return written;
    },
  };
}

type Known = { readonly hash: string; readonly at: number; readonly status: number };

/** Remembers keys for 24 hours and not a minute longer. */
function apiOf(sim: Sim) {
  const keys = new Map<string, Known>();
  return async (_url: string, init: RequestInit): Promise<Response> => {
    await sim.turn();
    if (breaks(sim, 'before')) throw new Error('timed out before');
    const shy = [429, 500, 401, 503][Math.floor(sim.chance() * 4)] ?? 429;
    if (fails(sim)) return said(shy);
    const key = new Headers(init.headers).get('idempotency-key') ?? '';
    const body = String(init.body);
    const hash = createHash('sha256').update(body).digest('hex');
    const known = keys.get(key);
    if (known && sim.now() - known.at < 24 * hour) return answerAgain(sim, known, hash);
    return takenIn(sim, keys, { key, body, hash });
  };
}

function answerAgain(sim: Sim, known: Known, hash: string): Response {
  if (breaks(sim, 'after')) throw new Error('timed out after');
  return said(known.hash === hash ? known.status : 422);
}

type Call = { readonly key: string; readonly body: string; readonly hash: string };

function takenIn(sim: Sim, keys: Map<string, Known>, { key, body, hash }: Call): Response {
  const status = sim.chance() < 0.05 ? 400 : 200;
  keys.set(key, { hash, at: sim.now(), status });
  if (status === 200) take(sim, body);
  if (breaks(sim, 'after')) throw new Error('timed out after');
  return said(fails(sim) ? 500 : status);
}

function said(status: number): Response {
  return new Response(JSON.stringify({ meta: { traceId: 'trace' } }), { status });
}

/** A directory that its owner empties when it likes; what came under its name has been taken. */
function sftpOf(sim: Sim) {
  const files = new Map<string, Buffer>();
  // When it is out, what goes before still works now and then, and the rename's answer never comes.
  const call = async <T>(effect: () => T, isLast = false): Promise<T> => {
    await sim.turn();
    if (breaks(sim, 'before')) throw new Error('broken before');
    const result = effect();
    if (isLast ? breaks(sim, 'after') : fails(sim)) throw new Error('broken after');
    return result;
  };
  const isNamed = (path: string) => !path.endsWith('.tmp');
  const session: SftpSession = {
    size: (path) => call(() => files.get(path)?.length ?? null),
    write: async (path, bytes) => {
      await call(() => files.set(path, Buffer.from(bytes.subarray(0, bytes.length / 2))));
      await call(() => files.set(path, Buffer.from(bytes)));
    },
    rename: (from, to) =>
      call(() => {
        const file = files.get(from);
        if (file === undefined || files.has(to)) throw new Error('no such file');
        files.delete(from);
        files.set(to, file);
        take(sim, file.toString());
      }, true),
    remove: async (path) => void (await call(() => files.delete(path))),
    list: async () => [],
    read: (path) => call(() => files.get(path) ?? null),
    close: async () => undefined,
  };
  return async () => {
    if (sim.chance() < 0.1) for (const path of files.keys()) if (isNamed(path)) files.delete(path);
    return call(() => session);
  };
}

/** What a person would see in the end, claim by claim. */
function claimsOf({ rows }: ReturnType<typeof memoryRecords>) {
  const work = rows('work').map(({ item }) => item);
  const deliveries = new Map(
    rows('exchanges')
      .filter(({ key }) => key.sort.startsWith('delivery#'))
      .map(({ item }) => [String(item['name']), String(item['state'])]),
  );
  const batches = rows('files').filter(({ key }) => key.sort.startsWith('batch#'));
  return batches.flatMap(({ item }) => {
    const name = String(item['name']);
    const open = work.find((one) => one['subject'] === name && one['state'] === 'open');
    const owner = open ? String(open['owner']) : null;
    const state = deliveries.get(name) ?? (item['state'] === 'sent' ? 'accepted' : 'person');
    const claims = Array.isArray(item['claims']) ? item['claims'] : [];
    return claims.map((claim) => ({ claim: String(claim), state, owner }));
  });
}

/** Null when nothing reached a receiver twice and nothing is without an answer or an owner. */
export function wrongIn({ taken, claims, bugs }: LifeOfSending): string | null {
  if (bugs.length > 0) return `a bug: ${String(bugs[0])}`;
  const twice = [...taken].find(([, times]) => times > 1);
  if (twice) return `${twice[0]} reached the receiver ${twice[1]} times`;
  const named = claims.map(({ claim }) => claim);
  if (new Set(named).size !== named.length) return 'a claim lies in two files';
  const wrong = claims.flatMap((one) => wrongWith(one, taken.has(one.claim)) ?? []);
  if (wrong.length > 0) return wrong.join('; ');
  return claims.length === 3 ? null : `${claims.length} of 3 claims were sent`;
}

type Sent = LifeOfSending['claims'][number];

function wrongWith({ claim, state, owner }: Sent, arrived: boolean): string | null {
  if (state === 'open') return `${claim} is still under way`;
  if (state === 'accepted') {
    if (!arrived) return `${claim} is said to have arrived and has not`;
    return owner === null ? null : `${claim} arrived and is still asked about`;
  }
  if (state === 'refused' && arrived) return `${claim} is said to be refused and has arrived`;
  return owner ? null : `${claim} is ${state} and nobody's`;
}
