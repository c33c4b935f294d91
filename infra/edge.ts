/** What the internet sees: one resource of a REST interface behind a firewall, throttled and logged without contents. */
import { Duration, Stack } from 'aws-cdk-lib';
import {
  AccessLogField,
  AccessLogFormat,
  CfnRestApi,
  EndpointAccessMode,
  EndpointType,
  LambdaIntegration,
  LogGroupLogDestination,
  MethodLoggingLevel,
  RestApi,
  SecurityPolicy,
} from 'aws-cdk-lib/aws-apigateway';
import type { Function as Lambda } from 'aws-cdk-lib/aws-lambda';
import { LogGroup } from 'aws-cdk-lib/aws-logs';
import { CfnLoggingConfiguration, CfnWebACL, CfnWebACLAssociation } from 'aws-cdk-lib/aws-wafv2';
import type { Construct } from 'constructs';
import { acknowledgeEdge } from './acknowledgements.ts';
import type { HttpsRow, Surroundings } from './surroundings.ts';

/** Of the interface, whatever the stage of ours: a part of the address that senders know. */
const stageName = 'prod';

export function edge(
  scope: Construct,
  name: string,
  { on: { https }, timeoutSeconds }: HttpsRow,
  lambda: Lambda,
  around: Surroundings,
): RestApi {
  const api = new RestApi(scope, `${name}-edge`, {
    description: `Claimline ${name}`,
    endpointTypes: [EndpointType.REGIONAL],
    // A signature is over bytes: nothing may be decoded on the way.
    binaryMediaTypes: ['*/*'],
    // One role serves all interfaces of an account and region: it stays when a trial's stack goes.
    cloudWatchRole: true,
    deployOptions: {
      stageName,
      throttlingRateLimit: https.callsPerSecond,
      throttlingBurstLimit: https.burst,
      accessLogDestination: new LogGroupLogDestination(logGroup(scope, `${name}-calls`, around)),
      accessLogFormat: accessLine,
      loggingLevel: MethodLoggingLevel.ERROR,
      dataTraceEnabled: false,
      tracingEnabled: true,
    },
  });
  demandTls(api);
  const resource = api.root.resourceForPath(https.path);
  const timeout = Duration.seconds(timeoutSeconds);
  resource.addMethod(
    https.method,
    new LambdaIntegration(lambda, { timeout, allowTestInvoke: false }),
  );
  executionLog(scope, name, api, around);
  const { stageArn } = api.deploymentStage;
  firewall(scope, name, stageArn, https.callsPerAddress, around);
  acknowledgeEdge(api);
  return api;
}

/**
 * TLS 1.2 with forward secrecy, or 1.3, and no call in another interface's name. A regional interface of itself
 * takes TLS 1.0; stated on the resource, because the construct knows these only for a domain of one's own.
 */
function demandTls(api: RestApi): void {
  const resource = api.node.defaultChild;
  if (!(resource instanceof CfnRestApi)) throw new Error('an interface without its resource');
  resource.securityPolicy = SecurityPolicy.TLS13_1_2_PFS_PQ_2025_09;
  resource.endpointAccessMode = EndpointAccessMode.STRICT;
}

/** Who called, when, and what they were answered. */
const accessLine = AccessLogFormat.custom(
  JSON.stringify({
    request: AccessLogField.contextRequestId(),
    time: AccessLogField.contextRequestTimeEpoch(),
    address: AccessLogField.contextIdentitySourceIp(),
    path: AccessLogField.contextPath(),
    status: AccessLogField.contextStatus(),
    bytes: AccessLogField.contextResponseLength(),
    milliseconds: AccessLogField.contextResponseLatency(),
  }),
);

/** The interface would make it by itself, in the clear and for ever. */
function executionLog(scope: Construct, name: string, api: RestApi, around: Surroundings): void {
  const group = `API-Gateway-Execution-Logs_${api.restApiId}/${stageName}`;
  api.deploymentStage.node.addDependency(logGroup(scope, `${name}-errors`, around, group));
}

function logGroup(scope: Construct, id: string, { logKey, stage }: Surroundings, name?: string) {
  return new LogGroup(scope, id, {
    ...(name !== undefined && { logGroupName: name }),
    encryptionKey: logKey,
    retention: stage.logRetention,
    removalPolicy: stage.removal,
  });
}

function firewall(
  scope: Construct,
  name: string,
  stageArn: string,
  callsPerAddress: number,
  around: Surroundings,
): void {
  const acl = new CfnWebACL(scope, `${name}-firewall`, {
    scope: 'REGIONAL',
    defaultAction: { allow: {} },
    visibilityConfig: visible(name),
    rules: [
      rateRule(callsPerAddress),
      managed(1, 'AWSManagedRulesAmazonIpReputationList', []),
      managed(2, 'AWSManagedRulesKnownBadInputsRuleSet', []),
      managed(3, 'AWSManagedRulesCommonRuleSet', bodyRules),
    ],
  });
  new CfnWebACLAssociation(scope, `${name}-firewall-place`, {
    resourceArn: stageArn,
    webAclArn: acl.attrArn,
  });
  // WAF writes only to groups whose names begin so.
  const logName = `aws-waf-logs-${Stack.of(scope).stackName}-${name}`;
  const log = logGroup(scope, `${name}-firewall-log`, around, logName);
  new CfnLoggingConfiguration(scope, `${name}-firewall-logging`, {
    resourceArn: acl.attrArn,
    logDestinationConfigs: [
      Stack.of(scope).formatArn({
        service: 'logs',
        resource: `log-group:${log.logGroupName}`,
      }),
    ],
    redactedFields: [{ singleHeader: { Name: 'webhook-signature' } }],
  });
}

/** An X12 body looks like an attack to rules that read text; who may send one is told by its signature. */
const bodyRules = [
  'SizeRestrictions_BODY',
  'CrossSiteScripting_BODY',
  'GenericLFI_BODY',
  'GenericRFI_BODY',
  'EC2MetaDataSSRF_BODY',
];

function managed(priority: number, group: string, counted: readonly string[]) {
  return {
    name: group,
    priority,
    overrideAction: { none: {} },
    statement: {
      managedRuleGroupStatement: {
        vendorName: 'AWS',
        name: group,
        ruleActionOverrides: counted.map((rule) => ({
          name: rule,
          actionToUse: { count: {} },
        })),
      },
    },
    visibilityConfig: visible(group),
  };
}

/** Its answer is the throttle's: a sender comes again after a 429, and may give up after a 403. */
function rateRule(limit: number) {
  return {
    name: 'calls-per-address',
    priority: 0,
    action: { block: { customResponse: { responseCode: 429 } } },
    statement: {
      rateBasedStatement: { limit, evaluationWindowSec: 300, aggregateKeyType: 'IP' },
    },
    visibilityConfig: visible('calls-per-address'),
  };
}

function visible(metricName: string) {
  return { cloudWatchMetricsEnabled: true, metricName, sampledRequestsEnabled: false };
}
