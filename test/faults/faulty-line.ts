/** A line to AWS that throttles, loses requests or their answers, and tries again as the SDK does. */

import { operationOf } from './aws/dynamo-server.ts';
import type { Answer, Line, Request } from './aws/request-handler.ts';
import { refusal } from './aws/request-handler.ts';
import type { Scheduler } from './scheduler.ts';
import type { Storm } from './storm.ts';

export function faultyLine(scheduler: Scheduler, storm: Storm): Line {
  return async (request, serve) => {
    await scheduler.turn();
    const place = placeOf(request);
    if (storm.strikes('throttle', place)) return throttled(request);
    if (storm.strikes('time-out without effect', place)) throw timeOut();
    if (
      operationOf(request) === 'TransactWriteItems' &&
      storm.strikes('transaction conflict', place)
    )
      return conflict();
    const answer = serve();
    if (storm.strikes('time-out with effect', place)) throw timeOut();
    if (!storm.strikes('tried again by the SDK', place)) return answer;
    await scheduler.turn();
    return serve();
  };
}

function placeOf(request: Request): string {
  return operationOf(request) || `${request.method} ${request.path.split('/')[1]}`;
}

function timeOut(): Error {
  return Object.assign(new Error('the line is silent'), { name: 'TimeoutError' });
}

function throttled(request: Request): Answer {
  if (operationOf(request) !== '') return refusal('ThrottlingException');
  const body = '<?xml version="1.0"?><Error><Code>SlowDown</Code><Message>slow</Message></Error>';
  return { status: 503, headers: { 'content-type': 'application/xml' }, body };
}

/** Another transaction had one of the items. */
function conflict(): Answer {
  const CancellationReasons = [{ Code: 'TransactionConflict' }];
  return refusal('TransactionCanceledException', { CancellationReasons });
}
