/** The HIPAA rule pack over both stages: nothing is found that has no reason beside it. */
import { type App, Validations } from 'aws-cdk-lib';
import { CfnAlarm } from 'aws-cdk-lib/aws-cloudwatch';
import { HIPAASecurityChecks } from 'cdk-nag';
import { describe, expect, it } from 'vitest';
import { deployed, newApp } from './synthesized.ts';

describe.each(['dev', 'prod'])('the HIPAA rules over %s', (stage) => {
  it('find nothing that is not acknowledged', () => {
    expect(() => check(stage).synth()).not.toThrow();
  });
});

describe('the HIPAA rules', () => {
  it('would refuse an alarm that nobody hears', () => {
    const app = check('dev');
    const [topicless] = app.node.findAll().filter((it) => it.node.id === 'undelivered-alarm');
    const alarm = topicless?.node.defaultChild;
    if (!(alarm instanceof CfnAlarm)) throw new Error('the alarm is gone');
    alarm.alarmActions = [];
    expect(() => app.synth()).toThrow(/HIPAA.Security-CloudWatchAlarmAction/);
  });

  it('are set aside only with a reason', () => {
    const acknowledged = acknowledgements(check('dev'));
    expect(acknowledged.length).toBeGreaterThan(0);
    for (const [rule, reason] of acknowledged) {
      expect(rule).toMatch(/^HIPAA\.Security/);
      expect(reason.length).toBeGreaterThan(40);
    }
  });
});

function check(stage: string): App {
  const app = newApp();
  Validations.of(app).addPlugins(new HIPAASecurityChecks(app));
  deployed(stage, app);
  return app;
}

function acknowledgements(app: App): [rule: string, reason: string][] {
  const entries = app.node.findAll().flatMap((it) => it.node.metadata);
  return entries
    .filter((it) => it.type === Validations.ACKNOWLEDGED_RULES_METADATA_KEY)
    .flatMap((it) => Object.entries<string>(it.data));
}
