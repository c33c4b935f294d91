/** Where a worker's things lie: the variables that its row of the topology calls for, and no others. */
import * as z from 'zod/mini';
import {
  type BucketName,
  environmentVariable,
  type QueueName,
  type StoreName,
  stageVariables,
  type WorkerName,
  workers,
} from '../../shared/pipeline/topology.ts';

export type Environment = {
  readonly stage: string;
  /** The zone of the stage's business dates. */
  readonly timeZone: string;
  bucketName(bucket: BucketName): string;
  tableName(store: StoreName): string;
  queueUrl(queue: QueueName): string;
  /** Where its messages come from; null for a worker that is called. */
  readonly ownQueueUrl: string | null;
};

const settings = z.object({
  [stageVariables.stage]: z._default(z.string(), 'dev'),
  [stageVariables.timeZone]: z._default(z.string(), 'UTC'),
});

/** Throws when a variable is missing; asking for what the row does not declare throws too. */
export function readEnvironment(
  worker: WorkerName,
  variables: Readonly<Record<string, string | undefined>>,
): Environment {
  const set = settings.parse(variables);
  const places = placesSchema(worker).parse(variables);
  const placeOf = (kind: 'bucket' | 'store' | 'queue', name: string) => {
    const place = places[environmentVariable(kind, name)];
    if (place === undefined) throw new Error(`the worker's row declares no ${kind} ${name}`);
    return place;
  };
  return {
    stage: set[stageVariables.stage],
    timeZone: set[stageVariables.timeZone],
    bucketName: (bucket) => placeOf('bucket', bucket),
    tableName: (store) => placeOf('store', store),
    queueUrl: (queue) => placeOf('queue', queue),
    ownQueueUrl: 'queue' in workers[worker].on ? placeOf('queue', worker) : null,
  };
}

function placesSchema(worker: WorkerName) {
  const { files, on, records, sends } = workers[worker];
  const names = [
    ...Object.keys(files).map((bucket) => environmentVariable('bucket', bucket)),
    ...Object.keys(records).map((store) => environmentVariable('store', store)),
    ...sends.map((queue) => environmentVariable('queue', queue)),
    ...('queue' in on ? [environmentVariable('queue', worker)] : []),
  ];
  const place = z.string().check(z.minLength(1));
  const shape: Record<string, typeof place> = Object.fromEntries(
    names.map((name) => [name, place]),
  );
  return z.object(shape);
}
