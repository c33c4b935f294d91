/** What the internet sees: one call on one path, behind a firewall, throttled, logged without contents. */
import { describe, expect, it } from 'vitest';
import { workers } from '../../shared/pipeline/topology.ts';
import { resources, synthesized } from './synthesized.ts';

const { pipeline, working } = synthesized('prod');
const { https } = workers.webhook.on;

function only(type: string) {
  const found = Object.values(resources(pipeline, type));
  expect(found).toHaveLength(1);
  return found[0]?.Properties ?? {};
}

describe('the edge', () => {
  it('has one method, on the path of the topology, for the function of the row', () => {
    const method = only('AWS::ApiGateway::Method');
    expect(method).toMatchObject({
      HttpMethod: https.method,
      Integration: { Type: 'AWS_PROXY', TimeoutInMillis: workers.webhook.timeoutSeconds * 1000 },
    });
    expect(JSON.stringify(method.Integration.Uri)).toContain(working('webhook-worker', 'function'));
    const parts = Object.values(resources(pipeline, 'AWS::ApiGateway::Resource'));
    expect(parts.map((it) => it.Properties.PathPart).sort()).toEqual(
      https.path.split('/').filter(Boolean).sort(),
    );
  });

  it('hands bodies on as bytes and lets through what the row says', () => {
    expect(only('AWS::ApiGateway::RestApi').BinaryMediaTypes).toEqual(['*/*']);
    const stage = only('AWS::ApiGateway::Stage');
    expect(stage.MethodSettings).toEqual([
      {
        DataTraceEnabled: false,
        HttpMethod: '*',
        LoggingLevel: 'ERROR',
        ResourcePath: '/*',
        ThrottlingBurstLimit: https.burst,
        ThrottlingRateLimit: https.callsPerSecond,
      },
    ]);
    expect(stage.TracingEnabled).toBe(true);
  });

  it('takes TLS 1.2 or better only, and no call under another name', () => {
    const api = only('AWS::ApiGateway::RestApi');
    expect(api.SecurityPolicy).toMatch(/^SecurityPolicy_TLS13_1_2_PFS_/);
    expect(api.EndpointAccessMode).toBe('STRICT');
  });

  it('logs who called when, and neither a header nor a body', () => {
    const { Format } = only('AWS::ApiGateway::Stage').AccessLogSetting;
    expect(Object.keys(JSON.parse(Format)).sort()).toEqual([
      'address',
      'bytes',
      'milliseconds',
      'path',
      'request',
      'status',
      'time',
    ]);
    expect(Format).not.toMatch(/header|body/i);
    const logs = resources(pipeline, 'AWS::Logs::LogGroup');
    for (const log of ['webhook-calls', 'webhook-errors', 'webhook-firewall-log']) {
      expect(logs[working(log)]?.Properties).toMatchObject({
        KmsKeyId: { 'Fn::GetAtt': [working('log-key'), 'Arn'] },
        RetentionInDays: 3653,
      });
    }
  });

  it('has its own errors logged under our key, in a log that is there before it', () => {
    const [id = '', log] =
      Object.entries(resources(pipeline, 'AWS::Logs::LogGroup')).find(
        ([name]) => name === working('webhook-errors'),
      ) ?? [];
    const api = Object.keys(resources(pipeline, 'AWS::ApiGateway::RestApi'))[0];
    expect(log?.Properties.LogGroupName).toEqual({
      'Fn::Join': ['', ['API-Gateway-Execution-Logs_', { Ref: api }, '/prod']],
    });
    const [stage] = Object.values(resources(pipeline, 'AWS::ApiGateway::Stage'));
    expect(stage?.Properties.StageName).toBe('prod');
    expect(stage?.DependsOn).toContain(id);
  });

  it('leaves the account its log role when a trial goes, and no door for test calls', () => {
    const trial = synthesized('dev').pipeline;
    const [account] = Object.values(resources(trial, 'AWS::ApiGateway::Account'));
    expect(account?.DeletionPolicy).toBe('Retain');
    const doors = Object.values(resources(pipeline, 'AWS::Lambda::Permission')).filter(
      ({ Properties }) => Properties.Principal === 'apigateway.amazonaws.com',
    );
    expect(doors).toHaveLength(1);
  });

  it('stands behind a firewall with a limit an address, AWS’s rules, and bodies left to the signature', () => {
    const acl = only('AWS::WAFv2::WebACL');
    const names = acl.Rules.map((rule: { Name: string }) => rule.Name);
    expect(names).toEqual([
      'calls-per-address',
      'AWSManagedRulesAmazonIpReputationList',
      'AWSManagedRulesKnownBadInputsRuleSet',
      'AWSManagedRulesCommonRuleSet',
    ]);
    const [rate] = acl.Rules;
    expect(rate.Action.Block.CustomResponse).toEqual({ ResponseCode: 429 });
    expect(rate.Statement.RateBasedStatement).toEqual({
      AggregateKeyType: 'IP',
      EvaluationWindowSec: 300,
      Limit: https.callsPerAddress,
    });
    const counted = acl.Rules[3].Statement.ManagedRuleGroupStatement.RuleActionOverrides;
    expect(counted.length).toBeGreaterThan(0);
    for (const rule of counted) expect(rule.Name).toMatch(/_BODY$/);
    const { ResourceArn } = only('AWS::WAFv2::WebACLAssociation');
    expect(JSON.stringify(ResourceArn)).toContain('/stages/');
    const [log] = only('AWS::WAFv2::LoggingConfiguration').LogDestinationConfigs;
    expect(JSON.stringify(log)).toContain(working('webhook-firewall-log'));
    const { LogGroupName } =
      resources(pipeline, 'AWS::Logs::LogGroup')[working('webhook-firewall-log')]?.Properties ?? {};
    expect(LogGroupName).toMatch(/^aws-waf-logs-/);
  });

  it('may call its function, and nobody else of the internet may', () => {
    const permissions = Object.values(resources(pipeline, 'AWS::Lambda::Permission'));
    const callers = permissions.map((it) => it.Properties.Principal);
    expect(new Set(callers)).toEqual(new Set(['apigateway.amazonaws.com']));
    pipeline.resourceCountIs('AWS::Lambda::Url', 0);
  });
});
