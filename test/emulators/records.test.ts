/** The adapter of DynamoDB against an emulator of it: the same contract as in memory. */
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { dynamoRecords } from '../../functions/runtime/records-dynamodb.ts';
import type { Records } from '../../shared/pipeline/ports.ts';
import { recordsContract } from '../pipeline/contract/records.contract.ts';
import { type Emulators, startEmulators, whyNot } from './start.ts';
import { createTables } from './tables.ts';

const reason = whyNot();
const credentials = { accessKeyId: 'none', secretAccessKey: 'none' };

if (reason !== null) test.skip(reason, () => undefined);
else {
  let emulators: Emulators;
  beforeAll(async () => {
    emulators = await startEmulators();
  });
  afterAll(() => emulators.stop());

  describe('an emulator', () => {
    let opened = 0;
    recordsContract('DynamoDB in an emulator', () => {
      opened += 1;
      const prefix = `t${opened}-`;
      const client = new DynamoDBClient({
        endpoint: emulators.dynamo,
        region: 'us-east-1',
        credentials,
      });
      const made = createTables(client, (store) => `${prefix}${store}`);
      const records = dynamoRecords(
        client,
        (store) => `${prefix}${store}`,
        async () => undefined,
      );
      return { records: whenMade(records, made), settled: () => undefined };
    });
  });
}

function whenMade(records: Records, made: Promise<void>): Records {
  return {
    get: async (...args) => made.then(() => records.get(...args)),
    query: async (...args) => made.then(() => records.query(...args)),
    transact: async (...args) => made.then(() => records.transact(...args)),
  };
}
