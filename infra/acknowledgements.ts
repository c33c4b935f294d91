/** Findings of the HIPAA rule pack that we accept, each with the reason that an auditor may read. */
import { type Stack, Validations } from 'aws-cdk-lib';
import type { IConstruct } from 'constructs';
import { buckets } from '../shared/pipeline/topology.ts';
import type { Stage } from './stages.ts';

export function acknowledgeStorage(stack: Stack, accessLogs: IConstruct, stage: Stage): void {
  accept(
    stack,
    'S3BucketReplicationEnabled',
    'Versions keep every file that is replaced or deleted, and reports are computed again; a copy in a second region is the choice of whoever deploys.',
  );
  accept(
    accessLogs,
    'S3DefaultEncryptionKMS',
    'S3 cannot deliver access logs to a bucket under a customer key; the logs name files and hold no patient data.',
  );
  accept(accessLogs, 'S3BucketLoggingEnabled', 'A log of the access logs would log itself.');
  for (const [name, row] of Object.entries(buckets)) {
    if (row.versioned) continue;
    accept(
      stack.node.findChild(name),
      'S3BucketVersioningEnabled',
      'Everything in this bucket is computed again from the tables.',
    );
  }
  if (stage.backups) return;
  accept(
    stack,
    'DynamoDBInBackupPlan',
    'A trial stage holds no patient data and goes with its stack; production is in a backup plan.',
  );
}

export function acknowledgePipeline(stack: Stack): void {
  accept(
    stack,
    'LambdaInsideVPC',
    'The functions reach AWS services over TLS, with a role each; deliver and poll alone also reach receivers outside, over TLS or SSH with a pinned host key. A private network would add no border; a fixed address for receivers that list theirs is the choice of whoever deploys.',
  );
  accept(
    stack,
    'LambdaDLQ',
    'The functions are called by their queues, each with a dead-letter queue and an alarm; the webhook is called by the edge, waited for, and its sender tries again.',
  );
}

export function acknowledgeEdge(api: IConstruct): void {
  accept(
    api,
    'APIGWCacheEnabledAndEncrypted',
    'Every call is different and none may be answered for another: a cache would be wrong here.',
  );
  accept(
    api,
    'APIGWSSLEnabled',
    'The interface calls a function of this account by its role, not a server that had to know it by a certificate.',
  );
}

function accept(scope: IConstruct, rule: string, reason: string): void {
  Validations.of(scope).acknowledge({ id: `HIPAA.Security::HIPAA.Security-${rule}`, reason });
}
