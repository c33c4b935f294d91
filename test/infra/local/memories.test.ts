/** What the simulated people remember is the same in the run that learned it and in the next one. */
import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { openShelf, type ToStore } from '../../../infra/local/memories.ts';
import { testPorts } from '../../support/ports.ts';

const change = fc.tuple(
  fc.constantFrom('a', 'b', 'c', 'd'),
  fc.option(fc.record({ text: fc.string({ maxLength: 60_000, size: 'max' }) })),
);
const days = fc.array(
  fc.array(change, { maxLength: 6 }).map((rows) => new Map(rows)),
  { maxLength: 5 },
);

test('Whatever was learned, kept and forgotten: another run remembers it, in the same order', async () => {
  let pages = 0;
  await fc.assert(
    fc.asyncProperty(days, async (learned) => {
      const { records } = testPorts().ports;
      const toStore: ToStore = [];
      const shelf = openShelf<{ text: string }>(records, 'payers', toStore);
      const known = await shelf.of('clinic');
      for (const changes of learned) shelf.learn('clinic', changes);
      pages += toStore.length;
      for (const one of toStore) await one();
      const again = await openShelf(records, 'payers', []).of('clinic');
      expect([...again]).toEqual([...known]);
    }),
    { numRuns: 40 },
  );
  expect(pages).toBeGreaterThan(40);
});

test('What is not stored yet is not remembered', async () => {
  const { records } = testPorts().ports;
  const shelf = openShelf<string>(records, 'payers', []);
  await shelf.of('clinic');
  shelf.learn('clinic', new Map([['a', 'row']]));
  expect([...(await openShelf(records, 'payers', []).of('clinic'))]).toEqual([]);
});
