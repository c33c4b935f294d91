/** Instances of a worker that stay warm between batches, as Lambda's do: what a step keeps beside its records lives on. */
import type { Ports, Records } from '../../shared/pipeline/ports.ts';

export type Instance = {
  /** The ports of one more batch, over the records that the instance knows. */
  holding(ports: Ports): Ports;
};

export type Instances = {
  /** One that is idle, or a new one. */
  take(kind: string): Instance;
  /** Not after its death. */
  giveBack(kind: string, instance: Instance): void;
};

export function warmInstances(): Instances {
  const idle = new Map<string, Instance[]>();
  return {
    take: (kind) => idle.get(kind)?.pop() ?? coldInstance(),
    giveBack: (kind, instance) => {
      idle.set(kind, [...(idle.get(kind) ?? []), instance]);
    },
  };
}

/** It works one batch at a time, so that its records are those of the batch at hand. */
function coldInstance(): Instance {
  let current: Records | null = null;
  const now = () => {
    if (current === null) throw new Error('an instance works a batch');
    return current;
  };
  const records: Records = {
    get: (...args) => now().get(...args),
    query: (query) => now().query(query),
    transact: (actions) => now().transact(actions),
  };
  return {
    holding: (ports) => {
      current = ports.records;
      return { ...ports, records };
    },
  };
}
