/** Runs queued messages through the topology's workers until every queue is empty. */
import { setImmediate as everybodyElse } from 'node:timers/promises';
import type { JsonObject, Ports, Step } from '../../shared/pipeline/ports.ts';
import { type QueueName, queueNames } from '../../shared/pipeline/topology.ts';
import type { State } from './state.ts';

/** Messages whose effects commit together; what leaves the database meanwhile is preceded by a commit (leaving.ts). */
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
  return async () => {
    for (let found = next(state); found !== null; await everybodyElse()) {
      found = await runSome(state, found, run);
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

function sameWorker(state: State, name: QueueName): Found | null {
  const taken = state.queues.take(name);
  return taken && { name, ...taken };
}

/** From `first` on, as many as commit together; answers the one after them. */
async function runSome(state: State, first: Found, run: Run): Promise<Found | null> {
  let found: Found | null = first;
  try {
    for (let count = 0; found !== null && count < messagesPerCommit; count += 1) {
      state.begin();
      await run(found);
      state.queues.done(found.id);
      found = sameWorker(state, found.name) ?? next(state);
    }
  } finally {
    state.commit();
  }
  return found;
}
