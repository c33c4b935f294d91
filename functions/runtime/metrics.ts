/** An outcome's counts as CloudWatch metrics: one line of embedded metric format, no call to make. */
import type { Outcome } from '../../shared/pipeline/ports.ts';
import { metricNamespace } from '../../shared/pipeline/topology.ts';

/** Worker and stage are the only dimensions: an id would make each metric its own, for money. */
export type MetricDimensions = { readonly service: string; readonly stage: string };

/** `time` is in milliseconds since 1970; null when nothing was counted. */
export function metricLine(
  { counts }: Outcome,
  { service, stage }: MetricDimensions,
  time: number,
): string | null {
  const counted = Object.entries(counts).filter(([, count]) => Number.isFinite(count));
  if (counted.length === 0) return null;
  const metrics = counted.map(([name]) => ({ Name: name, Unit: 'Count' }));
  const directive = {
    Namespace: metricNamespace,
    Dimensions: [['service', 'stage']],
    Metrics: metrics,
  };
  return JSON.stringify({
    ...Object.fromEntries(counted),
    _aws: { Timestamp: time, CloudWatchMetrics: [directive] },
    service,
    stage,
  });
}
