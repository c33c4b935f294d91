import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import {
  buckets,
  environmentVariable,
  queueNames,
  workers,
} from '../../shared/pipeline/topology.ts';
import { resources, synthesized } from './synthesized.ts';

const { pipeline, working } = synthesized('prod');
const queues = resources(pipeline, 'AWS::SQS::Queue');
const functions = resources(pipeline, 'AWS::Lambda::Function');
const alarms = Object.values(resources(pipeline, 'AWS::CloudWatch::Alarm'));

const queueRows = queueNames.map((name) => [name, workers[name]] as const);

describe.each(queueRows)('the queue of %s', (name, row) => {
  it('gives a message five tries, far enough apart, and then keeps it for two weeks', () => {
    const queue = queues[working(name, 'queue')]?.Properties;
    const deadLetters = working(name, 'dead-letters');
    expect(queue?.['VisibilityTimeout']).toBeGreaterThanOrEqual(6 * row.timeoutSeconds);
    expect(queue?.['RedrivePolicy']).toEqual({
      deadLetterTargetArn: { 'Fn::GetAtt': [deadLetters, 'Arn'] },
      maxReceiveCount: 5,
    });
    expect(queues[deadLetters]?.Properties.MessageRetentionPeriod).toBe(14 * 24 * 3600);
  });

  it('is woken by its queue alone and hands back only what failed', () => {
    const sources = Object.values(resources(pipeline, 'AWS::Lambda::EventSourceMapping')).filter(
      (it) => it.Properties.FunctionName.Ref === working(`${name}-worker`, 'function'),
    );
    expect(sources.map((it) => it.Properties)).toEqual([
      {
        BatchSize: row.batchSize,
        EventSourceArn: { 'Fn::GetAtt': [working(name, 'queue'), 'Arn'] },
        FunctionName: { Ref: working(`${name}-worker`, 'function') },
        FunctionResponseTypes: ['ReportBatchItemFailures'],
        ScalingConfig: { MaximumConcurrency: row.maxConcurrency },
      },
    ]);
  });

  it('raises an alarm for dead letters, for waiting and for errors, and says what is lost', () => {
    const own = alarms.filter((it) => it.Properties.AlarmDescription.startsWith(`${name}: `));
    for (const alarm of own) expect(alarm.Properties.AlarmDescription).toContain(row.errorImpact);
    const [dead, waiting, errors, ...others] = own.map((it) => it.Properties);
    expect(others).toHaveLength('schedule' in row.on ? 1 : 0);
    expect(dead).toMatchObject({
      MetricName: 'ApproximateNumberOfMessagesVisible',
      Dimensions: [{ Value: { 'Fn::GetAtt': [working(name, 'dead-letters'), 'QueueName'] } }],
      Threshold: 1,
    });
    expect(waiting).toMatchObject({
      MetricName: 'ApproximateAgeOfOldestMessage',
      Dimensions: [{ Value: { 'Fn::GetAtt': [working(name, 'queue'), 'QueueName'] } }],
    });
    expect(JSON.stringify(errors)).toContain('"Errors"');
    expect(JSON.stringify(errors)).toContain(working(`${name}-worker`, 'function'));
  });

  it('tells of a step that threw at once when the next try is hours away', () => {
    const filters = Object.values(resources(pipeline, 'AWS::Logs::MetricFilter')).filter(
      (it) => it.Properties.LogGroupName.Ref === working(`${name}-worker`, 'log'),
    );
    const errors = alarms.find((it) =>
      it.Properties.AlarmDescription.startsWith(`${name}: errors`),
    );
    expect(filters).toHaveLength('schedule' in row.on ? 1 : 0);
    for (const filter of filters) {
      expect(filter.Properties.FilterPattern).toBe('{ $.message = "step-failed" }');
      expect(readFileSync('functions/runtime/log.ts', 'utf8')).toContain("'step-failed'");
      const { MetricNamespace } = filter.Properties.MetricTransformations[0];
      expect(JSON.stringify(errors?.Properties.Metrics)).toContain(MetricNamespace);
    }
  });

  it('is missed when its wake-up does not come, and not before it could', () => {
    const missing = alarms.filter((it) =>
      it.Properties.AlarmDescription.startsWith(`${name}: missing`),
    );
    if (!('schedule' in row.on)) return expect(missing).toEqual([]);
    const hours =
      'localTime' in row.on.schedule ? 26 : Math.max(1, row.on.schedule.everyMinutes / 20);
    expect(missing.map((it) => it.Properties)).toMatchObject([
      {
        Namespace: 'Claimline',
        MetricName: 'practices',
        Dimensions: [
          { Name: 'service', Value: name },
          { Name: 'stage', Value: 'prod' },
        ],
        Statistic: 'SampleCount',
        Period: hours * 3600,
        ComparisonOperator: 'LessThanThreshold',
        Threshold: 1,
        TreatMissingData: 'breaching',
        WarmUpConfiguration: { WarmUpPeriodDurationInMinutes: hours * 60 },
      },
    ]);
  });

  it('is woken by the clock exactly when its row has a schedule', () => {
    const schedules = Object.values(resources(pipeline, 'AWS::Scheduler::Schedule')).filter(
      (it) => it.Properties.Target.Arn['Fn::GetAtt'][0] === working(name, 'queue'),
    );
    if (!('schedule' in row.on)) return expect(schedules).toEqual([]);
    expect(schedules.map((it) => it.Properties)).toMatchObject([
      {
        ...expectedExpression(row.on.schedule),
        State: 'ENABLED',
        Target: {
          Input: JSON.stringify({ schedule: name }),
          DeadLetterConfig: { Arn: { 'Fn::GetAtt': [working('undelivered'), 'Arn'] } },
        },
      },
    ]);
  });
});

describe.each(Object.entries(workers))('the worker %s', (name, row) => {
  const lambda = functions[working(`${name}-worker`, 'function')]?.Properties;

  it('runs as its row says, on the runtime that the bundle is built for', () => {
    expect(lambda).toMatchObject({
      Runtime: 'nodejs24.x',
      Architectures: ['arm64'],
      Handler: 'index.handler',
      Timeout: row.timeoutSeconds,
      MemorySize: row.memoryMegabytes,
      ReservedConcurrentExecutions: row.maxConcurrency,
      TracingConfig: { Mode: 'Active' },
      LoggingConfig: { LogGroup: { Ref: working(`${name}-worker`, 'log') } },
    });
  });

  it('knows where its own buckets, stores and queues are, and no others', () => {
    const { NODE_OPTIONS, CLAIMLINE_STAGE, CLAIMLINE_TIME_ZONE, ...places } =
      lambda?.Environment.Variables ?? {};
    expect(Object.keys(places).sort()).toEqual(
      [
        ...Object.keys(row.files).map((it) => environmentVariable('bucket', it)),
        ...Object.keys(row.records).map((it) => environmentVariable('store', it)),
        ...new Set(
          [...row.sends, ...('queue' in row.on ? [name] : [])].map((it) =>
            environmentVariable('queue', it),
          ),
        ),
      ].sort(),
    );
    expect(NODE_OPTIONS).toBe('--enable-source-maps');
    expect([CLAIMLINE_STAGE, CLAIMLINE_TIME_ZONE]).toEqual(['prod', 'America/New_York']);
  });

  it('logs under our key for a set time', () => {
    const log = resources(pipeline, 'AWS::Logs::LogGroup')[working(`${name}-worker`, 'log')];
    expect(log?.Properties.KmsKeyId).toEqual({ 'Fn::GetAtt': [working('log-key'), 'Arn'] });
    expect(log?.Properties.RetentionInDays).toBe(3653);
  });
});

function expectedExpression(when: { localTime: string } | { everyMinutes: number }) {
  if ('everyMinutes' in when) {
    const rate = when.everyMinutes === 60 ? '1 hour' : `${when.everyMinutes} minutes`;
    return { ScheduleExpression: `rate(${rate})` };
  }
  const [hour, minute] = when.localTime.split(':').map(Number);
  return {
    ScheduleExpression: `cron(${minute} ${hour} * * ? *)`,
    ScheduleExpressionTimezone: 'America/New_York',
  };
}

describe('a new file', () => {
  it('reaches the worker of its bucket, or the queue of undelivered events', () => {
    const rules = Object.values(resources(pipeline, 'AWS::Events::Rule'));
    const waiting = Object.values(buckets).flatMap((row) => ('events' in row ? [row.events] : []));
    expect(waiting).toEqual(['receive']);
    expect(rules.map((it) => it.Properties)).toMatchObject([
      {
        State: 'ENABLED',
        EventPattern: {
          source: ['aws.s3'],
          'detail-type': ['Object Created'],
          detail: { object: { key: [{ prefix: 'in/' }] } },
        },
        Targets: [
          {
            Arn: { 'Fn::GetAtt': [working('receive', 'queue'), 'Arn'] },
            DeadLetterConfig: { Arn: { 'Fn::GetAtt': [working('undelivered'), 'Arn'] } },
          },
        ],
      },
    ]);
  });

  it('may be told to both queues by EventBridge of this account only', () => {
    for (const id of [working('receive', 'queue'), working('undelivered')]) {
      const allowed = policyOf(id).filter(
        (it) => it.Principal['Service'] === 'events.amazonaws.com',
      );
      expect(allowed).toHaveLength(1);
      expect(JSON.stringify(allowed[0]?.Condition)).toMatch(/aws:Source(Account|Arn)/);
    }
  });
});

describe('the webhook', () => {
  it('raises an alarm for what its edge could not answer, whether the function knew of it or not', () => {
    const own = alarms.filter((it) => it.Properties.AlarmDescription.startsWith('webhook: '));
    expect(own.map((it) => it.Properties)).toMatchObject([
      { Namespace: 'AWS/ApiGateway', MetricName: '5XXError', Statistic: 'Sum', Threshold: 1 },
    ]);
  });
});

describe('the pipeline stack', () => {
  it('sends every alarm to the topic, and the topic to the person on call', () => {
    expect(alarms).toHaveLength(
      3 * queueNames.length +
        queueRows.filter(([, row]) => 'schedule' in row.on).length +
        (Object.keys(workers).length - queueNames.length) +
        1,
    );
    for (const alarm of alarms) {
      expect(alarm.Properties.AlarmActions).toEqual([{ Ref: working('alarms') }]);
    }
    pipeline.hasResourceProperties('AWS::SNS::Subscription', {
      Protocol: 'email',
      TopicArn: { Ref: working('alarms') },
    });
  });

  it('has queues and a topic under our rotated key, over TLS only', () => {
    const key = { 'Fn::GetAtt': [working('message-key'), 'Arn'] };
    expect(Object.keys(queues)).toHaveLength(2 * queueNames.length + 1);
    for (const [id, queue] of Object.entries(queues)) {
      expect(queue.Properties.KmsMasterKeyId).toEqual(key);
      expect(policyOf(id)).toContainEqual(expect.objectContaining(refusedInTheClear));
    }
    pipeline.hasResourceProperties('AWS::SNS::Topic', { KmsMasterKeyId: key });
    pipeline.allResourcesProperties('AWS::KMS::Key', { EnableKeyRotation: true });
  });

  it('reserves no more runs at once than an account has by default, less those that must stay free', () => {
    const reserved = Object.values(functions).map(
      (it) => it.Properties.ReservedConcurrentExecutions,
    );
    expect(reserved.reduce((sum, runs) => sum + runs, 0)).toBeLessThanOrEqual(1000 - 100);
  });

  it('has no function beyond its workers', () => {
    expect(Object.keys(functions)).toHaveLength(Object.keys(workers).length);
  });

  it('shows every worker on the dashboard', () => {
    const [board] = Object.values(resources(pipeline, 'AWS::CloudWatch::Dashboard'));
    const text = JSON.stringify(board);
    for (const name of queueNames) expect(text).toContain(working(name, 'dead-letters'));
  });
});

type Statement = {
  Effect: string;
  Principal: Record<string, string>;
  Condition?: unknown;
};

const refusedInTheClear = {
  Effect: 'Deny',
  Principal: { AWS: '*' },
  Condition: { Bool: { 'aws:SecureTransport': 'false' } },
};

function policyOf(queue: string): Statement[] {
  const policies = Object.values(resources(pipeline, 'AWS::SQS::QueuePolicy'));
  return policies
    .filter((it) => it.Properties.Queues[0].Ref === queue)
    .flatMap((it) => it.Properties.PolicyDocument.Statement);
}
