/** CDK's entry: `cdk synth`, `cdk deploy --all`, with `-c stage=prod` and `-c alarmEmail=…` if wanted. */
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundle, bundled, bundleFolder } from './bundle.ts';
import { deployment } from './deployment.ts';
import { stageNamed } from './stages.ts';

bundle();
const app = new App();
const stage = stageNamed(app.node.tryGetContext('stage') ?? 'dev');
const alarmEmail: unknown = app.node.tryGetContext('alarmEmail');
deployment(
  app,
  stage,
  (worker) =>
    bundled.includes(worker)
      ? Code.fromAsset(bundleFolder(worker))
      : Code.fromInline("throw new Error('not written yet');"),
  typeof alarmEmail === 'string' ? alarmEmail : undefined,
);
