/** A step as a Lambda function behind its queue: a batch goes in, the ids of what failed come out. */
import { SQSClient } from '@aws-sdk/client-sqs';
import type { SQSBatchResponse, SQSEvent, SQSRecord } from 'aws-lambda';
import type { JsonObject, Outcome, Ports, Step } from '../../shared/pipeline/ports.ts';
import type { WorkerName } from '../../shared/pipeline/topology.ts';
import { awsPorts, requestHandler } from './aws-ports.ts';
import { type ComeBack, sqsComeBack } from './come-back.ts';
import { readEnvironment } from './environment.ts';
import { arrivalOf, isInboxEvent } from './inbox-event.ts';
import { type Log, workerLog } from './log.ts';
import { metricLine } from './metrics.ts';

export type Handler = (event: SQSEvent) => Promise<SQSBatchResponse>;

/** What a function's instance keeps between batches; tests bring their own. */
export type Instance = {
  readonly ports: Ports;
  readonly stage: string;
  readonly log: Log;
  /** Writes a line where CloudWatch reads metrics. */
  print(line: string): void;
  /** Says when a message that failed comes again. */
  readonly comeBack: ComeBack;
};

/**
 * The handler of a worker. Here alone a bug is caught: its message goes back to the queue and, if
 * that does not help, to the dead-letter queue, while the rest of the batch is done.
 */
export function lambda(
  worker: WorkerName,
  step: Step,
  open: (worker: WorkerName) => Instance = openInstance,
): Handler {
  let opened: Instance | undefined;
  return async ({ Records }) => {
    opened ??= open(worker);
    const batchItemFailures: SQSBatchResponse['batchItemFailures'] = [];
    for (const record of Records) {
      if (await succeeds(opened, worker, step, record)) continue;
      await opened.comeBack(record);
      batchItemFailures.push({ itemIdentifier: record.messageId });
    }
    return { batchItemFailures };
  };
}

async function succeeds(
  { ports, stage, log, print }: Instance,
  worker: WorkerName,
  step: Step,
  record: SQSRecord,
): Promise<boolean> {
  const ids = { messageId: record.messageId, practice: practiceOf(record) };
  try {
    const outcome = await outcomeOf(ports, step, messageOf(record));
    log.outcome(outcome, ids);
    const time = Number(record.attributes.ApproximateFirstReceiveTimestamp);
    const line = metricLine(outcome, { service: worker, stage }, time);
    if (line !== null) print(line);
    return true;
  } catch (error) {
    log.failure(error, ids);
    return false;
  }
}

async function outcomeOf(ports: Ports, step: Step, message: JsonObject): Promise<Outcome> {
  if (!isInboxEvent(message)) return step(ports)(message);
  const arrival = await arrivalOf(message, ports.files);
  if (arrival === null) return { event: 'object-outside-inbox', counts: { objects: 1 } };
  return step(ports)(arrival);
}

function messageOf(record: SQSRecord): JsonObject {
  const message: unknown = JSON.parse(record.body);
  if (!isObject(message)) throw new Error('a message is a JSON object');
  return message;
}

function isObject(value: unknown): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** The sender wrote the practice beside the message too, as its group. */
function practiceOf(record: SQSRecord): string | null {
  return record.attributes.MessageGroupId ?? null;
}

export function openInstance(worker: WorkerName): Instance {
  const environment = readEnvironment(worker, process.env);
  const { ownQueueUrl } = environment;
  const stays = async () => undefined;
  return {
    ports: awsPorts(environment),
    stage: environment.stage,
    log: workerLog(worker),
    print: (line) => void process.stdout.write(`${line}\n`),
    comeBack:
      ownQueueUrl === null ? stays : sqsComeBack(new SQSClient({ requestHandler }), ownQueueUrl),
  };
}
