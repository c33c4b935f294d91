/** Runs queued messages through the topology's workers until every queue is empty. */
import { setImmediate as everybodyElse } from 'node:timers/promises';
import type { JsonObject, Ports, Step } from '../../shared/pipeline/ports.ts';
import { type QueueName, queueNames } from '../../shared/pipeline/topology.ts';
import type { State } from './state.ts';

/**
 * Messages whose effects commit together at most; a day commits what is left. What leaves the database is
 * preceded by a commit (leaving.ts).
 */
const messagesPerCommit = 200;

export type Drain = () => Promise<void>;

/** By convention a worker's step is `step` in the pipeline's file of its name. */
async function loadSteps(): Promise<ReadonlyMap<QueueName, Step>> {
  const steps = new Map<QueueName, Step>();
  for (const name of queueNames) {
    const module: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    steps.set(name, module.step);
  }
  return steps;
}

export async function drainOf(state: State, ports: Ports): Promise<Drain> {
  const steps = await loadSteps();
  const run: Run = ({ name, message }) => {
    const step = steps.get(name);
    if (step === undefined) throw new Error(`no step for ${name}`);
    return step(ports)(message);
  };
  let worked = 0;
  return async () => {
    for (let found = next(state); found !== null; found = after(state, found)) {
      state.begin();
      await run(found);
      state.queues.done(found.id);
      worked += 1;
      if (worked % messagesPerCommit > 0) continue;
      state.commit();
      await everybodyElse();
    }
  };
}

type Found = { readonly name: QueueName; readonly id: number; readonly message: JsonObject };

type Run = (found: Found) => Promise<unknown>;

/** In the topology's order, so that reference is in force before encounters, and those before the rest. */
function next(state: State): Found | null {
  for (const name of queueNames) {
    const found = sameWorker(state, name);
    if (found !== null) return found;
  }
  return null;
}

/** A worker that has begun goes on while it has messages. */
function after(state: State, { name }: Found): Found | null {
  return sameWorker(state, name) ?? next(state);
}

function sameWorker(state: State, name: QueueName): Found | null {
  const taken = state.queues.take(name);
  return taken && { name, ...taken };
}
