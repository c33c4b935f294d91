import { describe, expect, it } from 'vitest';
import { buckets, stores } from '../../shared/pipeline/topology.ts';
import { resources, synthesized } from './synthesized.ts';

const dev = synthesized('dev');
const prod = synthesized('prod');

describe.each(Object.entries(stores))('the table of %s', (name, row) => {
  const table = (stage: typeof dev) =>
    resources(stage.storage, 'AWS::DynamoDB::Table')[stage.stored(name)];

  it('is keyed as the topology says', () => {
    const { KeySchema, AttributeDefinitions } = table(dev)?.Properties ?? {};
    expect(KeySchema).toEqual(keySchema(row));
    expect(new Set(AttributeDefinitions.map((it: Attribute) => it.AttributeType))).toEqual(
      new Set(['S']),
    );
  });

  it('has the indexes of the topology and no other', () => {
    const made = table(dev)?.Properties.GlobalSecondaryIndexes ?? [];
    expect(made).toEqual(
      Object.entries<{ partition: string; sort: string; keysOnly?: true }>(row.indexes).map(
        ([index, keys]) => ({
          IndexName: index,
          KeySchema: keySchema(keys),
          Projection: { ProjectionType: keys.keysOnly ? 'KEYS_ONLY' : 'ALL' },
        }),
      ),
    );
  });

  it('forgets only what its row says may be gone', () => {
    const expires = 'expires' in row ? { AttributeName: row.expires, Enabled: true } : undefined;
    expect(table(dev)?.Properties.TimeToLiveSpecification).toEqual(expires);
  });

  it('can be restored to any second, is under our key and paid by use', () => {
    expect(table(dev)?.Properties).toMatchObject({
      PointInTimeRecoverySpecification: { PointInTimeRecoveryEnabled: true },
      SSESpecification: {
        SSEEnabled: true,
        SSEType: 'KMS',
        KMSMasterKeyId: { 'Fn::GetAtt': [dev.stored('data-key'), 'Arn'] },
      },
      BillingMode: 'PAY_PER_REQUEST',
    });
  });

  it('forbids everybody to change it exactly when it is append-only', () => {
    const denied = table(dev)?.Properties.ResourcePolicy?.PolicyDocument.Statement ?? [];
    expect(denied).toHaveLength(row.appendOnly ? 1 : 0);
    if (!row.appendOnly) return;
    expect(denied[0]).toMatchObject({ Effect: 'Deny', Principal: { AWS: '*' } });
    expect(denied[0].Condition).toBeUndefined();
    expect(denied[0].Action).toEqual(
      expect.arrayContaining([
        'dynamodb:UpdateItem',
        'dynamodb:DeleteItem',
        'dynamodb:BatchWriteItem',
      ]),
    );
    expect(denied[0].Action).not.toContain('dynamodb:PutItem');
  });

  it('cannot be lost in production', () => {
    expect(table(prod)).toMatchObject({
      DeletionPolicy: 'Retain',
      UpdateReplacePolicy: 'Retain',
      Properties: { DeletionProtectionEnabled: true },
    });
    const selections = resources(prod.storage, 'AWS::Backup::BackupSelection');
    expect(JSON.stringify(selections)).toContain(`"${prod.stored(name)}"`);
  });
});

describe.each(Object.entries(buckets))('the bucket %s', (name, row) => {
  const bucket = resources(dev.storage, 'AWS::S3::Bucket')[dev.stored(name)];

  it('is closed to the public, under our key, versioned as the topology says and logged', () => {
    expect(bucket?.Properties).toMatchObject({
      PublicAccessBlockConfiguration: {
        BlockPublicAcls: true,
        BlockPublicPolicy: true,
        IgnorePublicAcls: true,
        RestrictPublicBuckets: true,
      },
      BucketEncryption: {
        ServerSideEncryptionConfiguration: [
          {
            BucketKeyEnabled: true,
            ServerSideEncryptionByDefault: {
              SSEAlgorithm: 'aws:kms',
              KMSMasterKeyID: { 'Fn::GetAtt': [dev.stored('data-key'), 'Arn'] },
            },
          },
        ],
      },
      LoggingConfiguration: { DestinationBucketName: { Ref: dev.stored('access-logs') } },
    });
    const versioning = bucket?.Properties.VersioningConfiguration?.Status;
    expect(versioning).toBe(row.versioned ? 'Enabled' : undefined);
  });

  it('tells EventBridge of new files when a worker waits for them', () => {
    const told = bucket?.Properties.NotificationConfiguration;
    const expected = { EventBridgeConfiguration: { EventBridgeEnabled: true } };
    expect(told).toEqual('events' in row ? expected : undefined);
  });
});

describe.each(['dev', 'prod'])('files in %s', (name) => {
  const { storage, stored } = name === 'dev' ? dev : prod;
  const ruleOf = (bucket: string) =>
    resources(storage, 'AWS::S3::Bucket')[stored(bucket)]?.Properties.LifecycleConfiguration.Rules;

  it.each(Object.entries(buckets))('of %s cool as its row says, and never go', (bucket, row) => {
    const [rule, ...others] = ruleOf(bucket);
    expect(others).toEqual([]);
    expect(rule.ExpirationInDays ?? rule.ExpirationDate).toBeUndefined();
    const days = 'coolsAfterDays' in row ? row.coolsAfterDays : null;
    const cooler = { StorageClass: 'GLACIER_IR', TransitionInDays: days };
    expect(rule.Transitions).toEqual(days === null ? undefined : [cooler]);
    const kept = name === 'dev' ? 30 : 3653;
    const replaced = row.versioned ? { NoncurrentDays: kept } : undefined;
    expect(rule.NoncurrentVersionExpiration).toEqual(replaced);
  });

  it('are never put where they had to be restored before somebody reads them', () => {
    const made = Object.values(resources(storage, 'AWS::S3::Bucket'));
    const classes = made.flatMap(({ Properties }) =>
      Properties.LifecycleConfiguration.Rules.flatMap((rule: Lifecycle) => [
        ...(rule.Transitions ?? []),
        ...(rule.NoncurrentVersionTransitions ?? []),
      ]).map((transition: { StorageClass: string }) => transition.StorageClass),
    );
    expect(new Set(classes)).toEqual(new Set(['GLACIER_IR']));
    for (const { Properties } of made)
      expect(Properties.IntelligentTieringConfigurations).toBeUndefined();
  });
});

describe('all buckets, the access logs too', () => {
  it('take TLS 1.2 or better only', () => {
    const policies = Object.values(resources(dev.storage, 'AWS::S3::BucketPolicy'));
    const names = [...Object.keys(buckets), 'access-logs'];
    for (const name of names) {
      const policy = policies.find((it) => it.Properties.Bucket.Ref === dev.stored(name));
      const conditions = policy?.Properties.PolicyDocument.Statement.filter(
        (it: Statement) => it.Effect === 'Deny' && it.Principal.AWS === '*',
      ).map((it: Statement) => it.Condition);
      expect(conditions).toContainEqual({ Bool: { 'aws:SecureTransport': 'false' } });
      expect(conditions).toContainEqual({ NumericLessThan: { 's3:TlsVersion': 1.2 } });
    }
  });
});

describe('the storage stack', () => {
  it('rotates its key and keeps it in production', () => {
    for (const key of Object.values(resources(prod.storage, 'AWS::KMS::Key'))) {
      expect(key).toMatchObject({
        DeletionPolicy: 'Retain',
        Properties: { EnableKeyRotation: true },
      });
    }
  });

  it('holds no function and names nothing of the pipeline', () => {
    prod.storage.resourceCountIs('AWS::Lambda::Function', 0);
    expect(JSON.stringify(prod.storage.toJSON())).not.toContain('Fn::ImportValue');
  });

  it('keeps the posting store warm in production', () => {
    const warm = (name: string) =>
      resources(prod.storage, 'AWS::DynamoDB::Table')[prod.stored(name)]?.Properties.WarmThroughput
        ?.WriteUnitsPerSecond;
    expect([warm('claims'), warm('ledger'), warm('work')]).toEqual([undefined, 20_000, undefined]);
  });
});

type Lifecycle = Readonly<
  Partial<
    Record<'Transitions' | 'NoncurrentVersionTransitions', readonly { StorageClass: string }[]>
  >
>;
type Attribute = { AttributeType: string };
type Statement = { Effect: string; Principal: { AWS?: string }; Condition: unknown };

function keySchema(row: { partition: string; sort: string }) {
  return [
    { AttributeName: row.partition, KeyType: 'HASH' },
    { AttributeName: row.sort, KeyType: 'RANGE' },
  ];
}
