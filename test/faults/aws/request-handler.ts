/** Requests of the real SDK, answered in memory: they are serialized, and their answers parsed, as on AWS. */
import { Readable } from 'node:stream';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import type { SQSClient } from '@aws-sdk/client-sqs';

export type Request = {
  readonly method: string;
  readonly path: string;
  readonly query?: Readonly<Record<string, string | readonly string[] | null>>;
  readonly headers: Readonly<Record<string, string>>;
  readonly body?: unknown;
};

export type Answer = {
  readonly status: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string | Uint8Array;
};

/** What stands between the SDK and the service; it may fail, before the effect or after it. */
export type Line = (request: Request, serve: () => Answer) => Promise<Answer>;

/** A client's settings but for the service's own. */
export function clientSettings(line: Line, serve: (request: Request) => Answer) {
  return {
    region: 'us-east-1',
    endpoint: 'http://memory.invalid',
    credentials: { accessKeyId: 'none', secretAccessKey: 'none' },
    /** Nobody reads a signature here. */
    signer: { sign: async <T>(request: T) => request },
    /** The line tries again itself, as the SDK would, but without its waits. */
    maxAttempts: 1,
    requestHandler: {
      handle: async (request: Request) => ({
        response: responseOf(await line(request, () => serve(request))),
      }),
    },
  };
}

/** Handlers that neither change a request's bytes nor read its answer; it is tried again by the line. */
const idle = [
  'loggerMiddleware',
  'getUserAgentMiddleware',
  'hostHeaderMiddleware',
  'recursionDetectionMiddleware',
  'retryMiddleware',
  'httpSigningMiddleware',
];

/**
 * Of a request only the bytes and the answer matter here, so that the handlers of a command are put
 * together once, nobody says who asks, and the settings, which every request copies, copy fast.
 * Not for S3: there the bucket lies with the handlers, and two requests at once would share it.
 */
export function quick<C extends DynamoDBClient | SQSClient>(client: C): C {
  for (const name of idle) client.middlewareStack.remove(name);
  return Object.assign(client, { config: { ...client.config, cacheMiddleware: true } });
}

function responseOf({ status, headers = {}, body = '' }: Answer) {
  if (typeof body === 'string') return { statusCode: status, headers, body: Buffer.from(body) };
  return { statusCode: status, headers, body: Readable.from([body], { objectMode: false }) };
}

export function textOf({ body }: Request): string {
  if (typeof body === 'string') return body;
  return body instanceof Uint8Array ? new TextDecoder().decode(body) : '';
}

export function json(value: object): Answer {
  return {
    status: 200,
    headers: { 'content-type': 'application/x-amz-json-1.0' },
    body: JSON.stringify(value),
  };
}

/** The exceptions of DynamoDB and SQS. */
export function refusal(name: string, more: object = {}): Answer {
  const body = JSON.stringify({ __type: `com.amazonaws#${name}`, message: name, ...more });
  return { status: 400, headers: { 'content-type': 'application/x-amz-json-1.0' }, body };
}
