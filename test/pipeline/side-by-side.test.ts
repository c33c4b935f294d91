import { setTimeout } from 'node:timers/promises';
import { expect, onTestFinished, test } from 'vitest';
import { sideBySide } from '../../shared/pipeline/side-by-side.ts';

/** As a page of a database, some time after the one before. */
async function* slowly(numbers: readonly number[]) {
  for (const number of numbers) {
    await setTimeout(2);
    yield number;
  }
}

async function allOf<T>(answers: AsyncIterable<T>): Promise<readonly T[]> {
  const all: T[] = [];
  for await (const answer of answers) all.push(answer);
  return all;
}

const hundred = Array.from({ length: 100 }, (_, n) => n);

test('Answers keep the order of the questions, however long each takes', async () => {
  const answers = sideBySide(hundred, async (n) => {
    await setTimeout((n * 7) % 5);
    return n;
  });
  expect(await allOf(answers)).toEqual(hundred);
});

test('A question that fails while others are still to be asked is the caller’s to catch, and no other goes on', async () => {
  const unseen: unknown[] = [];
  const note = (reason: unknown) => unseen.push(reason);
  process.on('unhandledRejection', note);
  onTestFinished(() => void process.off('unhandledRejection', note));
  let open = 0;
  const ask = async (n: number) => {
    open += 1;
    await setTimeout(n);
    open -= 1;
    if (n % 2 === 0) throw new Error(`asked ${n}`);
    return n;
  };
  await expect(allOf(sideBySide(slowly([0, 1, 2, 3]), ask))).rejects.toThrow('asked 0');
  expect(open).toBe(0);
  await setTimeout(5);
  expect(unseen).toEqual([]);
});
