/** Each sample invocation is taken by its real handler, over ports in memory, in the order of a file's life. */
import { readdirSync, readFileSync } from 'node:fs';
import { join, relative } from 'node:path';
import type { SQSEvent } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import { type HttpsInstance, webhookLambda } from '../../functions/runtime/https.ts';
import { type Instance, lambda } from '../../functions/runtime/worker.ts';
import { dropClearinghouse } from '../../shared/pipeline/drop-clearinghouse.ts';
import { memoryFiles } from '../../shared/pipeline/memory-files.ts';
import { memoryQueues } from '../../shared/pipeline/memory-queues.ts';
import { memoryRecords } from '../../shared/pipeline/memory-records.ts';
import type { Outcome, Ports, Step } from '../../shared/pipeline/ports.ts';
import {
  inboxPrefix,
  type QueueName,
  queueNames,
  workers,
} from '../../shared/pipeline/topology.ts';
import { noRemotes } from '../../shared/receiver/no-remotes.ts';
import { calendarDate } from '../../shared/values/dates.ts';
import { declaredVerbs, witness } from './witness.ts';

const order: readonly QueueName[] = [
  'receive',
  'take-reference',
  'take-encounters',
  'scrub',
  'verify',
  'submit',
  'deliver',
  'poll',
  'acknowledge',
  'split-remittance',
  'post',
  'apply',
  'assign',
  'decide',
  'take-payments',
  'sweep',
  'follow-up',
  'escalate',
  'measure',
  'report',
  'reconcile',
];

/** When the sample webhook was signed. */
const calledAt = 1_773_763_200_000;

const samples = 'events/inbox';
const memory = memoryFiles();
const waiting = memoryQueues();
const ports: Ports = {
  files: memory.files,
  records: memoryRecords().records,
  queues: waiting.queues,
  clearinghouse: dropClearinghouse(memory.files),
  remotes: noRemotes,
  clock: { today: () => calendarDate('2026-03-17'), now: () => calledAt },
};

for (const entry of readdirSync(samples, { recursive: true, withFileTypes: true })) {
  const path = join(entry.parentPath, entry.name);
  if (entry.isFile()) memory.drop('inbox', relative(samples, path), readFileSync(path));
}

describe('the sample invocations', () => {
  it('are one for each worker', () => {
    const files = readdirSync('events').filter((name) => name.endsWith('.json'));
    expect(files.sort()).toEqual(
      Object.keys(workers)
        .sort()
        .map((name) => `${name}.json`),
    );
    expect([...order].sort()).toEqual([...queueNames].sort());
  });
});

describe.each(order)('the function %s', (name) => {
  const outcomes: Outcome[] = [];
  const failures: unknown[] = [];
  const { ports: witnessed, used } = witness(ports);
  const instance: Instance = {
    ports: witnessed,
    stage: 'dev',
    log: {
      outcome: (outcome) => void outcomes.push(outcome),
      failure: (error) => void failures.push(error),
    },
    print: () => {},
    comeBack: async () => {},
  };

  it('takes its sample invocation, and what other workers have sent it', async () => {
    const { step }: { step: Step } = await import(`../../shared/pipeline/${name}.ts`);
    const handler = lambda(name, step, () => instance);
    const take = async (events: readonly SQSEvent[]) => {
      for (const event of events) expect(await handler(event)).toEqual({ batchItemFailures: [] });
    };
    await take(sampleEvents(name));
    await take(sentEvents(name));
    expect(failures).toEqual([]);
    expect(outcomes.length).toBeGreaterThan(0);
  });

  it('touches nothing that its row does not declare', () => {
    expect(used.size).toBeGreaterThan(0);
    expect([...used].filter((verb) => !declaredVerbs(name).has(verb))).toEqual([]);
  });

  it('is deployed as its own step', () => {
    const source = readFileSync(`functions/${name}.ts`, 'utf8');
    expect(source).toMatch(new RegExp(`lambda\\('${name}', step(, \\w+)?\\)`));
    expect(source).toContain(`from '../shared/pipeline/${name}.ts'`);
  });
});

describe('the function webhook', () => {
  it('takes its sample invocation: a hint that is stored, told to the poller and answered', async () => {
    const statuses: string[] = [];
    const { ports: witnessed, used } = witness(ports);
    const instance: HttpsInstance = {
      ports: {
        ...witnessed,
        secrets: async () => ['whsec_c2FtcGxlLW9ubHktc2FtcGxlLW9ubHktMDAwMA=='],
      },
      stage: 'dev',
      log: { outcome: ({ event }) => void statuses.push(event), failure: () => {} },
      print: () => {},
    };
    const handler = webhookLambda('webhook', () => instance);
    const event = JSON.parse(readFileSync('events/webhook.json', 'utf8'));
    expect(await handler(event)).toEqual({ statusCode: 204, body: '' });
    expect(await handler({ ...event, body: 'AAAA' })).toEqual({ statusCode: 401, body: '' });
    expect(statuses).toEqual(['webhook-204', 'webhook-401']);
    expect(waiting.waiting('poll').at(-1)?.message).toMatchObject({ receiver: 'clearinghouse' });
    expect([...used].filter((verb) => !declaredVerbs('webhook').has(verb))).toEqual([]);
    expect(used).toContain('write exchanges');
  });
});

/** The sample of `receive` names one file; the others of the inbox are told in the same words. */
function sampleEvents(name: QueueName): SQSEvent[] {
  const event: SQSEvent = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
  if (name !== 'receive') return [event];
  const body = JSON.parse(event.Records[0]?.body ?? '');
  const told = memory.keys('inbox').map((key) => {
    const object = { ...body.detail.object, key: `${inboxPrefix}${key}` };
    return withBody(event, { ...body, detail: { ...body.detail, object } });
  });
  return [event, ...told];
}

function sentEvents(name: QueueName): SQSEvent[] {
  const event: SQSEvent = JSON.parse(readFileSync(`events/${name}.json`, 'utf8'));
  return waiting.waiting(name).map(({ message }) => withBody(event, message));
}

function withBody(event: SQSEvent, body: object): SQSEvent {
  return { Records: event.Records.map((record) => ({ ...record, body: JSON.stringify(body) })) };
}
