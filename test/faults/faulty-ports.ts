/** Ports that fail as AWS does: before the effect, after it, and always in the middle of something. */
import type { Ports } from '../../shared/pipeline/ports.ts';
import type { Scheduler } from './scheduler.ts';

/** What a fault looks like to a step: the worker dies or the call times out. */
export class Fault extends Error {}

export type Faults = {
  /** How often a call fails without effect, and how often with it. */
  before: number;
  after: number;
  /** Calls so far, and faults injected. */
  calls: number;
  injected: number;
  /** Fails after exactly this call, for the enumeration of crash points. */
  crashAt: number | null;
};

export function faultyPorts(ports: Ports, scheduler: Scheduler, faults: Faults): Ports {
  const risky = async <T>(call: () => Promise<T>): Promise<T> => {
    await scheduler.turn();
    faults.calls += 1;
    if (scheduler.chance() < faults.before) fail(faults);
    const result = await call();
    if (scheduler.chance() < faults.after || faults.calls === faults.crashAt) fail(faults);
    return result;
  };
  const { records, files, queues, clearinghouse } = ports;
  return {
    clock: ports.clock,
    records: {
      get: (...args) => risky(() => records.get(...args)),
      query: (...args) => risky(() => records.query(...args)),
      transact: (...args) => risky(() => records.transact(...args)),
    },
    files: {
      stamp: (...args) => risky(() => files.stamp(...args)),
      read: (...args) => risky(() => files.read(...args)),
      stream: files.stream,
      list: (...args) => risky(() => files.list(...args)),
      folders: (...args) => risky(() => files.folders(...args)),
      write: (...args) => risky(() => files.write(...args)),
      begin: async (...args) => {
        const pieces = await risky(() => files.begin(...args));
        return {
          write: (bytes) => risky(() => pieces.write(bytes)),
          close: () => risky(() => pieces.close()),
        };
      },
    },
    queues: { send: (...args) => risky(() => queues.send(...args)) },
    clearinghouse: { send: (...args) => risky(() => clearinghouse.send(...args)) },
  };
}

function fail(faults: Faults): never {
  faults.injected += 1;
  throw new Fault('injected');
}
