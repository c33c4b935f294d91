/** What a worker's role may do: exactly the verbs that its row declares, on the things that it names. */

import { Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import { buckets, inboxPrefix, secretName, stores } from '../shared/pipeline/topology.ts';
import {
  type FileVerb,
  named,
  type RecordVerb,
  type Row,
  type Surroundings,
} from './surroundings.ts';

export function workerGrants(
  name: string,
  row: Row,
  around: Surroundings,
  logGroupArn: string,
): PolicyStatement[] {
  const own = around.queues.get(name)?.queue;
  const targets = row.sends.map((target) => named(around.queues, target).queue);
  return [
    ...Object.entries(stores).flatMap(([store, shape]) =>
      recordGrants(named(around.tables, store), shape, row.records[store] ?? []),
    ),
    ...Object.entries(buckets).flatMap(([bucket, shape]) =>
      fileGrants(named(around.buckets, bucket), filesUnder(shape), row.files[bucket] ?? []),
    ),
    ...dataKeyGrants(row, around),
    ...secretGrants(row, around),
    ...queueGrants(own, targets, around.messageKey),
    allow('logs', ['CreateLogStream', 'PutLogEvents'], [logGroupArn]),
    // X-Ray has no resource to name.
    allow('xray', ['PutTraceSegments', 'PutTelemetryRecords'], ['*']),
  ];
}

const recordActions: Record<RecordVerb, readonly string[]> = {
  read: ['GetItem', 'Query', 'ConditionCheckItem'],
  write: ['PutItem', 'DeleteItem'],
  append: ['PutItem'],
};

/** Put alone could still replace: that an append-only store is only put if absent is the adapter's part. */
function recordGrants(
  table: Table,
  shape: { appendOnly: boolean; indexes: object },
  verbs: readonly RecordVerb[],
): PolicyStatement[] {
  const actions = verbs.flatMap((verb) =>
    shape.appendOnly && verb !== 'read' ? recordActions.append : recordActions[verb],
  );
  const indexes = Object.keys(shape.indexes).map((index) => `${table.tableArn}/index/${index}`);
  return [
    ...granted('dynamodb', actions, [table.tableArn]),
    ...granted('dynamodb', verbs.includes('read') ? ['Query'] : [], indexes),
  ];
}

/** Only the inbox's tree is shared with others, so only there a prefix divides. */
function filesUnder(shape: { versioned: boolean; events?: string }): string {
  return shape.events === undefined ? '*' : `${inboxPrefix}*`;
}

/** Without ListBucket S3 answers 403 for a missing file, and a reader could not tell absent from forbidden. */
function fileGrants(bucket: Bucket, files: string, verbs: readonly FileVerb[]): PolicyStatement[] {
  const actions = [
    ...(verbs.includes('read') ? ['GetObject', 'GetObjectVersion'] : []),
    ...(verbs.includes('write') ? ['PutObject'] : []),
  ];
  const listed = verbs.includes('read') || verbs.includes('list');
  return [
    ...granted('s3', actions, [bucket.arnForObjects(files)]),
    ...granted('s3', listed ? ['ListBucket'] : [], [bucket.bucketArn]),
  ];
}

/** Patient data is opened by way of S3 and DynamoDB alone. */
function dataKeyGrants(row: Row, { dataKey }: Surroundings): PolicyStatement[] {
  const verbs = [...Object.values(row.records).flat(), ...Object.values(row.files).flat()];
  if (verbs.length === 0) return [];
  const writes = verbs.some((verb) => verb !== 'read' && verb !== 'list');
  const region = dataKey.env.region;
  const grant = allow(
    'kms',
    [
      'Decrypt',
      'DescribeKey',
      ...(writes ? ['Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo'] : []),
    ],
    [dataKey.keyArn],
  );
  const services = ['dynamodb', 's3', ...(row.secrets === undefined ? [] : ['ssm'])];
  grant.addCondition('StringEquals', {
    'kms:ViaService': services.map((service) => `${service}.${region}.amazonaws.com`),
  });
  return [grant];
}

/** Secrets of one kind, of every practice; which one is the step's to ask for. */
function secretGrants({ secrets }: Row, { stage, dataKey }: Surroundings): PolicyStatement[] {
  if (secrets === undefined) return [];
  const resource = 'parameter';
  const resourceName = secretName(stage.name, secrets, '*').slice(1);
  const arn = Stack.of(dataKey).formatArn({ service: 'ssm', resource, resourceName });
  return granted('ssm', ['GetParameter'], [arn]);
}

/** A worker without a queue of its own is called from outside. */
function queueGrants(
  own: IQueue | undefined,
  targets: readonly IQueue[],
  key: IKey,
): PolicyStatement[] {
  const receive = [
    'ReceiveMessage',
    'DeleteMessage',
    'ChangeMessageVisibility',
    'GetQueueAttributes',
  ];
  return [
    ...granted('sqs', own ? receive : [], own ? [own.queueArn] : []),
    ...granted(
      'sqs',
      ['SendMessage'],
      targets.map((queue) => queue.queueArn),
    ),
    allow('kms', targets.length === 0 ? ['Decrypt'] : ['Decrypt', 'GenerateDataKey'], [key.keyArn]),
  ];
}

function granted(
  service: string,
  actions: readonly string[],
  resources: readonly string[],
): PolicyStatement[] {
  if (actions.length === 0 || resources.length === 0) return [];
  return [allow(service, actions, resources)];
}

function allow(
  service: string,
  actions: readonly string[],
  resources: readonly string[],
): PolicyStatement {
  return new PolicyStatement({
    actions: [...new Set(actions)].map((action) => `${service}:${action}`),
    resources: [...resources],
  });
}
