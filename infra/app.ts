/** CDK's entry: `cdk synth`, `cdk deploy --all`, with `-c stage=prod` and `-c alarmEmail=…` if wanted. */
import { App } from 'aws-cdk-lib';
import { Code } from 'aws-cdk-lib/aws-lambda';
import { bundle, bundleFolder } from './bundle.ts';
import { deployment } from './deployment.ts';
import { stageNamed } from './stages.ts';

const app = new App();
const stage = stageNamed(app.node.tryGetContext('stage') ?? 'dev');
await bundle();
const alarmEmail: unknown = app.node.tryGetContext('alarmEmail');
deployment(
  app,
  stage,
  (worker) => Code.fromAsset(bundleFolder(worker)),
  typeof alarmEmail === 'string' ? alarmEmail : undefined,
);
