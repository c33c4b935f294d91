/** Ports that fail as AWS does: before the effect, after it, and always in the middle of something. */
import type { Action, FileEntry, JsonObject, Ports, Records } from '../../shared/pipeline/ports.ts';
import { addDays } from '../../shared/values/dates.ts';
import { behindVeil, halfSeen, type Veil } from './half-seen.ts';
import type { Instance } from './instances.ts';
import { faultyRemotes } from './receiver-house.ts';
import type { Scheduler, Task } from './scheduler.ts';
import { isEmptyShard, noteShards, type Shards } from './shards.ts';
import type { FaultKind, Storm } from './storm.ts';

/** What a fault looks like to a step: a call that did not come back as it should. */
export class Fault extends Error {}

export type Hazards = {
  readonly scheduler: Scheduler;
  readonly storm: Storm;
  readonly counter: {
    calls: number;
    /** Dies after exactly this call, for the enumeration of crash points. */
    readonly crashAt: number | null;
  };
  readonly task: Task;
  readonly instance: Instance;
  readonly veil: Veil;
  readonly shards: Shards;
  /** For the trace. */
  readonly worker: string;
};

/** Before the effect, and after it. A worker that dies hears nothing any more. */
const failures: Readonly<Record<'before' | 'after', readonly FaultKind[]>> = {
  before: ['throttle', 'time-out without effect'],
  after: ['time-out with effect'],
};

type Call = <T>(name: string, call: () => Promise<T>) => Promise<T>;

export function faultyPorts(ports: Ports, hazards: Hazards): Ports {
  const call: Call = (name, effect) => riskyCall(hazards, name, effect);
  const { records, files, queues, clearinghouse } = ports;
  return {
    clock: jumpingClock(ports.clock, hazards),
    remotes: faultyRemotes(ports.remotes, hazards),
    records: {
      get: (store, key) => call(`get ${store}`, () => records.get(store, key)),
      query: async (query) =>
        isEmptyShard(hazards.shards, query)
          ? { rows: [], cursor: null }
          : call(`query ${query.store}`, async () =>
              behindVeil(hazards.veil, query, await records.query(query)),
            ),
      transact: (actions) =>
        call(`transact ${actions[0]?.store}`, () => transact(hazards, records, actions)),
    },
    files: {
      stamp: (...args) => call('stamp', () => files.stamp(...args)),
      read: (...args) => call('read', () => files.read(...args)),
      stream: files.stream,
      list: (...args) => call('list', async () => stale(hazards, await files.list(...args))),
      folders: (...args) => call('folders', () => files.folders(...args)),
      write: (...args) => call('write', () => files.write(...args)),
      begin: async (...args) => {
        const pieces = await call('begin', () => files.begin(...args));
        return {
          write: (bytes) => call('write a piece', () => pieces.write(bytes)),
          close: () => call('close', () => pieces.close()),
        };
      },
    },
    queues: {
      send: (queue, messages) => call(`send ${queue}`, () => queues.send(queue, messages)),
    },
    clearinghouse: { send: (...args) => call('hand over', () => clearinghouse.send(...args)) },
  };
}

function transact(hazards: Hazards, records: Records, actions: readonly Action[]) {
  const { storm, scheduler, shards, veil, worker } = hazards;
  noteShards(shards, actions);
  const torn = actions.length > 1 && storm.strikes('half seen', worker);
  return torn ? halfSeen(scheduler, veil, records, actions) : records.transact(actions);
}

async function riskyCall<T>(hazards: Hazards, name: string, effect: () => Promise<T>): Promise<T> {
  const { scheduler, counter } = hazards;
  await scheduler.turn();
  if (hazards.task.dead()) return never();
  counter.calls += 1;
  const number = counter.calls;
  const place = `${hazards.worker}, ${name}`;
  if (hazards.storm.strikes('crash before', place)) return die(hazards);
  fail(hazards, 'before', place);
  const result = await effect();
  if (number === counter.crashAt || hazards.storm.strikes('crash after', place))
    return die(hazards);
  fail(hazards, 'after', place);
  return result;
}

function fail({ storm }: Hazards, when: 'before' | 'after', place: string): void {
  for (const kind of failures[when]) if (storm.strikes(kind, place)) throw new Fault(kind);
}

function die({ task }: Hazards): Promise<never> {
  task.die();
  return never();
}

function never(): Promise<never> {
  return new Promise(() => undefined);
}

/** Files that came last are not listed yet. */
function stale(
  { storm, worker }: Hazards,
  page: { readonly files: readonly FileEntry[]; readonly cursor: string | null },
) {
  return storm.strikes('stale list', worker) ? { ...page, files: page.files.slice(0, -1) } : page;
}

/** Midnight may pass while a worker works. */
function jumpingClock(clock: Ports['clock'], { storm, worker }: Hazards): Ports['clock'] {
  let ahead = 0;
  return {
    today: () => {
      if (ahead === 0 && storm.strikes('clock jumps', worker)) ahead = 1;
      return ahead === 0 ? clock.today() : addDays(clock.today(), ahead);
    },
    now: clock.now,
  };
}

/** A worker of the next version writes fields that this one does not know. */
export function newerPorts({ records, queues, ...ports }: Ports): Ports {
  const marked = (row: JsonObject) => ({ ...row, ofTheNextVersion: { its: [1, null, 'own'] } });
  return {
    ...ports,
    records: {
      ...records,
      transact: (actions) =>
        records.transact(
          actions.map((action) =>
            action.kind === 'put' ? { ...action, item: marked(action.item) } : action,
          ),
        ),
    },
    queues: { send: (queue, messages) => queues.send(queue, messages.map(marked)) },
  };
}
