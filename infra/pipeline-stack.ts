/** The workers of the topology between their queues. Holds no state but messages on their way. */
import { ArnFormat, Stack } from 'aws-cdk-lib';
import { SnsAction } from 'aws-cdk-lib/aws-cloudwatch-actions';
import { ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Key } from 'aws-cdk-lib/aws-kms';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { Topic } from 'aws-cdk-lib/aws-sns';
import { EmailSubscription } from 'aws-cdk-lib/aws-sns-subscriptions';
import type { Construct } from 'constructs';
import { workers } from '../shared/pipeline/topology.ts';
import { acknowledgePipeline } from './acknowledgements.ts';
import { undeliveredAlarm, workerAlarms } from './alarms.ts';
import { dashboard } from './dashboard.ts';
import { edge } from './edge.ts';
import { deadLetterQueue, workerQueue } from './queues.ts';
import type { Stage } from './stages.ts';
import type { StorageStack } from './storage-stack.ts';
import { isQueueRow, type Row, type Surroundings } from './surroundings.ts';
import { fileEvents, schedules } from './triggers.ts';
import { Worker } from './worker.ts';

export type PipelineProps = {
  readonly stage: Stage;
  readonly storage: StorageStack;
  readonly code: (worker: string) => Code;
  /** Who is told of alarms; without it the topic waits for a subscriber. */
  readonly alarmEmail?: string | undefined;
};

const rows: Readonly<Record<string, Row>> = workers;

export class PipelineStack extends Stack {
  constructor(scope: Construct, id: string, props: PipelineProps) {
    super(scope, id);
    const around = this.surroundings(props);
    const alarmAction = new SnsAction(this.alarmTopic(around, props.alarmEmail));
    const undelivered = deadLetterQueue(this, 'undelivered', around.messageKey);
    const watched = Object.entries(rows).map(([name, row]) => {
      const worker = new Worker(this, name, row, around);
      const queues = around.queues.get(name);
      const api = isQueueRow(row) ? null : edge(this, name, row, worker.lambda, around);
      const watch = { name, row, worker, queues, edge: api, stage: props.stage };
      workerAlarms(this, watch, alarmAction);
      return { name, lambda: worker.lambda, queues };
    });
    undeliveredAlarm(this, undelivered, alarmAction);
    fileEvents(this, around, undelivered);
    schedules(this, rows, around, undelivered);
    dashboard(this, watched);
    acknowledgePipeline(this);
  }

  /** All queues before any worker: a worker may send to any of them. */
  private surroundings({ stage, storage, code }: PipelineProps): Surroundings {
    const messageKey = this.key('message-key', 'Queues and the alarm topic', stage);
    const logKey = this.key('log-key', 'Logs of the functions', stage);
    logKey.grantEncryptDecrypt(this.logService());
    const queues = Object.entries(rows).flatMap(([name, row]) =>
      isQueueRow(row) ? [[name, workerQueue(this, name, row, messageKey)] as const] : [],
    );
    const { buckets, tables, dataKey } = storage;
    return { stage, code, buckets, tables, dataKey, messageKey, logKey, queues: new Map(queues) };
  }

  /** CloudWatch Logs, for log groups of this account alone. */
  private logService(): ServicePrincipal {
    const logGroups = this.formatArn({
      service: 'logs',
      resource: 'log-group',
      resourceName: '*',
      arnFormat: ArnFormat.COLON_RESOURCE_NAME,
    });
    return new ServicePrincipal(`logs.${this.region}.amazonaws.com`, {
      conditions: { ArnLike: { 'kms:EncryptionContext:aws:logs:arn': logGroups } },
    });
  }

  private key(id: string, description: string, stage: Stage): Key {
    return new Key(this, id, {
      description,
      enableKeyRotation: true,
      removalPolicy: stage.removal,
    });
  }

  private alarmTopic({ messageKey }: Surroundings, email: string | undefined): Topic {
    const cloudWatch = new ServicePrincipal('cloudwatch.amazonaws.com');
    messageKey.grant(cloudWatch, 'kms:Decrypt', 'kms:GenerateDataKey');
    const topic = new Topic(this, 'alarms', { masterKey: messageKey, enforceSSL: true });
    if (email !== undefined) topic.addSubscription(new EmailSubscription(email));
    return topic;
  }
}
