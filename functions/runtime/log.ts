/** The log of a worker: an outcome's counts or a failure's name, and ids. There is no way to log a message. */
import { Logger } from '@aws-lambda-powertools/logger';
import type { Outcome } from '../../shared/pipeline/ports.ts';
import type { WorkerName } from '../../shared/pipeline/topology.ts';
import { placesOf } from './stack-places.ts';

/** What may stand beside an outcome: opaque ids, and the practice. */
export type LogIds = { readonly messageId: string; readonly practice: string | null };

export type Log = {
  outcome(outcome: Outcome, ids: LogIds): void;
  /** Its name and where in the code it arose; never its message, which may quote what it was given. */
  failure(error: unknown, ids: LogIds): void;
};

export function workerLog(worker: WorkerName): Log {
  const logger = new Logger({
    serviceName: worker,
    logLevel: 'INFO',
    jsonReplacerFn: (_, value) => (typeof value === 'string' ? scrubbed(value) : value),
  });
  return {
    outcome: ({ event, counts }, ids) => logger.info(event, { counts: numbersOf(counts), ...ids }),
    failure: (error, ids) =>
      logger.error('step-failed', {
        failure: error instanceof Error ? error.name : typeof error,
        places: placesOf(error),
        ...ids,
      }),
  };
}

/** Codes, ids and times have no spaces and are short; whatever else came this far is removed. */
export function scrubbed(text: string): string {
  return /^[\w.:/#@$+=-]{0,128}$/.test(text) ? text : 'removed';
}

function numbersOf(counts: Outcome['counts']): Record<string, number> {
  return Object.fromEntries(Object.entries(counts).filter(([, count]) => Number.isFinite(count)));
}
