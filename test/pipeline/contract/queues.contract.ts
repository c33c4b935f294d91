/** What every Queues adapter promises; `arrived` answers what a queue has delivered to its worker so far. */
import { describe, expect, it } from 'vitest';
import type { JsonObject, Queues } from '../../../shared/pipeline/ports.ts';
import type { QueueName } from '../../../shared/pipeline/topology.ts';

export type OpenedQueues = {
  readonly queues: Queues;
  arrived(queue: QueueName): readonly JsonObject[];
};

export function queuesContract(name: string, open: () => OpenedQueues) {
  describe(`queues: ${name}`, () => {
    it('delivers every message to its own queue, as it was', async () => {
      const { queues, arrived } = open();
      const nested = { practice: 'clinic', range: { from: 0, to: 9 }, list: [1, null, 'é'] };
      await queues.send('post', [nested, { practice: 'clinic', n: 2 }]);
      await queues.send('scrub', [{ practice: 'clinic' }]);
      const posted = arrived('post');
      expect(posted).toHaveLength(2);
      expect(posted).toContainEqual(nested);
      expect(posted).toContainEqual({ practice: 'clinic', n: 2 });
      expect(arrived('scrub')).toEqual([{ practice: 'clinic' }]);
      expect(arrived('assign')).toEqual([]);
    });

    it('delivers a message that was sent twice twice', async () => {
      const { queues, arrived } = open();
      await queues.send('post', [{ n: 1 }]);
      await queues.send('post', [{ n: 1 }]);
      expect(arrived('post')).toEqual([{ n: 1 }, { n: 1 }]);
    });

    it('takes any number of messages at once, none included', async () => {
      const { queues, arrived } = open();
      const messages = Array.from({ length: 37 }, (_, n) => ({ n }));
      await queues.send('post', []);
      await queues.send('post', messages);
      const numbers = arrived('post').map((message) => Number(message['n']));
      expect(numbers.toSorted((a, b) => a - b)).toEqual(messages.map(({ n }) => n));
    });

    it('takes a message of 256 KB; more is a bug and sends nothing', async () => {
      const { queues, arrived } = open();
      const text = (bytes: number) => 'é'.repeat(bytes / 2);
      const big = { text: text(256 * 1024) };
      await expect(queues.send('post', [{ n: 1 }, big])).rejects.toThrow();
      expect(arrived('post')).toEqual([]);
      await queues.send('post', [{ text: text(255 * 1024) }]);
      expect(arrived('post')).toHaveLength(1);
    });
  });
}
