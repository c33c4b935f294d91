/** The world of a step in memory, and a runner that empties its queues as unkindly as a test wants. */
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import { type MemoryFiles, memoryFiles } from '../../shared/pipeline/memory-files.ts';
import {
  type MemoryQueues,
  memoryQueues,
  type QueuedMessage,
} from '../../shared/pipeline/memory-queues.ts';
import { type MemoryRecords, memoryRecords } from '../../shared/pipeline/memory-records.ts';
import type { Clearinghouse, Outcome, Ports, Step } from '../../shared/pipeline/ports.ts';
import type { QueueName } from '../../shared/pipeline/topology.ts';
import { noRemotes } from '../../shared/receiver/no-remotes.ts';
import type { Remotes } from '../../shared/receiver/remote.ts';
import { type CalendarDate, calendarDate } from '../../shared/values/dates.ts';
import { chanceOf } from './chance.ts';

const maxDeliveries = 200_000;

export type TestPortsOptions = {
  /** The business date to begin with. */
  readonly today?: CalendarDate | string;
  /** With a seed pages are short or empty and indexes stale. */
  readonly recordsSeed?: number;
  readonly clearinghouse?: Clearinghouse;
  readonly remotes?: Remotes;
  /** Milliseconds since 1970. */
  readonly now?: () => number;
};

type DrainOptions = {
  /** Takes messages in an order of chance; without it the oldest first. */
  readonly seed?: number;
  /** Delivers each message a second time, later. */
  readonly twice?: boolean;
};

type Delivered = QueuedMessage & { readonly outcome: Outcome };

export type TestPorts = {
  readonly ports: Ports;
  readonly records: MemoryRecords;
  readonly files: MemoryFiles;
  readonly queues: MemoryQueues;
  /** Moves the clock. */
  onDay(date: CalendarDate | string): void;
  /** Delivers what waits, and what that sends, until nothing waits; a queue without a worker throws. */
  drain(
    workers: Partial<Record<QueueName, Step>>,
    options?: DrainOptions,
  ): Promise<readonly Delivered[]>;
};

export function testPorts(options: TestPortsOptions = {}): TestPorts {
  const { recordsSeed } = options;
  const records = memoryRecords(recordsSeed === undefined ? {} : { chance: chanceOf(recordsSeed) });
  const files = memoryFiles(options.now === undefined ? {} : { now: options.now });
  const queues = memoryQueues();
  let today = calendarDate(options.today ?? '2026-01-15');
  const ports: Ports = {
    files: files.files,
    records: records.records,
    queues: queues.queues,
    clearinghouse: options.clearinghouse ?? dropClearinghouse(files.files),
    remotes: options.remotes ?? noRemotes,
    clock: { today: () => today, now: options.now ?? (() => 0) },
  };
  return {
    ports,
    records,
    files,
    queues,
    onDay: (date) => {
      today = calendarDate(date);
    },
    drain: (workers, how = {}) => drain(ports, queues, workers, how),
  };
}

async function drain(
  ports: Ports,
  queues: MemoryQueues,
  workers: Partial<Record<QueueName, Step>>,
  { seed, twice = false }: DrainOptions,
): Promise<readonly Delivered[]> {
  const chance = seed === undefined ? () => 0 : chanceOf(seed);
  const again: QueuedMessage[] = [];
  const delivered: Delivered[] = [];
  while (delivered.length < maxDeliveries) {
    const repeated = again.length > 0 && (queues.size() === 0 || chance() > 0.5);
    const taken = repeated
      ? again.splice(Math.floor(chance() * again.length), 1)[0]
      : queues.take(Math.floor(chance() * queues.size()));
    if (!taken) return delivered;
    if (twice && !repeated) again.push(taken);
    delivered.push({ ...taken, outcome: await deliver(ports, workers, taken) });
  }
  throw new Error('the queues do not come to rest');
}

async function deliver(
  ports: Ports,
  workers: Partial<Record<QueueName, Step>>,
  { queue, message }: QueuedMessage,
): Promise<Outcome> {
  const step = workers[queue];
  if (step === undefined) throw new Error(`no worker for ${queue}`);
  return step(ports)(message);
}
