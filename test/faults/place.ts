/** Where a life is lived: the ports that never fail, and how a worker there gets a batch of messages. */
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import { type MemoryFiles, memoryFiles } from '../../shared/pipeline/memory-files.ts';
import { type MemoryQueues, memoryQueues } from '../../shared/pipeline/memory-queues.ts';
import { memoryRecords } from '../../shared/pipeline/memory-records.ts';
import type { JsonObject, Ports, Step } from '../../shared/pipeline/ports.ts';
import { type QueueName, workers } from '../../shared/pipeline/topology.ts';
import { type CalendarDate, calendarDate } from '../../shared/values/dates.ts';
import { chanceOf } from '../support/chance.ts';
import { Fault, faultyPorts, type Hazards, newerPorts } from './faulty-ports.ts';
import { type House, receiverHouse } from './receiver-house.ts';

export type Batch = {
  readonly worker: QueueName;
  readonly step: Step;
  readonly messages: readonly JsonObject[];
  /** A worker of the next version. */
  readonly newer: boolean;
};

export type Place = {
  readonly ports: Ports;
  readonly files: MemoryFiles;
  readonly queues: MemoryQueues;
  onDay(date: CalendarDate): void;
  /** Lets every index catch up. */
  settle(): void;
  batchSize(worker: QueueName): number;
  /** What `receive` hears of a new file. */
  arrivalOf(practice: string, key: string): JsonObject;
  /** The receiver of practices that send over a network. */
  readonly house: House;
  /** As a worker has them whose calls fail. */
  portsUnder(hazards: Hazards): Ports;
  /** Answers the messages that failed, by their place in the batch. */
  work(batch: Batch, hazards: Hazards): Promise<readonly number[]>;
  /** What steps threw by themselves; some heal, as a state that changed meanwhile does. */
  readonly bugs: unknown[];
};

export type PlaceOptions = {
  readonly seed: number;
  readonly calm: boolean;
  /** For sabotage: how a batch is handed over. */
  readonly hand?: (ports: Ports) => Ports['clearinghouse'];
};

export function isQueue(name: string): name is QueueName {
  return name in workers;
}

/** Files, queues and a clock in memory, as every place has them. */
export function groundOf() {
  let today = calendarDate('2026-03-31');
  return {
    files: memoryFiles(),
    house: receiverHouse(),
    queues: memoryQueues(),
    clock: { today: () => today, now: () => 0 },
    onDay: (date: CalendarDate) => {
      today = date;
    },
  };
}

export function memoryPlace({ seed, calm, hand }: PlaceOptions): Place {
  const { files, house, queues, clock, onDay } = groundOf();
  const records = memoryRecords(calm ? {} : { chance: chanceOf(seed) });
  const bugs: unknown[] = [];
  const plain: Ports = {
    files: files.files,
    records: records.records,
    queues: queues.queues,
    clearinghouse: dropClearinghouse(files.files),
    remotes: house.remotes,
    clock,
  };
  const ports = hand ? { ...plain, clearinghouse: hand(plain) } : plain;
  return {
    ports,
    files,
    queues,
    house,
    portsUnder: (hazards) => hazards.instance.holding(faultyPorts(ports, hazards)),
    onDay,
    settle: records.settle,
    batchSize: () => 1,
    arrivalOf: (practice, key) => ({ practice, key }),
    work: async ({ step, messages, newer }, hazards) => {
      const faulty = faultyPorts(ports, hazards);
      const own = hazards.instance.holding(newer ? newerPorts(faulty) : faulty);
      const failed: number[] = [];
      for (const [n, message] of messages.entries()) {
        if (!(await succeeds(step, own, message, bugs))) failed.push(n);
      }
      return failed;
    },
    bugs,
  };
}

async function succeeds(
  step: Step,
  ports: Ports,
  message: JsonObject,
  bugs: unknown[],
): Promise<boolean> {
  try {
    await step(ports)(message);
    return true;
  } catch (error) {
    if (!(error instanceof Fault)) bugs.push(error);
    return false;
  }
}
