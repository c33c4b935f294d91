/** The same lives through the adapters of AWS: the SDK's own requests, the functions' own handler, a line that fails. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';
import { s3Files } from '../../functions/runtime/files-s3.ts';
import { sqsQueues } from '../../functions/runtime/queues-sqs.ts';
import { dynamoRecords } from '../../functions/runtime/records-dynamodb.ts';
import { lambda } from '../../functions/runtime/worker.ts';
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import type { JsonObject, Ports } from '../../shared/pipeline/ports.ts';
import { inboxPrefix, stores, workers } from '../../shared/pipeline/topology.ts';
import { clearTables, holdsAny, settleIndexes } from '../runtime/fake-dynamodb.ts';
import { dynamoServer } from './aws/dynamo-server.ts';
import { clientSettings, type Line, quick } from './aws/request-handler.ts';
import { s3Server } from './aws/s3-server.ts';
import { sqsServer } from './aws/sqs-server.ts';
import { faultyLine } from './faulty-line.ts';
import { Fault, faultyPorts, type Hazards, newerPorts } from './faulty-ports.ts';
import { type Batch, groundOf, isQueue, type Place, type PlaceOptions } from './place.ts';
import type { Scheduler } from './scheduler.ts';
import type { FaultKind, Storm } from './storm.ts';

type Ground = ReturnType<typeof groundOf>;
type Servers = ReturnType<typeof serversOf>;

const noPause = async () => undefined;

/** A line without faults: the harness's own. */
const quiet: Line = async (_, serve) => serve();

export function adapterPlace({ hand }: PlaceOptions, scheduler: Scheduler, storm: Storm): Place {
  const ground = groundOf();
  const servers = serversOf(ground, storm);
  const bugs: unknown[] = [];
  const own = portsOver(ground, servers, quiet, hand);
  const ports = portsOver(ground, servers, faultyLine(scheduler, storm), hand);
  return {
    ports: own,
    files: {
      ...ground.files,
      drop: (bucket, key, bytes) =>
        servers.s3.drop(bucket, key, typeof bytes === 'string' ? Buffer.from(bytes) : bytes),
    },
    queues: ground.queues,
    house: ground.house,
    portsUnder: (hazards) => portsUnder(ports, hazards),
    onDay: ground.onDay,
    settle: settleIndexes,
    batchSize: (worker) => workers[worker].batchSize,
    arrivalOf,
    work: (batch, hazards) => workBatch(ports, batch, hazards, bugs),
    bugs,
  };
}

function serversOf({ files, queues }: Ground, storm: Storm) {
  clearTables();
  const queueOf = (url: string) => {
    const name = url.split('/').at(-1) ?? '';
    if (!isQueue(name)) throw new Error(`no queue ${name}`);
    return name;
  };
  return {
    dynamo: dynamoServer(() => ({
      behind: storm.strikes('stale index', 'query') ? 5 : 0,
      rows: storm.strikes('short page', 'query') ? 2 : null,
    })),
    s3: s3Server(files),
    sqs: sqsServer(queues, queueOf, () => storm.strikes('sent in part', 'send')),
  };
}

function portsOver(
  { clock, house }: Ground,
  { dynamo, s3, sqs }: Servers,
  line: Line,
  hand: PlaceOptions['hand'],
): Ports {
  const s3Client = new S3Client({ ...clientSettings(line, s3.serve), forcePathStyle: true });
  const files = s3Files(s3Client, (bucket) => bucket, noPause);
  const dynamoClient = quick(new DynamoDBClient(clientSettings(line, dynamo)));
  const sqsClient = quick(new SQSClient({ ...clientSettings(line, sqs), md5: false }));
  const ports: Ports = {
    files,
    records: withoutEmptyShards(dynamoRecords(dynamoClient, (store) => store, noPause)),
    queues: sqsQueues(sqsClient, (queue) => `http://memory.invalid/0/${queue}`, noPause),
    clearinghouse: dropClearinghouse(files),
    remotes: house.remotes,
    clock,
  };
  return hand ? { ...ports, clearinghouse: hand(ports) } : ports;
}

/** A day has 32 shards, most of them empty: those are not asked for, which spares a life half of its requests. */
function withoutEmptyShards(records: Ports['records']): Ports['records'] {
  const { partition: attribute } = stores.ledger.indexes.byBookDate;
  return {
    ...records,
    query: async (query) => {
      const empty = query.index === 'byBookDate' && !holdsAny('ledger', attribute, query.partition);
      return empty ? { rows: [], cursor: null } : records.query(query);
    },
  };
}

/** As EventBridge tells it. */
function arrivalOf(_: string, key: string): JsonObject {
  const object = { key: `${inboxPrefix}${key}` };
  return { source: 'aws.s3', 'detail-type': 'Object Created', detail: { object } };
}

/** Deaths and clocks are the worker's own; everything else fails on the line. */
const ownFaults: ReadonlySet<FaultKind> = new Set([
  'crash before',
  'crash after',
  'clock jumps',
  'stale list',
  'half seen',
  'receiver busy',
  'receiver silent before',
  'receiver silent after',
]);

function portsUnder(ports: Ports, hazards: Hazards): Ports {
  const { storm } = hazards;
  const own: Storm = {
    ...storm,
    strikes: (kind, place) => ownFaults.has(kind) && storm.strikes(kind, place),
  };
  return hazards.instance.holding(faultyPorts(ports, { ...hazards, storm: own }));
}

async function workBatch(
  ports: Ports,
  { worker, step, messages, newer }: Batch,
  hazards: Hazards,
  bugs: unknown[],
): Promise<readonly number[]> {
  const faulty = portsUnder(newer ? newerPorts(ports) : ports, hazards);
  const failure = (error: unknown) => {
    if (!(error instanceof Fault) && !isFromLine(error)) bugs.push(error);
  };
  const handler = lambda(worker, step, () => ({
    ports: faulty,
    stage: 'test',
    log: { outcome: () => undefined, failure },
    print: () => undefined,
    comeBack: async () => undefined,
  }));
  const answer = await handler({ Records: messages.map(recordOf) });
  return answer.batchItemFailures.map((row) => Number(row.itemIdentifier));
}

function isFromLine(error: unknown): boolean {
  return error instanceof Error && ('$metadata' in error || error.name === 'TimeoutError');
}

function recordOf(message: JsonObject, n: number): SQSRecord {
  return {
    messageId: String(n),
    receiptHandle: 'receipt',
    body: JSON.stringify(message),
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1760000000000',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '1760000000500',
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
    awsRegion: 'us-east-1',
  };
}
