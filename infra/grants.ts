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
      recordGrants(named(around.tables, store), shape, row.records[store] ?? [], row.keys?.[store]),
    ),
    ...Object.entries(buckets).flatMap(([bucket, shape]) =>
      fileGrants(named(around.buckets, bucket), shape, row.files[bucket] ?? [], row.keys?.[bucket]),
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
  partitions: readonly string[] | undefined,
): PolicyStatement[] {
  const actions = verbs.flatMap((verb) =>
    shape.appendOnly && verb !== 'read' ? recordActions.append : recordActions[verb],
  );
  const indexes = Object.keys(shape.indexes).map((index) => `${table.tableArn}/index/${index}`);
  const grants = [
    ...granted('dynamodb', actions, [table.tableArn]),
    ...granted('dynamodb', verbs.includes('read') ? ['Query'] : [], indexes),
  ];
  if (partitions !== undefined) for (const grant of grants) onlyPartitions(grant, partitions);
  return grants;
}

/** Of no key at all every key would be such a one: a call that names none is refused too. */
function onlyPartitions(grant: PolicyStatement, partitions: readonly string[]): void {
  grant.addCondition('ForAllValues:StringLike', { 'dynamodb:LeadingKeys': partitions });
  grant.addCondition('Null', { 'dynamodb:LeadingKeys': 'false' });
}

/** Without ListBucket S3 answers 403 for a missing file, and a reader could not tell absent from forbidden. */
function fileGrants(
  bucket: Bucket,
  shape: { versioned: boolean; events?: string },
  verbs: readonly FileVerb[],
  keys: readonly string[] = ['*'],
): PolicyStatement[] {
  const isInbox = shape.events !== undefined;
  // Only the inbox's tree is shared with others, so only there a prefix divides.
  const prefix = isInbox ? inboxPrefix : '';
  const reads = verbs.includes('read') ? ['GetObject', 'GetObjectVersion'] : [];
  const written = keys.map((key) => bucket.arnForObjects(`${prefix}${key}`));
  const writes = granted('s3', verbs.includes('write') ? ['PutObject'] : [], written);
  if (isInbox) for (const grant of writes) onlyNewFiles(grant);
  const listed = verbs.includes('read') || verbs.includes('list');
  return [
    ...granted('s3', reads, [bucket.arnForObjects(`${prefix}*`)]),
    ...writes,
    ...granted('s3', listed ? ['ListBucket'] : [], [bucket.bucketArn]),
  ];
}

/** What came from outside is never replaced: a put that does not demand an empty place is refused. */
function onlyNewFiles(grant: PolicyStatement): void {
  grant.addCondition('Null', { 's3:if-none-match': 'false' });
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
