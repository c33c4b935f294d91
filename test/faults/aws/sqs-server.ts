/** SQS's side of a request: a batch is taken, in whole or in part. */
import type { MemoryQueues } from '../../../shared/pipeline/memory-queues.ts';
import type { QueueName } from '../../../shared/pipeline/topology.ts';
import { type Answer, json, type Request, textOf } from './request-handler.ts';

type Entry = { readonly Id: string; readonly MessageBody: string };

export function sqsServer(
  queues: MemoryQueues,
  queueOf: (url: string) => QueueName,
  refuses: () => boolean,
): (request: Request) => Answer {
  return (request) => {
    const batch: { QueueUrl: string; Entries: readonly Entry[] } = JSON.parse(textOf(request));
    if (batch.Entries.length > 10) throw new Error('at most ten messages a batch');
    const queue = queueOf(batch.QueueUrl);
    const failed = batch.Entries.filter(() => refuses());
    const taken = batch.Entries.filter((entry) => !failed.includes(entry));
    void queues.queues.send(
      queue,
      taken.map((entry) => JSON.parse(entry.MessageBody)),
    );
    return json({
      Successful: taken.map(({ Id }) => ({ Id, MessageId: Id, MD5OfMessageBody: '' })),
      Failed: failed.map(({ Id }) => ({ Id, Code: 'InternalError', SenderFault: false })),
    });
  };
}
