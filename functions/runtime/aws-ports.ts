/** A worker's ports on AWS. Clients live as long as the function's instance. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { S3Client } from '@aws-sdk/client-s3';
import { SQSClient } from '@aws-sdk/client-sqs';
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import type { Ports } from '../../shared/pipeline/ports.ts';
import { noRemotes } from '../../shared/receiver/no-remotes.ts';
import { systemClock } from './clock.ts';
import type { Environment } from './environment.ts';
import { s3Files } from './files-s3.ts';
import { jitter } from './pause.ts';
import { sqsQueues } from './queues-sqs.ts';
import { dynamoRecords } from './records-dynamodb.ts';

/** A call that hangs is given up and tried again long before the function's own time is over. */
export const requestHandler = { connectionTimeout: 1000, socketTimeout: 10_000 };

export function awsPorts(environment: Environment): Ports {
  const files = s3Files(new S3Client({ requestHandler }), environment.bucketName, jitter);
  return {
    files,
    records: dynamoRecords(new DynamoDBClient({ requestHandler }), environment.tableName, jitter),
    queues: sqsQueues(new SQSClient({ requestHandler }), environment.queueUrl, jitter),
    clearinghouse: dropClearinghouse(files),
    remotes: noRemotes,
    clock: systemClock(environment.timeZone),
  };
}
