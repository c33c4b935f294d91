/** The alarms of a worker: what the practice loses is their text, the runbook's heading their link. */
import { Duration, Stack } from 'aws-cdk-lib';
import type { RestApi } from 'aws-cdk-lib/aws-apigateway';
import {
  Alarm,
  CfnAlarm,
  ComparisonOperator,
  type IAlarmAction,
  MathExpression,
  Metric,
  Stats,
  TreatMissingData,
} from 'aws-cdk-lib/aws-cloudwatch';
import { FilterPattern, type LogGroup } from 'aws-cdk-lib/aws-logs';
import type { IQueue } from 'aws-cdk-lib/aws-sqs';
import type { Construct } from 'constructs';
import { metricNamespace } from '../shared/pipeline/topology.ts';
import { visibility } from './queues.ts';
import type { Stage } from './stages.ts';
import { isQueueRow, type QueueRow, type Row, type WorkerQueue } from './surroundings.ts';
import type { Worker } from './worker.ts';

/** A worker and what is around it; `edge` counts the calls of one that the internet calls. */
export type Watch = {
  readonly name: string;
  readonly row: Row;
  readonly worker: Worker;
  readonly queues: WorkerQueue | undefined;
  readonly edge: RestApi | null;
  readonly stage: Stage;
};

export function workerAlarms(scope: Construct, watch: Watch, action: IAlarmAction): void {
  const { name, queues, row } = watch;
  const alarmOn = (kind: string, metric: Metric | MathExpression, threshold: number) =>
    alarm(scope, `${name}: ${kind}`, row.errorImpact, metric, threshold, action);
  if (queues !== undefined) {
    const { queue, deadLetters } = queues;
    alarmOn('dead letters', depth(deadLetters), 1);
    alarmOn('waiting', queue.metricApproximateAgeOfOldestMessage(), patienceSeconds(row));
  }
  alarmOn('errors', errorsOf(watch), 1);
  if (isQueueRow(row) && row.on.schedule) missingAlarm(scope, watch, row.on.schedule, action);
}

/** The edge also counts calls that never reached the function: too many at once, or a grant that is gone. */
function errorsOf({ edge, name, row, worker: { lambda, log } }: Watch): Metric | MathExpression {
  if (edge !== null) return edge.metricServerError({ statistic: 'Sum' });
  const crashes = lambda.metricErrors();
  const scheduled = isQueueRow(row) && row.on.schedule !== undefined;
  return scheduled ? withFailedSteps(name, crashes, log) : crashes;
}

type Schedule = NonNullable<QueueRow['on']['schedule']>;

/** A wake-up that nobody sent is in no queue and no log: only what each one counts can be missed. */
function missingAlarm(
  scope: Construct,
  { name, row, stage }: Watch,
  schedule: Schedule,
  action: IAlarmAction,
): void {
  const period = overdue(schedule);
  const metric = new Metric({
    namespace: metricNamespace,
    metricName: 'practices',
    dimensionsMap: { service: name, stage: stage.name },
    statistic: Stats.SAMPLE_COUNT,
    period,
  });
  const made = new Alarm(scope, `${anchor(`${name}: missing`)}-alarm`, {
    alarmDescription: description(`${name}: missing`, row.errorImpact),
    metric,
    threshold: 1,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.LESS_THAN_THRESHOLD,
    treatMissingData: TreatMissingData.BREACHING,
  });
  made.addAlarmAction(action);
  afterFirstRun(made, period);
}

/** A day has 25 hours once a year. */
function overdue(schedule: Schedule): Duration {
  return 'everyMinutes' in schedule
    ? Duration.minutes(Math.max(60, 3 * schedule.everyMinutes))
    : Duration.hours(26);
}

/** On the day of a deployment nothing is missing yet. */
function afterFirstRun(made: Alarm, period: Duration): void {
  const resource = made.node.defaultChild;
  if (!(resource instanceof CfnAlarm)) throw new Error('an alarm without its resource');
  resource.warmUpConfiguration = { warmUpPeriodDurationInMinutes: period.toMinutes() };
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
    alarmDescription: description(heading, impact),
    metric: metric.with({ period: Duration.minutes(5) }),
    threshold,
    evaluationPeriods: 1,
    comparisonOperator: ComparisonOperator.GREATER_THAN_OR_EQUAL_TO_THRESHOLD,
    treatMissingData: TreatMissingData.NOT_BREACHING,
  }).addAlarmAction(action);
}

function description(heading: string, impact: string): string {
  return `${heading}. ${impact} See docs/runbook.md#${anchor(heading)}`;
}

/** As a Markdown page makes it from the heading. */
function anchor(heading: string): string {
  return heading.toLowerCase().replaceAll(':', '').replaceAll(' ', '-');
}
