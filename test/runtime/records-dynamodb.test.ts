import {
  DynamoDBClient,
  GetItemCommand,
  PutItemCommand,
  QueryCommand,
  TransactionCanceledException,
  TransactWriteItemsCommand,
} from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { dynamoRecords } from '../../functions/runtime/records-dynamodb.ts';
import type { Action } from '../../shared/pipeline/ports.ts';
import { fakeDynamo, transactWrite } from './fake-dynamodb.ts';

const key = { partition: 'clinic#c1', sort: 'head' };
const putEntry: Action = { kind: 'put', store: 'ledger', key, item: { cents: 1 }, when: 'absent' };
const putHead: Action = { kind: 'put', store: 'claims', key, item: { paid: 100 }, when: 'any' };
const replaceHead: Action = {
  kind: 'put',
  store: 'claims',
  key,
  item: { version: 2 },
  when: { version: 1 },
};

function opened() {
  const pauses: number[] = [];
  const records = dynamoRecords(
    new DynamoDBClient({ region: 'us-east-1' }),
    (store) => store,
    async (attempt) => {
      pauses.push(attempt);
    },
  );
  return { records, pauses };
}

function canceled(...codes: readonly string[]) {
  return new TransactionCanceledException({
    message: 'cancelled',
    CancellationReasons: codes.map((Code) => ({ Code })),
    $metadata: {},
  });
}

const named = (name: string) => Object.assign(new Error('of AWS'), { name });

describe('a transaction that DynamoDB cancels', () => {
  it.each([
    ['TransactionConflict', 'None'],
    ['None', 'ThrottlingError'],
    ['ProvisionedThroughputExceeded', 'TransactionConflict'],
  ])('by %s, %s is tried again after a pause', async (...codes) => {
    const client = mockClient(DynamoDBClient);
    client
      .on(TransactWriteItemsCommand)
      .rejectsOnce(canceled(...codes))
      .resolves({});
    const { records, pauses } = opened();
    expect(await records.transact([putEntry, putHead])).toEqual({ done: true });
    expect(pauses).toEqual([1]);
    expect(client.commandCalls(TransactWriteItemsCommand)).toHaveLength(2);
  });

  it('again and again is thrown in the end', async () => {
    const client = mockClient(DynamoDBClient);
    client.on(TransactWriteItemsCommand).rejects(canceled('TransactionConflict', 'None'));
    const { records, pauses } = opened();
    await expect(records.transact([putEntry, putHead])).rejects.toThrow('cancelled');
    expect(pauses).toEqual([1, 2, 3, 4, 5]);
  });

  it('for a condition names the action, even when another one met a conflict', async () => {
    const client = mockClient(DynamoDBClient);
    const answer = canceled('ConditionalCheckFailed', 'TransactionConflict');
    client.on(TransactWriteItemsCommand).rejects(answer);
    const { records, pauses } = opened();
    expect(await records.transact([putEntry, putHead])).toEqual({
      done: false,
      reasons: ['exists', null],
    });
    expect(pauses).toEqual([]);
  });

  it('for an invalid action is a bug at once', async () => {
    const client = mockClient(DynamoDBClient);
    client
      .on(TransactWriteItemsCommand)
      .rejects(canceled('ValidationError', 'TransactionConflict'));
    const { records, pauses } = opened();
    await expect(records.transact([putEntry, putHead])).rejects.toThrow('cancelled');
    expect(pauses).toEqual([]);
  });
});

describe('a request that fails', () => {
  it.each(['ThrottlingException', 'TransactionConflictException'])(
    'by %s is tried again',
    async (name) => {
      mockClient(DynamoDBClient).on(PutItemCommand).rejectsOnce(named(name)).resolves({});
      const { records, pauses } = opened();
      expect(await records.transact([putEntry])).toEqual({ done: true });
      expect(pauses).toEqual([1]);
    },
  );

  it('by a throttle while reading is tried again', async () => {
    const client = mockClient(DynamoDBClient);
    client.on(QueryCommand).rejectsOnce(named('ThrottlingException')).resolves({ Items: [] });
    const { records, pauses } = opened();
    const page = await records.query({ store: 'work', partition: 'clinic' });
    expect(page).toEqual({ rows: [], cursor: null });
    expect(pauses).toEqual([1]);
  });

  it.each(['TimeoutError', 'AccessDeniedException', 'InternalServerError'])(
    'by %s is thrown: what became of it is not known here',
    async (name) => {
      mockClient(DynamoDBClient).rejects(named(name));
      const { records, pauses } = opened();
      await expect(records.transact([putEntry, putHead])).rejects.toThrow('of AWS');
      expect(pauses).toEqual([]);
    },
  );

  it('after its effect leaves a guard that the next run of the step meets', async () => {
    const client = fakeDynamo();
    const { records } = opened();
    client
      .on(TransactWriteItemsCommand)
      .callsFakeOnce(({ TransactItems }) => {
        transactWrite(TransactItems);
        throw named('TimeoutError');
      })
      .callsFake(({ TransactItems }) => transactWrite(TransactItems));
    await expect(records.transact([putEntry, putHead])).rejects.toThrow('of AWS');
    expect(await records.transact([putEntry, putHead])).toEqual({
      done: false,
      reasons: ['exists', null],
    });
    expect(await records.get('claims', key)).toEqual({ paid: 100 });
  });
});

describe('a request', () => {
  it('is a lone put for one put, and a transaction for versions and for several', async () => {
    const client = mockClient(DynamoDBClient);
    client.onAnyCommand().resolves({});
    const { records } = opened();
    await records.transact([putEntry]);
    await records.transact([replaceHead]);
    await records.transact([putEntry, putHead]);
    expect(client.calls().map((call) => call.args[0].constructor.name)).toEqual([
      'PutItemCommand',
      'TransactWriteItemsCommand',
      'TransactWriteItemsCommand',
    ]);
  });

  it('reads the store consistently and an index as it is', async () => {
    const client = fakeDynamo();
    const { records } = opened();
    await records.query({ store: 'claims', partition: 'clinic#c1' });
    await records.query({ store: 'claims', index: 'byPractice', partition: 'clinic' });
    const inputs = client.commandCalls(QueryCommand).map((call) => call.args[0].input);
    expect(inputs.map((input) => [input.ConsistentRead, input.IndexName])).toEqual([
      [true, undefined],
      [undefined, 'byPractice'],
    ]);
  });

  it('keeps cents as integers and refuses what left them', async () => {
    const client = fakeDynamo();
    const { records } = opened();
    const cents = Number.MAX_SAFE_INTEGER;
    await records.transact([{ ...replaceHead, item: { paid: cents, rate: 0.125 }, when: 'any' }]);
    expect(await records.get('claims', key)).toEqual({ paid: cents, rate: 0.125 });
    const [put] = client.commandCalls(PutItemCommand);
    expect(put?.args[0].input.Item?.['paid']).toEqual({ N: '9007199254740991' });
    client.on(GetItemCommand).resolves({ Item: { paid: { N: '9007199254740993' } } });
    await expect(records.get('claims', key)).rejects.toThrow('safe integers');
  });
});
