/**
 * What AWS takes for a unit, us-east-1, on demand, list prices as of 2026-11 (the public pages
 * aws.amazon.com/{dynamodb,lambda,sqs,s3,cloudwatch,eventbridge}/pricing). Change them here, with the date.
 */

export const units = {
  writeUnits: { service: 'DynamoDB', says: 'write units', dollarsPerMillion: 0.625 },
  readUnits: { service: 'DynamoDB', says: 'read units', dollarsPerMillion: 0.125 },
  puts: { service: 'S3', says: 'PUT, LIST', dollarsPerMillion: 5 },
  gets: { service: 'S3', says: 'GET, HEAD', dollarsPerMillion: 0.4 },
  queueRequests: { service: 'SQS', says: 'requests of 64 KB', dollarsPerMillion: 0.4 },
  invocations: { service: 'Lambda', says: 'invocations', dollarsPerMillion: 0.2 },
  /** Graviton. */
  gigabyteSeconds: { service: 'Lambda', says: 'GB-seconds', dollarsPerMillion: 13.3334 },
  events: { service: 'EventBridge', says: 'events', dollarsPerMillion: 1 },
  /** $0.50 a gigabyte. */
  logBytes: { service: 'CloudWatch', says: 'bytes of log', dollarsPerMillion: 0.000_5 },
} as const satisfies Record<string, Unit>;

type Unit = { readonly service: string; readonly says: string; readonly dollarsPerMillion: number };

export type UnitName = keyof typeof units;

/** What a function waits for an answer, in milliseconds, when the call is made from Lambda: our assumption. */
export const waitMilliseconds = {
  get: 3,
  query: 4,
  write: 5,
  transact: 9,
  file: 25,
  send: 8,
} as const;

/** What Lambda and the logger write for an invocation and for a message, beside the outcome itself. */
export const logBytesOf = { invocation: 330, message: 420 } as const;

/** Items and requests are billed by these sizes. */
export const bytesPer = {
  readUnit: 4096,
  writeUnit: 1024,
  queueRequest: 65_536,
  page: 1 << 20,
} as const;
