/** What must outlive every deployment: the data key, the buckets and the tables. Names nothing of the pipeline. */
import { Duration, Stack } from 'aws-cdk-lib';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import { Key } from 'aws-cdk-lib/aws-kms';
import {
  BlockPublicAccess,
  Bucket,
  BucketEncryption,
  type BucketProps,
  CfnBucket,
  type IBucket,
  StorageClass,
} from 'aws-cdk-lib/aws-s3';
import type { Construct, IConstruct } from 'constructs';
import { buckets, stores } from '../shared/pipeline/topology.ts';
import { acknowledgeStorage } from './acknowledgements.ts';
import { backUp } from './backups.ts';
import type { Stage } from './stages.ts';
import { table } from './tables.ts';

export class StorageStack extends Stack {
  readonly dataKey: Key;
  readonly buckets = new Map<string, Bucket>();
  readonly tables = new Map<string, Table>();

  constructor(scope: Construct, id: string, stage: Stage) {
    super(scope, id, { terminationProtection: stage.deletionProtection });
    this.dataKey = new Key(this, 'data-key', {
      description: 'Patient data in buckets and tables',
      enableKeyRotation: true,
      removalPolicy: stage.removal,
    });
    const accessLogs = this.accessLogs(stage);
    for (const [name, row] of Object.entries(buckets)) {
      this.buckets.set(name, this.bucket(name, row, accessLogs, stage));
    }
    for (const [name, row] of Object.entries(stores)) {
      this.tables.set(name, table(this, name, row, this.dataKey, stage));
    }
    if (stage.backups) backUp(this, [...this.tables.values()], this.dataKey, stage);
    acknowledgeStorage(this, accessLogs, stage);
  }

  private bucket(
    name: string,
    row: { versioned: boolean; events?: string; coolsAfterDays?: number },
    accessLogs: IBucket,
    stage: Stage,
  ): Bucket {
    const bucket = new Bucket(this, name, {
      ...closed(stage),
      encryption: BucketEncryption.KMS,
      encryptionKey: this.dataKey,
      bucketKeyEnabled: true,
      versioned: row.versioned,
      serverAccessLogsBucket: accessLogs,
      serverAccessLogsPrefix: `${name}/`,
      lifecycleRules: [lifecycle(row, stage)],
    });
    if (row.events !== undefined) tellEventBridge(bucket);
    return bucket;
  }

  /** S3 delivers access logs only to a bucket under its own keys; they name files, never what is in them. */
  private accessLogs(stage: Stage): IBucket {
    const bucket: IConstruct = new Bucket(this, 'access-logs', {
      ...closed(stage),
      encryption: BucketEncryption.S3_MANAGED,
      versioned: true,
      lifecycleRules: [
        {
          expiration: Duration.days(stage.oldVersionDays),
          noncurrentVersionExpiration: Duration.days(30),
          abortIncompleteMultipartUploadAfter: Duration.days(7),
        },
      ],
    });
    if (!isBucket(bucket)) throw new Error('a bucket that is none');
    return bucket;
  }
}

/** CDK's class leaves one field open that its interface promises; under our strict options they meet only here. */
function isBucket(construct: IConstruct): construct is IBucket {
  return construct instanceof Bucket;
}

function closed(stage: Stage): BucketProps {
  return {
    blockPublicAccess: BlockPublicAccess.BLOCK_ALL,
    enforceSSL: true,
    minimumTLSVersion: 1.2,
    removalPolicy: stage.removal,
  };
}

/**
 * A file is read for some weeks and then kept for years, and never goes by itself. Workers read files of any age, so
 * the class answers in milliseconds: of the colder ones a read fails until somebody has had the file restored.
 */
function lifecycle(
  { coolsAfterDays, versioned }: { versioned: boolean; coolsAfterDays?: number },
  stage: Stage,
) {
  return {
    abortIncompleteMultipartUploadAfter: Duration.days(7),
    ...(coolsAfterDays !== undefined && {
      transitions: [
        {
          storageClass: StorageClass.GLACIER_INSTANT_RETRIEVAL,
          transitionAfter: Duration.days(coolsAfterDays),
        },
      ],
    }),
    ...(versioned && { noncurrentVersionExpiration: Duration.days(stage.oldVersionDays) }),
  };
}

/** Set on the resource itself: the construct's own switch would bring a custom resource with a function of its own. */
function tellEventBridge(bucket: Bucket): void {
  const resource = bucket.node.defaultChild;
  if (!(resource instanceof CfnBucket)) throw new Error('a bucket without its resource');
  resource.notificationConfiguration = { eventBridgeConfiguration: { eventBridgeEnabled: true } };
}
