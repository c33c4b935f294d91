/** The topology as a picture for people: who sends to whom, and who wakes by the clock. */
import { buckets, workers } from './topology.ts';

/** Mermaid's flowchart text. */
export function topologyPicture(): string {
  const arrivals = Object.entries(buckets).flatMap(([bucket, row]) =>
    'events' in row ? [`  ${bucket}[(${bucket})] --> ${row.events}`] : [],
  );
  const sends = Object.entries(workers).flatMap(([worker, row]) =>
    row.sends.filter((queue) => queue !== worker).map((queue) => `  ${worker} --> ${queue}`),
  );
  const clocked = Object.entries(workers).flatMap(([worker, row]) =>
    'schedule' in row.on ? [`  clock((clock)) -.-> ${worker}`] : [],
  );
  return ['```mermaid', 'flowchart LR', ...arrivals, ...sends, ...clocked, '```'].join('\n');
}
