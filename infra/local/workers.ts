/** Runs queued messages through the topology's workers until every queue is empty. */
import type { JsonObject, Ports, Step } from '../../shared/pipeline/ports.ts';
import { type QueueName, queueNames } from '../../shared/pipeline/topology.ts';
import type { State } from './state.ts';

/** Messages whose effects commit together. */
const messagesPerCommit = 200;

/** Their effects leave the database (leaving.ts), so each message is durable before the next begins. */
const alone: readonly QueueName[] = ['verify', 'submit', 'follow-up', 'deliver', 'poll'];

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
  return async () => {
    for (let found = next(state); found !== null; found = next(state)) {
      await runSome(state, found, (name, message) => {
        const step = steps.get(name);
        if (step === undefined) throw new Error(`no step for ${name}`);
        return step(ports)(message);
      });
    }
  };
}

type Found = { readonly name: QueueName; readonly id: number; readonly message: JsonObject };

/** In the topology's order, so that reference is in force before encounters, and those before the rest. */
function next(state: State): Found | null {
  for (const name of queueNames) {
    const taken = state.queues.take(name);
    if (taken) return { name, ...taken };
  }
  return null;
}

type Run = (name: QueueName, message: JsonObject) => Promise<unknown>;

async function runSome(state: State, first: Found, run: Run): Promise<void> {
  if (alone.includes(first.name)) {
    await runAlone(state, first, run);
    return;
  }
  state.begin();
  try {
    let found: Found | null = first;
    for (let count = 1; found !== null; count += 1) {
      await run(found.name, found.message);
      state.queues.done(found.id);
      found = count < messagesPerCommit ? sameWorker(state, found.name) : null;
    }
  } finally {
    state.commit();
  }
}

async function runAlone(state: State, { id, message, name }: Found, run: Run): Promise<void> {
  state.begin();
  try {
    await run(name, message);
  } finally {
    state.commit();
  }
  state.queues.done(id);
}

function sameWorker(state: State, name: QueueName): Found | null {
  const taken = state.queues.take(name);
  return taken && { name, ...taken };
}
