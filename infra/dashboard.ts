/** One page for whoever is on call: what waits, what is dead, how long it takes, what fails. */
import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { WorkerQueue } from './surroundings.ts';

/** `queues` only of what has one. */
export type Watched = {
  readonly name: string;
  readonly lambda: IFunction;
  readonly queues: WorkerQueue | undefined;
};

type Queued = Watched & WorkerQueue;

export function dashboard(scope: Construct, workers: readonly Watched[]): void {
  const shown = (title: string, left: IMetric[]) =>
    new GraphWidget({ title, width: 12, height: 8, left });
  const graph = (title: string, metricOf: (worker: Watched) => IMetric) =>
    shown(title, workers.map(metricOf));
  const queued = workers.flatMap((worker): Queued[] =>
    worker.queues ? [{ ...worker, ...worker.queues }] : [],
  );
  const ofQueues = (title: string, metricOf: (worker: Queued) => IMetric) =>
    shown(title, queued.map(metricOf));
  new Dashboard(scope, 'dashboard', {
    widgets: [
      [
        ofQueues('Messages waiting', ({ name, queue }) =>
          queue.metricApproximateNumberOfMessagesVisible({ label: name }),
        ),
        ofQueues('Dead letters', ({ name, deadLetters }) =>
          deadLetters.metricApproximateNumberOfMessagesVisible({ label: name }),
        ),
      ],
      [
        graph('Duration, slowest of a hundred', ({ name, lambda }) =>
          lambda.metricDuration({ label: name, statistic: 'p99' }),
        ),
        graph('Errors', ({ name, lambda }) => lambda.metricErrors({ label: name })),
      ],
      [
        ofQueues('Age of the oldest message', ({ name, queue }) =>
          queue.metricApproximateAgeOfOldestMessage({ label: name }),
        ),
        graph('Runs', ({ name, lambda }) => lambda.metricInvocations({ label: name })),
      ],
    ],
  });
}
