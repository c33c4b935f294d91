import type { SQSRecord } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import type { LogIds } from '../../functions/runtime/log.ts';
import { lambda } from '../../functions/runtime/worker.ts';
import type { JsonObject, Outcome, Step } from '../../shared/pipeline/ports.ts';
import type { WorkerName } from '../../shared/pipeline/topology.ts';
import { testPorts } from '../support/ports.ts';

function recordOf(messageId: string, body: string, group?: string): SQSRecord {
  return {
    messageId,
    receiptHandle: `receipt of ${messageId}`,
    body,
    attributes: {
      ApproximateReceiveCount: '1',
      SentTimestamp: '1760000000000',
      SenderId: 'sender',
      ApproximateFirstReceiveTimestamp: '1760000000500',
      ...(group !== undefined && { MessageGroupId: group }),
    },
    messageAttributes: {},
    md5OfBody: '',
    eventSource: 'aws:sqs',
    eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:post',
    awsRegion: 'us-east-1',
  };
}

/** A handler over ports in memory, and everything that its instance was told. */
function opened(worker: WorkerName, step: Step) {
  const test = testPorts();
  const printed: string[] = [];
  const outcomes: { outcome: Outcome; ids: LogIds }[] = [];
  const failures: { error: unknown; ids: LogIds }[] = [];
  const back: string[] = [];
  let instances = 0;
  const handler = lambda(worker, step, () => {
    instances += 1;
    return {
      ports: test.ports,
      stage: 'test',
      log: {
        outcome: (outcome, ids) => void outcomes.push({ outcome, ids }),
        failure: (error, ids) => void failures.push({ error, ids }),
      },
      print: (line) => void printed.push(line),
      comeBack: async ({ receiptHandle }) => void back.push(receiptHandle),
    };
  });
  return { test, handler, printed, outcomes, failures, back, instances: () => instances };
}

/** Fails for the messages that say so, and remembers the others. */
function pickyStep(seen: JsonObject[]): Step {
  return () => async (message) => {
    if (message['bad'] === true) throw new Error('Jane Testpatient');
    seen.push(message);
    return { event: 'taken', counts: { messages: 1 } };
  };
}

describe('a batch', () => {
  it('answers the ids of the messages that failed, and does the others', async () => {
    const seen: JsonObject[] = [];
    const { back, handler, failures, outcomes } = opened('post', pickyStep(seen));
    const answer = await handler({
      Records: [
        recordOf('m1', '{"n":1}', 'clinic'),
        recordOf('m2', '{"bad":true}', 'clinic'),
        recordOf('m3', '{"n":3}'),
      ],
    });
    expect(answer).toEqual({ batchItemFailures: [{ itemIdentifier: 'm2' }] });
    expect(back).toEqual(['receipt of m2']);
    expect(seen).toEqual([{ n: 1 }, { n: 3 }]);
    expect(failures.map(({ ids }) => ids)).toEqual([{ messageId: 'm2', practice: 'clinic' }]);
    expect(outcomes.map(({ ids }) => ids.messageId)).toEqual(['m1', 'm3']);
  });

  it.each(['not JSON', '[1]', '"text"', 'null'])(
    'with the body %s fails that message',
    async (body) => {
      const seen: JsonObject[] = [];
      const { handler } = opened('post', pickyStep(seen));
      const answer = await handler({ Records: [recordOf('m1', body), recordOf('m2', '{}')] });
      expect(answer.batchItemFailures).toEqual([{ itemIdentifier: 'm1' }]);
      expect(seen).toEqual([{}]);
    },
  );

  it('opens its instance once', async () => {
    const { handler, instances } = opened('post', pickyStep([]));
    await handler({ Records: [recordOf('m1', '{}')] });
    await handler({ Records: [recordOf('m2', '{}')] });
    expect(instances()).toBe(1);
  });

  it('prints the counts as metrics of the worker and the stage', async () => {
    const { handler, printed } = opened('post', pickyStep([]));
    await handler({ Records: [recordOf('m1', '{}'), recordOf('m2', '{"bad":true}')] });
    expect(printed).toHaveLength(1);
    expect(JSON.parse(printed[0] ?? '')).toEqual({
      service: 'post',
      stage: 'test',
      messages: 1,
      _aws: {
        Timestamp: 1760000000500,
        CloudWatchMetrics: [
          {
            Namespace: 'Claimline',
            Dimensions: [['service', 'stage']],
            Metrics: [{ Name: 'messages', Unit: 'Count' }],
          },
        ],
      },
    });
  });

  it('without an environment fails as a whole, so that nothing of it is lost', async () => {
    const handler = lambda('post', pickyStep([]));
    await expect(handler({ Records: [recordOf('m1', '{}')] })).rejects.toThrow();
  });
});

describe('an event of the inbox', () => {
  const created = (key: string) =>
    JSON.stringify({
      version: '0',
      source: 'aws.s3',
      'detail-type': 'Object Created',
      detail: { bucket: { name: 'inbox' }, object: { key, size: 3, 'version-id': 'v1' } },
    });

  async function received(eventKey: string, ...files: readonly string[]) {
    const seen: JsonObject[] = [];
    const { handler, test, outcomes } = opened('receive', pickyStep(seen));
    for (const key of files) test.files.drop('inbox', key, 'ISA');
    const answer = await handler({ Records: [recordOf('m1', created(eventKey))] });
    expect(answer.batchItemFailures).toEqual([]);
    return { seen, event: outcomes[0]?.outcome.event };
  }

  it('becomes the message of an arrival', async () => {
    const key = 'clinic/remittances/2026-01-05/payments.835';
    expect((await received(`in/${key}`, key)).seen).toEqual([{ practice: 'clinic', key }]);
  });

  it.each([
    ['as it is', 'a+b 50%25.835', 'a+b 50%25.835'],
    ['form-encoded', 'a%2Bb+50%25.835', 'a+b 50%.835'],
    ['broken as a code', '100%.835', '100%.835'],
    ['with an ampersand', 'a+&+b.835', 'a & b.835'],
    ['beyond ASCII', 'r%C3%A9sum%C3%A9.835', 'résumé.835'],
  ])('names the file that lies there when the key comes %s', async (_, sent, lying) => {
    const key = `clinic/remittances/${lying}`;
    const { seen } = await received(`in/clinic/remittances/${sent}`, key);
    expect(seen).toEqual([{ practice: 'clinic', key }]);
  });

  it('prefers the key as it is, and keeps it when nothing lies there', async () => {
    const both = ['clinic/remittances/a+b', 'clinic/remittances/a b'];
    const wanted = [{ practice: 'clinic', key: 'clinic/remittances/a+b' }];
    expect((await received('in/clinic/remittances/a+b', ...both)).seen).toEqual(wanted);
    expect((await received('in/clinic/remittances/a+b')).seen).toEqual(wanted);
  });

  it.each([
    'in/',
    'in/clinic/',
    'in/clinic/remittances/',
    'in/file',
    'in/NO CLINIC/x/y',
    'out/a/b/c',
  ])('of %s is no arrival, and no failure', async (key) => {
    const { seen, event } = await received(key);
    expect(seen).toEqual([]);
    expect(event).toBe('object-outside-inbox');
  });

  it('is not mistaken for what the sweep sends', async () => {
    const seen: JsonObject[] = [];
    const { handler } = opened('receive', pickyStep(seen));
    const message = { practice: 'clinic', key: 'clinic/remittances/a+b' };
    await handler({ Records: [recordOf('m1', JSON.stringify(message))] });
    expect(seen).toEqual([message]);
  });
});
