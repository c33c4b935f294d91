import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { dynamoRecords } from '../../../functions/runtime/records-dynamodb.ts';
import { openState } from '../../../infra/local/state.ts';
import { memoryRecords } from '../../../shared/pipeline/memory-records.ts';
import type { Action, Query, Records } from '../../../shared/pipeline/ports.ts';
import { allRows } from '../../../shared/pipeline/read-all.ts';
import { fakeDynamo } from '../../runtime/fake-dynamodb.ts';

const names = ['a', 'B', 'a#1', 'a#', '#', '1'];
const key = fc.record({
  partition: fc.constantFrom('clinic', 'clinic#a'),
  sort: fc.constantFrom(...names),
});
const item = fc.record(
  {
    version: fc.nat({ max: 2 }),
    paid: fc.integer(),
    practice: fc.constantFrom('clinic', 'other'),
    claimPart: fc.constantFrom(...names),
    practiceStage: fc.constantFrom('clinic', 'other'),
    part: fc.string(),
    list: fc.array(fc.oneof(fc.string({ unit: 'binary' }), fc.constant(null), fc.boolean())),
  },
  { requiredKeys: [] },
);
const when = fc.oneof(
  fc.constantFrom('absent' as const, 'any' as const),
  fc.record({ version: fc.nat({ max: 2 }) }),
);
const action: fc.Arbitrary<Action> = fc.oneof(
  fc.record({ kind: fc.constant('put'), store: fc.constant('claims'), key, item, when }),
  fc.record({
    kind: fc.constant('put'),
    store: fc.constant('audit'),
    key,
    item,
    when: fc.constant('absent'),
  }),
  fc.record({ kind: fc.constant('remove'), store: fc.constant('claims'), key }),
);
const transaction = fc.uniqueArray(action, {
  maxLength: 4,
  selector: (a) => `${a.store} ${a.key.partition} ${a.key.sort}`,
});
const part = fc.record(
  {
    limit: fc.integer({ min: 1, max: 3 }),
    after: fc.constantFrom(...names),
    sortPrefix: fc.constantFrom(...names),
    descending: fc.boolean(),
  },
  { requiredKeys: [] },
);

/** What a store has to say for itself: the answers to everything, then what it holds. */
async function storyOf(
  records: Records,
  transactions: readonly (readonly Action[])[],
  narrowed: Partial<Query>,
) {
  const answers = [];
  for (const actions of transactions) answers.push(await records.transact(actions));
  const whole: Query[] = [
    { store: 'claims', partition: 'clinic' },
    { store: 'claims', partition: 'clinic#a' },
    { store: 'audit', partition: 'clinic#a' },
    { store: 'claims', index: 'byPractice', partition: 'clinic' },
    { store: 'claims', index: 'byStage', partition: 'clinic' },
  ];
  const queries = [...whole, ...whole.map((query) => ({ ...query, ...narrowed }))];
  const rows = [];
  for (const query of queries) rows.push(await allRows(records, query));
  return { answers, rows };
}

it('memory, SQLite and the adapter of DynamoDB tell the same story of any transactions', async () => {
  let cancelled = 0;
  let rows = 0;
  const property = fc.asyncProperty(
    fc.array(transaction, { minLength: 3, maxLength: 12 }),
    part,
    async (transactions, narrowed) => {
      fakeDynamo();
      const state = openState(':memory:');
      const dynamo = dynamoRecords(
        new DynamoDBClient({ region: 'us-east-1' }),
        (store) => store,
        async () => undefined,
      );
      const inMemory = await storyOf(memoryRecords().records, transactions, narrowed);
      expect(await storyOf(state.records, transactions, narrowed)).toEqual(inMemory);
      expect(await storyOf(dynamo, transactions, narrowed)).toEqual(inMemory);
      state.close();
      cancelled += inMemory.answers.filter((answer) => !answer.done).length;
      rows += inMemory.rows.flat().length;
    },
  );
  await fc.assert(property, { numRuns: 150 });
  expect(cancelled).toBeGreaterThan(50);
  expect(rows).toBeGreaterThan(50);
});
