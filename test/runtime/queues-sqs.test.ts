import { SendMessageBatchCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { sqsQueues } from '../../functions/runtime/queues-sqs.ts';

function opened() {
  const pauses: number[] = [];
  const queues = sqsQueues(
    new SQSClient({ region: 'us-east-1' }),
    (queue) => queue,
    async (attempt) => {
      pauses.push(attempt);
    },
  );
  return { client: mockClient(SQSClient), queues, pauses };
}

const failure = (Id: string, SenderFault = false) => ({ Id, Code: 'x', SenderFault });
const idsOf = (call: {
  args: [{ input: { Entries?: { Id?: string | undefined }[] | undefined } }];
}) => call.args[0].input.Entries?.map((entry) => entry.Id);

it('groups messages by practice, at most ten a request', async () => {
  const { client, queues } = opened();
  client.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  await queues.send('post', [{ practice: 'clinic' }, ...Array.from({ length: 11 }, () => ({}))]);
  const calls = client.commandCalls(SendMessageBatchCommand);
  expect(calls.map((call) => idsOf(call)?.length)).toEqual([10, 2]);
  expect(calls[0]?.args[0].input.Entries?.[0]?.MessageGroupId).toBe('clinic');
  expect(calls[0]?.args[0].input.Entries?.[1]?.MessageGroupId).toBeUndefined();
});

it('closes a request before it weighs more than SQS takes', async () => {
  const { client, queues } = opened();
  client.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [] });
  const heavy = { practice: 'clinic', claims: 'C'.repeat(100_000) };
  await queues.send('post', [heavy, heavy, heavy, {}]);
  const ids = client.commandCalls(SendMessageBatchCommand).map(idsOf);
  expect(ids).toEqual([
    ['0', '1'],
    ['2', '3'],
  ]);
});

it('sends again only what failed', async () => {
  const { client, queues, pauses } = opened();
  client
    .on(SendMessageBatchCommand)
    .resolvesOnce({ Successful: [], Failed: [failure('1'), failure('2')] })
    .resolvesOnce({ Successful: [], Failed: [failure('2')] })
    .resolves({ Successful: [], Failed: [] });
  await queues.send('post', [{ n: 0 }, { n: 1 }, { n: 2 }]);
  const ids = client.commandCalls(SendMessageBatchCommand).map(idsOf);
  expect(ids).toEqual([['0', '1', '2'], ['1', '2'], ['2']]);
  expect(pauses).toEqual([1, 2]);
});

it('throws what keeps failing, and at once what SQS will never take', async () => {
  const passing = opened();
  passing.client.on(SendMessageBatchCommand).resolves({ Successful: [], Failed: [failure('0')] });
  await expect(passing.queues.send('post', [{}])).rejects.toThrow('not taken');
  expect(passing.pauses).toEqual([1, 2, 3, 4, 5]);
  const final = opened();
  final.client
    .on(SendMessageBatchCommand)
    .resolves({ Successful: [], Failed: [failure('0', true)] });
  await expect(final.queues.send('post', [{}])).rejects.toThrow('not taken');
  expect(final.pauses).toEqual([]);
});
