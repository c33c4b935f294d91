import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { s3Files } from '../../functions/runtime/files-s3.ts';
import { sqsQueues } from '../../functions/runtime/queues-sqs.ts';
import { dynamoRecords } from '../../functions/runtime/records-dynamodb.ts';
import type { JsonObject } from '../../shared/pipeline/ports.ts';
import { filesContract } from '../pipeline/contract/files.contract.ts';
import { queuesContract } from '../pipeline/contract/queues.contract.ts';
import { recordsContract } from '../pipeline/contract/records.contract.ts';
import { fakeDynamo } from './fake-dynamodb.ts';
import { fakeS3 } from './fake-s3.ts';

const region = 'us-east-1';
const noPause = async () => undefined;

recordsContract('the adapter of DynamoDB', () => {
  fakeDynamo();
  const client = new DynamoDBClient({ region });
  return {
    records: dynamoRecords(client, (store) => store, noPause),
    settled: () => undefined,
  };
});

filesContract('the adapter of S3', async () => {
  const { put } = fakeS3();
  return {
    files: s3Files(new S3Client({ region }), (bucket) => `the-${bucket}`, noPause),
    drop: async (key, bytes) => {
      put(`the-inbox/in/${key}`, bytes);
    },
  };
});

queuesContract('the adapter of SQS', () => {
  const sent = new Map<string, JsonObject[]>();
  mockClient(SQSClient)
    .on(SendMessageBatchCommand)
    .callsFake(({ QueueUrl, Entries }) => {
      const bodies: string[] = Entries.map((entry: { MessageBody: string }) => entry.MessageBody);
      if (bodies.length > 10 || bodies.join('').length > 1 << 20) throw new Error('too much');
      const before = sent.get(QueueUrl) ?? [];
      sent.set(QueueUrl, [...before, ...bodies.map((body) => JSON.parse(body))]);
      return { Successful: [], Failed: [] };
    });
  return {
    queues: sqsQueues(new SQSClient({ region }), (queue) => `https://sqs/${queue}`, noPause),
    arrived: (queue) => sent.get(`https://sqs/${queue}`) ?? [],
  };
});
