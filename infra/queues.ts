/** Queues that nobody reads in the clear: encrypted, TLS only, each with a place for what five tries did not settle. */
import { Duration } from 'aws-cdk-lib';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import { Queue, QueueEncryption } from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { Row, WorkerQueue } from './surroundings.ts';

export function workerQueue(scope: Construct, name: string, row: Row, key: IKey): WorkerQueue {
  const within = new Construct(scope, name);
  const deadLetters = deadLetterQueue(within, 'dead-letters', key);
  const queue = new Queue(within, 'queue', {
    ...closed(key),
    retentionPeriod: Duration.days(7),
    visibilityTimeout: visibility(row),
    deadLetterQueue: { queue: deadLetters, maxReceiveCount: 5 },
  });
  return { queue, deadLetters };
}

/** A message hidden for six times the function's time-out cannot be in two tries at once. */
export function visibility(row: Row): Duration {
  return Duration.seconds(6 * row.timeoutSeconds);
}

/** Fourteen days is the longest that SQS keeps a message. */
export function deadLetterQueue(scope: Construct, id: string, key: IKey): Queue {
  return new Queue(scope, id, { ...closed(key), retentionPeriod: Duration.days(14) });
}

function closed(encryptionMasterKey: IKey) {
  return {
    encryption: QueueEncryption.KMS,
    encryptionMasterKey,
    dataKeyReuse: Duration.hours(1),
    enforceSSL: true,
  };
}
