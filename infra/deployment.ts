/** The two stacks of a stage: what is kept, and what works on it. */
import type { App } from 'aws-cdk-lib';
import type { Code } from 'aws-cdk-lib/aws-lambda';
import { PipelineStack } from './pipeline-stack.ts';
import type { Stage } from './stages.ts';
import { StorageStack } from './storage-stack.ts';

export function deployment(
  app: App,
  stage: Stage,
  code: (worker: string) => Code,
  alarmEmail?: string,
) {
  const storage = new StorageStack(app, `claimline-${stage.name}-storage`, stage);
  const pipeline = new PipelineStack(app, `claimline-${stage.name}-pipeline`, {
    stage,
    storage,
    code,
    alarmEmail,
  });
  return { storage, pipeline };
}
