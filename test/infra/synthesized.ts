/** Both stacks of a stage as CloudFormation would get them, without bundles. */
import { readFileSync } from 'node:fs';
import { App, CfnResource, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { Code } from 'aws-cdk-lib/aws-lambda';
import type { IConstruct } from 'constructs';
import { deployment } from '../../infra/deployment.ts';
import { stageNamed } from '../../infra/stages.ts';

export function newApp(): App {
  return new App({ context: JSON.parse(readFileSync('cdk.json', 'utf8')).context });
}

export function deployed(stage: string, app = newApp()) {
  const code = Code.fromInline('export const handler = () => {};');
  return deployment(app, stageNamed(stage), () => code, 'oncall@example.com');
}

export function synthesized(stage: string) {
  const { storage, pipeline } = deployed(stage);
  return {
    storage: Template.fromStack(storage),
    pipeline: Template.fromStack(pipeline),
    /** The construct at that place of the tree. */
    stored: (...path: string[]) => resourceAt(storage, path),
    working: (...path: string[]) => resourceAt(pipeline, path),
  };
}

/** The logical id of the resource that CDK made for a construct. */
function resourceAt(stack: IConstruct, path: readonly string[]): string {
  const at = path.reduce((node, id) => node.node.findChild(id), stack);
  const resource = at.node.defaultChild ?? at;
  return deployedId(resource);
}

function deployedId(resource: IConstruct): string {
  if (!CfnResource.isCfnResource(resource)) throw new Error(`${resource.node.path} is no resource`);
  return String(Stack.of(resource).resolve(resource.logicalId));
}

/** A resource as JSON; its form is what the assertions state. */
export type Resource = {
  readonly Properties: ReturnType<JSON['parse']>;
  readonly DependsOn?: readonly string[];
  readonly DeletionPolicy?: string;
};

export function resources(template: Template, type: string): Record<string, Resource> {
  return Object.fromEntries(
    Object.entries(template.findResources(type)).map(([id, resource]) => [
      id,
      { ...resource, Properties: resource['Properties'] },
    ]),
  );
}
