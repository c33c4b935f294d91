/** A webhook as a Lambda function behind the edge: the call as it came, and a status without a word. */
import { SSMClient } from '@aws-sdk/client-ssm';
import type { APIGatewayProxyEvent, APIGatewayProxyResult } from 'aws-lambda';
import type { WorkerName } from '../../shared/pipeline/topology.ts';
import {
  answerWebhook,
  secretsIn,
  type WebhookCall,
  type WebhookPorts,
} from '../../shared/pipeline/webhook.ts';
import { requestHandler } from './aws-ports.ts';
import { metricLine } from './metrics.ts';
import { ssmSecrets } from './secrets-ssm.ts';
import { type Instance, openInstance } from './worker.ts';

export type HttpsHandler = (event: APIGatewayProxyEvent) => Promise<APIGatewayProxyResult>;

export type HttpsInstance = Omit<Instance, 'ports' | 'comeBack'> & { readonly ports: WebhookPorts };

/** A failure is logged by its name and thrown on: the edge answers 502, and the sender tries again. */
export function webhookLambda(
  worker: WorkerName,
  open: (worker: WorkerName) => HttpsInstance = openHttpsInstance,
): HttpsHandler {
  let opened: HttpsInstance | undefined;
  return async (event) => {
    opened ??= open(worker);
    const { ports, log, print, stage } = opened;
    const ids = { messageId: event.requestContext.requestId, practice: null };
    try {
      const status = await answerWebhook(ports, callOf(event));
      const outcome = { event: `webhook-${status}`, counts: { [`webhook-${status}`]: 1 } };
      log.outcome(outcome, ids);
      const line = metricLine(outcome, { service: worker, stage }, ports.clock.now());
      if (line !== null) print(line);
      return { statusCode: status, body: '' };
    } catch (error) {
      log.failure(error, ids);
      throw new Error('a webhook was not taken');
    }
  };
}

function callOf(event: APIGatewayProxyEvent): WebhookCall {
  const headers = Object.entries(event.headers).map(([name, value]) => [name.toLowerCase(), value]);
  return {
    practice: event.pathParameters?.['practice'] ?? '',
    receiver: event.pathParameters?.['receiver'] ?? '',
    headers: Object.fromEntries(headers),
    body: Buffer.from(event.body ?? '', event.isBase64Encoded ? 'base64' : 'utf8'),
  };
}

function openHttpsInstance(worker: WorkerName): HttpsInstance {
  const instance = openInstance(worker);
  const { ports, stage } = instance;
  // A burst opens many instances at once, and the store answers forty a second.
  const client = new SSMClient({ requestHandler, maxAttempts: 5 });
  const read = ssmSecrets(client, stage, 'webhooks', ports.clock.now);
  const secrets = async (practice: string, receiver: string) =>
    secretsIn((await read(practice, receiver)) ?? '');
  return { ...instance, ports: { ...ports, secrets } };
}
