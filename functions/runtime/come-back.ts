/** When a message whose step failed comes again: soon, because most of what fails passes, and then ever later. */
import { randomInt } from 'node:crypto';
import { ChangeMessageVisibilityCommand, type SQSClient } from '@aws-sdk/client-sqs';
import type { SQSRecord } from 'aws-lambda';

export type ComeBack = (record: Pick<SQSRecord, 'receiptHandle' | 'attributes'>) => Promise<void>;

/** A minute, ten, an hour, four: an outage of an evening is over before the fifth try. */
const waitSeconds = [60, 600, 3600, 14_400];

/**
 * Without it a message waits as long as the queue hides it from a run that may still be under way: six times its
 * longest. When SQS does not take it, that is when the message comes.
 */
export function sqsComeBack(client: SQSClient, QueueUrl: string): ComeBack {
  return async ({ attributes, receiptHandle }) => {
    const tries = Number(attributes.ApproximateReceiveCount);
    const wait = waitSeconds[Math.min(tries, waitSeconds.length) - 1] ?? 60;
    const ours = { QueueUrl, ReceiptHandle: receiptHandle, VisibilityTimeout: between(wait) };
    await client.send(new ChangeMessageVisibilityCommand(ours)).catch(() => undefined);
  };
}

/** Those that failed together come back apart. */
function between(seconds: number): number {
  return randomInt(Math.ceil(seconds / 2), seconds + 1);
}
