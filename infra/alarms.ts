/** The alarms of a worker: what the practice loses is their text, the runbook's heading their link. */
import { Duration, Stack } from 'aws-cdk-lib';
import {
  Alarm,
  ComparisonOperator,
  type IAlarmAction,
  MathExpression,
  type Metric,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { visibility } from './queues.ts';
import { isQueueRow, type Row, type WorkerQueue } from './surroundings.ts';
import type { Worker } from './worker.ts';

export function workerAlarms(
  scope: Construct,
  name: string,
  row: Row,
  queues: WorkerQueue | undefined,
  { lambda, log }: Worker,
  action: IAlarmAction,
): void {
  const alarmOn = (kind: string, metric: Metric | MathExpression, threshold: number) =>
    alarm(scope, `${name}: ${kind}`, row.errorImpact, metric, threshold, action);
  if (queues !== undefined) {
    const { queue, deadLetters } = queues;
    alarmOn('dead letters', depth(deadLetters), 1);
    alarmOn('waiting', queue.metricApproximateAgeOfOldestMessage(), patienceSeconds(row));
  }
  const crashes = lambda.metricErrors();
  const scheduled = isQueueRow(row) && row.on.schedule !== undefined;
  alarmOn('errors', scheduled ? withFailedSteps(name, crashes, log) : crashes, 1);
}

/**
 * A step that throws is no error to Lambda: its message just comes again, and conflicts heal that way.
 * A daily run's next try is hours away, so there the first failure is told.
 */
function withFailedSteps(name: string, crashes: Metric, log: LogGroup): MathExpression {
  const filter = log.addMetricFilter('failed-steps', {
    filterPattern: FilterPattern.stringValue('$.message', '=', 'step-failed'),
    metricNamespace: `${Stack.of(log).stackName}/failed-steps`,
    metricName: name,
  });
  return new MathExpression({
    expression: 'FILL(crashes, 0) + FILL(failures, 0)',
    usingMetrics: { crashes, failures: filter.metric({ statistic: 'Sum' }) },
  });
}

/** Events and schedules that reached no queue. */
export function undeliveredAlarm(scope: Construct, queue: IQueue, action: IAlarmAction): void {
  const impact = 'A new file or a daily run is unknown to its worker until the next sweep.';
  alarm(scope, 'undelivered', impact, depth(queue), 1, action);
}

/** An hour, or one failed try and the wait for the next. */
function patienceSeconds(row: Row): number {
  return Math.max(3600, 2 * visibility(row).toSeconds());
}

function depth(queue: IQueue): Metric {
  return queue.metricApproximateNumberOfMessagesVisible({ statistic: 'Maximum' });
}

function alarm(
  scope: Construct,
  heading: string,
  impact: string,
  metric: Metric | MathExpression,
  threshold: number,
  action: IAlarmAction,
): void {
  new Alarm(scope, `${anchor(heading)}-alarm`, {
    alarmDescription: `${heading}. ${impact} See docs/runbook.md#${anchor(heading)}`,
    metric: metric.with({ period: Duration.minutes(5) }),
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  }).addAlarmAction(action);
}

/** As a Markdown page makes it from the heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(':', '').replaceAll(' ', '-');
}
