/** What wakes workers from outside: a file in the inbox, and the clock. */
import { Duration, Stack, TimeZone } from 'aws-cdk-lib';
import { Rule } from 'aws-cdk-lib/aws-events';
import { SqsQueue } from 'aws-cdk-lib/aws-events-targets';
import { ManagedPolicy, PolicyStatement, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import type { Bucket } from 'aws-cdk-lib/aws-s3';
import {
  Schedule,
  ScheduleExpression,
  ScheduleGroup,
  ScheduleTargetInput,
} from 'aws-cdk-lib/aws-scheduler';
import { SqsSendMessage } from 'aws-cdk-lib/aws-scheduler-targets';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { buckets, inboxPrefix } from '../shared/pipeline/topology.ts';
import { isQueueRow, named, type QueueRow, type Row, type Surroundings } from './surroundings.ts';

/** A new file tells the worker of its bucket; an event that is lost on the way is found by the sweep. */
export function fileEvents(scope: Construct, around: Surroundings, undelivered: IQueue): void {
  for (const [name, row] of Object.entries(buckets)) {
    if (!('events' in row)) continue;
    const { queue } = named(around.queues, row.events);
    new Rule(scope, `${name}-events`, {
      eventPattern: newFileIn(named(around.buckets, name)),
      targets: [new SqsQueue(queue, { deadLetterQueue: undelivered })],
    });
  }
}

function newFileIn(bucket: Bucket) {
  return {
    source: ['aws.s3'],
    detailType: ['Object Created'],
    detail: { bucket: { name: [bucket.bucketName] }, object: { key: [{ prefix: inboxPrefix }] } },
  };
}

/** Each scheduled worker gets its message when its row says, days by the stage's wall clock. */
export function schedules(
  scope: Construct,
  rows: Readonly<Record<string, Row>>,
  around: Surroundings,
  undelivered: IQueue,
): void {
  const scheduled = Object.entries(rows).flatMap(([name, row]) =>
    isQueueRow(row) && row.on.schedule ? [{ name, when: row.on.schedule }] : [],
  );
  const queues = scheduled.map(({ name }) => named(around.queues, name).queue);
  const group = new ScheduleGroup(scope, 'schedules');
  const role = schedulerRole(scope, group, [...queues, undelivered], around);
  for (const { name, when } of scheduled) {
    new Schedule(scope, `${name}-schedule`, {
      scheduleGroup: group,
      schedule: expressionOf(when, around.stage.timeZone),
      target: new SqsSendMessage(named(around.queues, name).queue, {
        role,
        deadLetterQueue: undelivered,
        input: ScheduleTargetInput.fromObject({ schedule: name }),
      }),
    });
  }
}

function expressionOf(
  when: NonNullable<QueueRow['on']['schedule']>,
  timeZone: string,
): ScheduleExpression {
  if ('everyMinutes' in when) return ScheduleExpression.rate(Duration.minutes(when.everyMinutes));
  const [hour, minute] = when.localTime.split(':').map(Number);
  return ScheduleExpression.cron({
    hour: String(hour),
    minute: String(minute),
    timeZone: TimeZone.of(timeZone),
  });
}

function schedulerRole(
  scope: Construct,
  group: ScheduleGroup,
  queues: readonly IQueue[],
  around: Surroundings,
) {
  const policy = new ManagedPolicy(scope, 'scheduler-policy', {
    statements: [
      new PolicyStatement({
        actions: ['sqs:SendMessage'],
        resources: queues.map((queue) => queue.queueArn),
      }),
      new PolicyStatement({
        actions: ['kms:Decrypt', 'kms:GenerateDataKey'],
        resources: [around.messageKey.keyArn],
      }),
    ],
  });
  const principal = new ServicePrincipal('scheduler.amazonaws.com', {
    conditions: {
      StringEquals: {
        'aws:SourceAccount': Stack.of(scope).account,
        'aws:SourceArn': group.scheduleGroupArn,
      },
    },
  });
  const role = new Role(scope, 'scheduler', { assumedBy: principal, managedPolicies: [policy] });
  return role.withoutPolicyUpdates();
}
