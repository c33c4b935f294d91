/** Queues in memory, for tests and the simulator: a list a queue, taken in any order. */
import { messageText } from './message-size.ts';
import type { JsonObject, Queues } from './ports.ts';
import type { QueueName } from './topology.ts';

export type QueuedMessage = { readonly queue: QueueName; readonly message: JsonObject };

export type MemoryQueues = {
  readonly queues: Queues;
  /** What waits, oldest first. */
  waiting(queue?: QueueName): readonly QueuedMessage[];
  size(): number;
  /** Takes the n-th waiting message of all queues (0 is the oldest); null when there is none. */
  take(n?: number): QueuedMessage | null;
  /** Takes the oldest waiting message of one queue. */
  takeOf(queue: QueueName): QueuedMessage | null;
};

export function memoryQueues(): MemoryQueues {
  const waiting: { readonly queue: QueueName; readonly text: string }[] = [];
  const read = (row: { queue: QueueName; text: string }): QueuedMessage => {
    return { queue: row.queue, message: JSON.parse(row.text) };
  };
  const take = (n: number) => {
    const [row] = n < 0 ? [] : waiting.splice(n, 1);
    return row === undefined ? null : read(row);
  };
  return {
    queues: {
      send: async (queue, messages) => {
        waiting.push(...messages.map((message) => ({ queue, text: messageText(message) })));
      },
    },
    waiting: (queue) =>
      waiting.filter((row) => queue === undefined || row.queue === queue).map(read),
    size: () => waiting.length,
    take: (n = 0) => take(n),
    takeOf: (queue) => take(waiting.findIndex((row) => row.queue === queue)),
  };
}
