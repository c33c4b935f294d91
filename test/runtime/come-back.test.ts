/** A message whose step failed comes again soon, then later and later, and never depends on our saying so. */
import { ChangeMessageVisibilityCommand, SQSClient } from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { sqsComeBack } from '../../functions/runtime/come-back.ts';

const url = 'https://sqs.invalid/0/submit';

function failed(tries: number) {
  const attributes = {
    ApproximateReceiveCount: String(tries),
    SentTimestamp: '1760000000000',
    SenderId: 'sender',
    ApproximateFirstReceiveTimestamp: '1760000000500',
  };
  return { receiptHandle: `receipt ${tries}`, attributes };
}

it.each([
  [1, 60],
  [2, 600],
  [3, 3600],
  [4, 14_400],
  [5, 14_400],
])('after the failure %i within %i seconds, and not all at once', async (tries, most) => {
  const client = mockClient(SQSClient);
  client.on(ChangeMessageVisibilityCommand).resolves({});
  const comeBack = sqsComeBack(new SQSClient({ region: 'us-east-1' }), url);
  for (let n = 0; n < 50; n += 1) await comeBack(failed(tries));
  const inputs = client.commandCalls(ChangeMessageVisibilityCommand).map((it) => it.args[0].input);
  expect(inputs).toHaveLength(50);
  expect(inputs[0]).toMatchObject({ QueueUrl: url, ReceiptHandle: `receipt ${tries}` });
  const waits = inputs.map((input) => input.VisibilityTimeout ?? 0);
  expect(Math.min(...waits)).toBeGreaterThanOrEqual(most / 2);
  expect(Math.max(...waits)).toBeLessThanOrEqual(most);
  expect(new Set(waits).size).toBeGreaterThan(5);
});

it('when SQS does not listen, at the time that its queue says', async () => {
  const client = mockClient(SQSClient);
  client.on(ChangeMessageVisibilityCommand).rejects(new Error('the handle has expired'));
  const comeBack = sqsComeBack(new SQSClient({ region: 'us-east-1', maxAttempts: 1 }), url);
  await expect(comeBack(failed(1))).resolves.toBeUndefined();
});
