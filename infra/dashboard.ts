/** One page for whoever is on call: what waits, what is dead, how long it takes, what fails. */
import { Dashboard, GraphWidget, type IMetric } from 'aws-cdk-lib/aws-cloudwatch';
import type { IFunction } from 'aws-cdk-lib/aws-lambda';
import type { Construct } from 'constructs';
import type { WorkerQueue } from './surroundings.ts';

export type Watched = WorkerQueue & { readonly name: string; readonly lambda: IFunction };

export function dashboard(scope: Construct, workers: readonly Watched[]): void {
  const graph = (title: string, metricOf: (worker: Watched) => IMetric) =>
    new GraphWidget({ title, width: 12, height: 8, left: workers.map(metricOf) });
  new Dashboard(scope, 'dashboard', {
    widgets: [
      [
        graph('Messages waiting', ({ name, queue }) =>
          queue.metricApproximateNumberOfMessagesVisible({ label: name }),
        ),
        graph('Dead letters', ({ name, deadLetters }) =>
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
        graph('Age of the oldest message', ({ name, queue }) =>
          queue.metricApproximateAgeOfOldestMessage({ label: name }),
        ),
        graph('Runs', ({ name, lambda }) => lambda.metricInvocations({ label: name })),
      ],
    ],
  });
}
