/** One DynamoDB table a store of the topology, its keys named as there. */
import {
  AttributeType,
  BillingMode,
  ProjectionType,
  Table,
  TableEncryption,
} from 'aws-cdk-lib/aws-dynamodb';
import { AnyPrincipal, Effect, PolicyDocument, PolicyStatement } from 'aws-cdk-lib/aws-iam';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import { workers } from '../shared/pipeline/topology.ts';
import type { Stage } from './stages.ts';

type KeyRow = { partition: string; sort: string };
type IndexRow = KeyRow & { keysOnly?: true };
type StoreRow = KeyRow & {
  appendOnly: boolean;
  indexes: Readonly<Record<string, IndexRow>>;
  expires?: string;
};

export function table(
  scope: Construct,
  name: string,
  row: StoreRow,
  encryptionKey: IKey,
  stage: Stage,
): Table {
  const warm = warmed(name, stage);
  const made = new Table(scope, name, {
    ...keys(row),
    ...warm,
    billingMode: BillingMode.PAY_PER_REQUEST,
    encryption: TableEncryption.CUSTOMER_MANAGED,
    encryptionKey,
    pointInTimeRecoverySpecification: { pointInTimeRecoveryEnabled: true },
    deletionProtection: stage.deletionProtection,
    removalPolicy: stage.removal,
    ...(row.expires !== undefined && { timeToLiveAttribute: row.expires }),
    ...(row.appendOnly && { resourcePolicy: neverChanged() }),
  });
  for (const [indexName, index] of Object.entries(row.indexes)) {
    made.addGlobalSecondaryIndex({
      indexName,
      ...keys(index),
      ...warm,
      projectionType: index.keysOnly ? ProjectionType.KEYS_ONLY : ProjectionType.ALL,
    });
  }
  return made;
}

function keys(row: KeyRow) {
  return {
    partitionKey: { name: row.partition, type: AttributeType.STRING },
    sortKey: { name: row.sort, type: AttributeType.STRING },
  };
}

/** Stores that some worker appends to take a remittance's whole weight at once. */
function warmed(store: string, stage: Stage) {
  const verbs = Object.values(workers).flatMap((worker) => {
    const records: Readonly<Record<string, readonly string[]>> = worker.records;
    return records[store] ?? [];
  });
  return verbs.includes('append') && stage.warmThroughput !== null
    ? { warmThroughput: stage.warmThroughput }
    : {};
}

/** Holds for every principal of the account. `*` is this table: a policy cannot name the table that it is part of. */
function neverChanged(): PolicyDocument {
  return new PolicyDocument({
    statements: [
      new PolicyStatement({
        sid: 'AppendOnly',
        effect: Effect.DENY,
        principals: [new AnyPrincipal()],
        actions: [
          'dynamodb:UpdateItem',
          'dynamodb:DeleteItem',
          'dynamodb:BatchWriteItem',
          'dynamodb:PartiQLInsert',
          'dynamodb:PartiQLUpdate',
          'dynamodb:PartiQLDelete',
        ],
        resources: ['*'],
      }),
    ],
  });
}
