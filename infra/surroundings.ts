/** A worker's row as CDK reads it, and the things around it that the row names. */
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { Queue } from 'aws-cdk-lib/aws-sqs';
import type { SecretKind } from '../shared/pipeline/topology.ts';
import type { Stage } from './stages.ts';

export type FileVerb = 'read' | 'list' | 'write';
export type RecordVerb = 'read' | 'write' | 'append';

type Shared = {
  readonly sends: readonly string[];
  readonly files: Readonly<Record<string, readonly FileVerb[]>>;
  readonly records: Readonly<Record<string, readonly RecordVerb[]>>;
  readonly keys?: Readonly<Record<string, readonly string[]>>;
  readonly secrets?: SecretKind;
  readonly timeoutSeconds: number;
  readonly memoryMegabytes: number;
  readonly maxConcurrency: number;
  readonly errorImpact: string;
};

export type QueueRow = Shared & {
  readonly on: {
    readonly queue: true;
    readonly schedule?: { readonly localTime: string } | { readonly everyMinutes: number };
  };
  readonly batchSize: number;
};

export type HttpsRow = Shared & {
  readonly on: {
    readonly https: {
      readonly method: 'POST';
      readonly path: string;
      readonly callsPerSecond: number;
      readonly burst: number;
      readonly callsPerAddress: number;
    };
  };
};

export type Row = QueueRow | HttpsRow;

export function isQueueRow(row: Row): row is QueueRow {
  return 'queue' in row.on;
}

export type WorkerQueue = { readonly queue: Queue; readonly deadLetters: Queue };

export type Surroundings = {
  readonly stage: Stage;
  /** The bundle of that worker. */
  readonly code: (worker: string) => Code;
  readonly buckets: ReadonlyMap<string, Bucket>;
  readonly tables: ReadonlyMap<string, Table>;
  readonly queues: ReadonlyMap<string, WorkerQueue>;
  readonly dataKey: IKey;
  readonly messageKey: IKey;
  readonly logKey: IKey;
};

/** A row names only what the topology has; anything else is a bug. */
export function named<T>(things: ReadonlyMap<string, T>, name: string): T {
  const thing = things.get(name);
  if (thing === undefined) throw new Error(`the topology has no ${name}`);
  return thing;
}
