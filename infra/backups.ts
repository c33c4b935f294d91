/** A daily copy of the tables in a vault of its own; point-in-time recovery ends when its table is deleted. */
import { BackupPlan, BackupResource, BackupVault } from 'aws-cdk-lib/aws-backup';
import type { Table } from 'aws-cdk-lib/aws-dynamodb';
import type { IKey } from 'aws-cdk-lib/aws-kms';
import type { Construct } from 'constructs';
import type { Stage } from './stages.ts';

export function backUp(
  scope: Construct,
  tables: readonly Table[],
  encryptionKey: IKey,
  stage: Stage,
): void {
  const vault = new BackupVault(scope, 'backups', { encryptionKey, removalPolicy: stage.removal });
  const plan = BackupPlan.daily35DayRetention(scope, 'backup-plan', vault);
  plan.addSelection('tables', {
    resources: tables.map((table) => BackupResource.fromDynamoDbTable(table)),
  });
}
