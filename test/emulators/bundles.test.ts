/** What is deployed, run: the bundles as Lambda loads them, between emulators of DynamoDB, S3 and SQS. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import {
  CreateBucketCommand,
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import {
  CreateQueueCommand,
  DeleteMessageCommand,
  ReceiveMessageCommand,
  SendMessageCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { dynamoRecords } from '../../functions/runtime/records-dynamodb.ts';
import type { Handler } from '../../functions/runtime/worker.ts';
import { bundle, bundleFolder } from '../../infra/bundle.ts';
import {
  buckets,
  environmentVariable,
  inboxPrefix,
  stores,
  workers,
} from '../../shared/pipeline/topology.ts';
import { addDays, systemToday } from '../../shared/values/dates.ts';
import { lines, pcn, receipts } from '../faults/story.ts';
import { referenceFiles } from '../scenarios/support/reference.ts';
import { remit } from '../scenarios/support/remit.ts';
import { visits } from '../scenarios/support/visits.ts';
import { testPorts } from '../support/ports.ts';
import { wholeBooks } from '../support/whole-books.ts';
import { type Emulators, startEmulators, whyNot } from './start.ts';
import { createTables } from './tables.ts';

const reason = whyNot();
const region = 'us-east-1';
const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };
const names = Object.keys(workers);
/** The day's runs in the order of its clock. */
const scheduled = Object.entries(workers).flatMap(([name, { on }]) =>
  'schedule' in on ? [name] : [],
);

if (reason !== null) test.skip(reason, () => undefined);
else {
  let emulators: Emulators;
  beforeAll(async () => {
    emulators = await startEmulators();
  });
  afterAll(() => emulators.stop());

  test('files go in, money is booked, and every invariant holds', async () => {
    await bundle();
    const aws = await openAws(emulators);
    await aws.arrive(referenceFiles('clinic'));
    const service_date = addDays(systemToday(), -5);
    const day = visits(
      { encounter_id: 'E-1', service_date },
      { encounter_id: 'E-2', service_date },
    );
    await aws.arrive({ 'clinic/encounters/day.csv': day });
    await aws.wake('submit');
    const accepted = { [pcn('E-1')]: 'A2:20', [pcn('E-2')]: 'A2:20' };
    await aws.lay(receipts('told', accepted)(await aws.sent()));
    await aws.wake('sweep');
    const claims = [
      { pcn: pcn('E-1'), lines: [lines.shared] },
      { pcn: pcn('E-2'), lines: [lines.denied] },
    ];
    await aws.arrive({ 'clinic/remittances/era.835': remit({ trace: 'T1', claims }) });
    for (const worker of scheduled) await aws.wake(worker);
    const ports = {
      ...testPorts().ports,
      records: aws.records,
      clock: { ...testPorts().ports.clock, today: systemToday },
    };
    const gathered = await wholeBooks(ports, systemToday());
    expect(gathered.violations).toEqual([]);
    expect(gathered.submissions).toHaveLength(2);
    expect(gathered.claims.map((claim) => claim.facts.acknowledged)).toEqual([true, true]);
    const open = gathered.items.filter((item) => item.state === 'open');
    expect(open.map((item) => `${item.queue} ${item.amountCents}`)).toEqual(['denial 14500']);
    expect(gathered.entries.filter((row) => row.entry.event === 'remittance')).toHaveLength(2);
    expect(aws.failures()).toBe(0);
  }, 120_000);
}

async function openAws({ dynamo, fauxqs }: Emulators) {
  const dynamoClient = new DynamoDBClient({ endpoint: dynamo, region, credentials });
  const s3 = new S3Client({ endpoint: fauxqs, region, credentials, forcePathStyle: true });
  const sqs = new SQSClient({
    endpoint: fauxqs,
    region,
    credentials,
    useQueueUrlAsEndpoint: false,
  });
  const urlOf = (queue: string) => `${fauxqs}/000000000000/${queue}`;
  await createTables(dynamoClient, (store) => store);
  for (const bucket of Object.keys(buckets))
    await s3.send(new CreateBucketCommand({ Bucket: bucket }));
  for (const queue of names) await sqs.send(new CreateQueueCommand({ QueueName: queue }));
  setEnvironment(dynamo, fauxqs, urlOf);
  const handlers = new Map<string, Handler>();
  for (const name of names) {
    const module: { handler: Handler } = await import(`${bundleFolder(name)}/index.mjs`);
    handlers.set(name, module.handler);
  }
  let failed = 0;
  const drain = async () => {
    for (let quiet = 0; quiet < 2; quiet += 1) {
      for (const name of names) {
        const worked = await workQueue(sqs, urlOf(name), handlers.get(name));
        failed += worked.failed;
        if (worked.messages > 0) quiet = -1;
      }
    }
  };
  const lay = async (files: Readonly<Record<string, string | Uint8Array>>) => {
    for (const [key, content] of Object.entries(files)) {
      const Body = typeof content === 'string' ? Buffer.from(content) : content;
      await s3.send(new PutObjectCommand({ Bucket: 'inbox', Key: `${inboxPrefix}${key}`, Body }));
    }
  };
  const send = (queue: string, body: object) =>
    sqs.send(new SendMessageCommand({ QueueUrl: urlOf(queue), MessageBody: JSON.stringify(body) }));
  return {
    records: dynamoRecords(
      dynamoClient,
      (store) => store,
      async () => undefined,
    ),
    failures: () => failed,
    /** Files whose event is lost. */
    lay,
    sent: async () => {
      const { Contents = [] } = await s3.send(new ListObjectsV2Command({ Bucket: 'outbound' }));
      const read = Contents.map(async ({ Key }) => {
        const { Body } = await s3.send(new GetObjectCommand({ Bucket: 'outbound', Key }));
        return (await Body?.transformToString()) ?? '';
      });
      return Promise.all(read);
    },
    wake: async (worker: string) => {
      await send(worker, {});
      await drain();
    },
    arrive: async (files: Readonly<Record<string, string | Uint8Array>>) => {
      await lay(files);
      for (const key of Object.keys(files)) {
        const object = { key: `${inboxPrefix}${key}` };
        await send('receive', {
          source: 'aws.s3',
          'detail-type': 'Object Created',
          detail: { object },
        });
      }
      await drain();
    },
  };
}

/** What CloudFormation gives each function. */
function setEnvironment(dynamo: string, fauxqs: string, urlOf: (queue: string) => string): void {
  const set = (name: string, value: string) => {
    process.env[name] = value;
  };
  for (const bucket of Object.keys(buckets)) set(environmentVariable('bucket', bucket), bucket);
  for (const store of Object.keys(stores)) set(environmentVariable('store', store), store);
  for (const queue of names) set(environmentVariable('queue', queue), urlOf(queue));
  set('AWS_ENDPOINT_URL_DYNAMODB', dynamo);
  set('AWS_ENDPOINT_URL_S3', fauxqs);
  set('AWS_ENDPOINT_URL_SQS', fauxqs);
  set('AWS_REGION', region);
  set('AWS_ACCESS_KEY_ID', 'none');
  set('AWS_SECRET_ACCESS_KEY', 'none');
}

/** One poll, as Lambda polls: what did not fail is deleted. */
async function workQueue(client: SQSClient, QueueUrl: string, handler: Handler | undefined) {
  const command = new ReceiveMessageCommand({ QueueUrl, MaxNumberOfMessages: 10 });
  const { Messages = [] } = await client.send(command);
  if (Messages.length === 0 || handler === undefined) return { messages: 0, failed: 0 };
  const attributes = {
    ApproximateReceiveCount: '1',
    SentTimestamp: '1760000000000',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '1760000000500',
  };
  const Records = Messages.map(({ Body = '', MessageId = '', ReceiptHandle = '' }) => ({
    messageId: MessageId,
    receiptHandle: ReceiptHandle,
    body: Body,
    attributes,
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:queue',
    awsRegion: region,
  }));
  const { batchItemFailures } = await handler({ Records });
  const failed = new Set(batchItemFailures.map((row) => row.itemIdentifier));
  for (const { MessageId = '', ReceiptHandle } of Messages) {
    if (!failed.has(MessageId))
      await client.send(new DeleteMessageCommand({ QueueUrl, ReceiptHandle }));
  }
  return { messages: Messages.length, failed: failed.size };
}
