/** One worker of the topology on AWS: its function behind its queue or the edge, with its own role and log. */
import { Duration } from 'aws-cdk-lib';
import { ManagedPolicy, Role, ServicePrincipal } from 'aws-cdk-lib/aws-iam';
import { Architecture, Function as Lambda, Runtime, Tracing } from 'aws-cdk-lib/aws-lambda';
import { SqsEventSource } from 'aws-cdk-lib/aws-lambda-event-sources';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { Construct } from 'constructs';
import { environmentVariable, stageVariables } from '../shared/pipeline/topology.ts';
import { workerGrants } from './grants.ts';
import { isQueueRow, named, type QueueRow, type Row, type Surroundings } from './surroundings.ts';

export class Worker extends Construct {
  readonly lambda: Lambda;
  readonly log: LogGroup;

  constructor(scope: Construct, name: string, row: Row, around: Surroundings) {
    super(scope, `${name}-worker`);
    this.log = new LogGroup(this, 'log', {
      encryptionKey: around.logKey,
      retention: around.stage.logRetention,
      removalPolicy: around.stage.removal,
    });
    const policy = new ManagedPolicy(this, 'policy', {
      statements: workerGrants(name, row, around, this.log.logGroupArn),
    });
    const role = new Role(this, 'role', {
      assumedBy: new ServicePrincipal('lambda.amazonaws.com'),
      managedPolicies: [policy],
    });
    this.lambda = new Lambda(this, 'function', {
      description: `Claimline ${name}`,
      runtime: Runtime.NODEJS_24_X,
      architecture: Architecture.ARM_64,
      code: around.code(name),
      handler: 'index.handler',
      memorySize: row.memoryMegabytes,
      timeout: Duration.seconds(row.timeoutSeconds),
      reservedConcurrentExecutions: row.maxConcurrency,
      environment: environment(name, row, around),
      logGroup: this.log,
      tracing: Tracing.ACTIVE,
      // The policy above is all: what CDK would add by itself is neither needed nor seen in review.
      role: role.withoutPolicyUpdates(),
    });
    if (isQueueRow(row)) this.lambda.addEventSource(sourceOf(name, row, around));
  }
}

function sourceOf(name: string, row: QueueRow, around: Surroundings): SqsEventSource {
  return new SqsEventSource(named(around.queues, name).queue, {
    batchSize: row.batchSize,
    maxConcurrency: row.maxConcurrency,
    reportBatchItemFailures: true,
  });
}

/** Where the things lie that the worker may touch; of others it does not even know the name. */
function environment(name: string, row: Row, around: Surroundings): Record<string, string> {
  const queues = isQueueRow(row) ? [...row.sends, name] : row.sends;
  const variables = [
    ...Object.keys(row.files).map((bucket) => [
      environmentVariable('bucket', bucket),
      named(around.buckets, bucket).bucketName,
    ]),
    ...Object.keys(row.records).map((store) => [
      environmentVariable('store', store),
      named(around.tables, store).tableName,
    ]),
    ...queues.map((target) => [
      environmentVariable('queue', target),
      named(around.queues, target).queue.queueUrl,
    ]),
  ];
  return {
    NODE_OPTIONS: '--enable-source-maps',
    [stageVariables.stage]: around.stage.name,
    [stageVariables.timeZone]: around.stage.timeZone,
    ...Object.fromEntries(variables),
  };
}
