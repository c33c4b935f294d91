/** Queues in SQS. The practice is the message's group: where one practice has much, the others need not wait. */
import {
  SendMessageBatchCommand,
  type SendMessageBatchRequestEntry,
  type SQSClient,
} from '@aws-sdk/client-sqs';
import { messageText } from '../../shared/pipeline/message-size.ts';
import type { JsonObject, Queues } from '../../shared/pipeline/ports.ts';
import type { QueueName } from '../../shared/pipeline/topology.ts';
import { attempts, type Pause } from './pause.ts';

const maxBatch = 10;
const maxBatchBytes = 256 * 1024;

export function sqsQueues(
  client: SQSClient,
  urlOf: (queue: QueueName) => string,
  pause: Pause,
): Queues {
  return {
    send: async (queue, messages) => {
      const url = urlOf(queue);
      for (const batch of batchesOf(messages.map(entryOf)))
        await sendBatch(client, url, batch, pause);
    },
  };
}

type Entry = SendMessageBatchRequestEntry & { readonly Id: string; readonly MessageBody: string };

function entryOf(message: JsonObject, n: number): Entry {
  const { practice } = message;
  const group = typeof practice === 'string' && { MessageGroupId: practice };
  return { Id: String(n), MessageBody: messageText(message), ...group };
}

function batchesOf(entries: readonly Entry[]): Entry[][] {
  const batches: Entry[][] = [];
  let batch: Entry[] = [];
  let bytes = 0;
  for (const entry of entries) {
    const size = Buffer.byteLength(entry.MessageBody);
    if (batch.length === maxBatch || (batch.length > 0 && bytes + size > maxBatchBytes)) {
      batches.push(batch);
      batch = [];
      bytes = 0;
    }
    batch.push(entry);
    bytes += size;
  }
  return batch.length === 0 ? batches : [...batches, batch];
}

/** What failed of a batch is sent again, unless SQS says that it never will be taken. */
async function sendBatch(client: SQSClient, url: string, batch: Entry[], pause: Pause) {
  let left = batch;
  for (let attempt = 1; left.length > 0; attempt += 1) {
    const command = new SendMessageBatchCommand({ QueueUrl: url, Entries: left });
    const { Failed = [] } = await client.send(command);
    const failed = new Set(Failed.map((failure) => failure.Id));
    left = left.filter((entry) => failed.has(entry.Id));
    const hopeless = attempt === attempts || Failed.some((failure) => failure.SenderFault);
    if (left.length > 0 && hopeless) throw new Error('messages were not taken');
    if (left.length > 0) await pause(attempt);
  }
}
