import { expect, it } from 'vitest';
import type { Step } from '../../shared/pipeline/ports.ts';
import { testPorts } from './ports.ts';

const key = (n: number) => ({ partition: 'clinic', sort: String(n) });

/** Puts its number once and sends the next. */
const countDown: Step = (ports) => async (message) => {
  const n = Number(message['n']);
  const put = { kind: 'put', store: 'work', key: key(n), item: {}, when: 'absent' } as const;
  const { done } = await ports.records.transact([put]);
  if (n > 0) await ports.queues.send('assign', [{ n: n - 1 }]);
  return { event: 'counted', counts: { new: done ? 1 : 0 } };
};

it('delivers what waits and what that sends, oldest first', async () => {
  const test = testPorts();
  await test.ports.queues.send('scrub', [{ n: 1 }, { n: 3 }]);
  const delivered = await test.drain({ scrub: countDown, assign: countDown });
  expect(delivered.map(({ message }) => message['n'])).toEqual([1, 3, 0, 2, 1, 0]);
  expect(test.records.rows('work')).toHaveLength(4);
  expect(test.queues.size()).toBe(0);
});

it('delivers everything twice and shuffled, the same way for the same seed', async () => {
  const orderOf = async (seed: number) => {
    const test = testPorts({ recordsSeed: seed });
    await test.ports.queues.send('scrub', [{ n: 0 }, { n: 1 }, { n: 2 }, { n: 3 }]);
    const delivered = await test.drain(
      { scrub: countDown, assign: countDown },
      { seed, twice: true },
    );
    expect(test.records.rows('work')).toHaveLength(4);
    return delivered.map(({ message }) => message['n']);
  };
  const first = await orderOf(1);
  expect(await orderOf(1)).toEqual(first);
  expect(await orderOf(2)).not.toEqual(first);
});

it('names a queue that nobody works', async () => {
  const test = testPorts();
  await test.ports.queues.send('post', [{}]);
  await expect(test.drain({})).rejects.toThrow('no worker for post');
});

it('has a clock that only the test moves', () => {
  const test = testPorts({ today: '2026-03-01' });
  expect(test.ports.clock.today()).toBe('2026-03-01');
  test.onDay('2026-03-02');
  expect(test.ports.clock.today()).toBe('2026-03-02');
});
