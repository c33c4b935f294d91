/** CDK's entry as the CLI runs it: no account, no network. */
import { execFileSync } from 'node:child_process';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, describe, expect, it } from 'vitest';
import { workers } from '../../shared/pipeline/topology.ts';

const out = mkdtempSync(join(tmpdir(), 'claimline-synth-'));
afterAll(() => rmSync(out, { recursive: true }));

describe('the app', () => {
  it('makes two stacks of a stage and an asset for each worker', () => {
    app({ stage: 'prod' });
    const templates = readdirSync(out).filter((file) => file.endsWith('.template.json'));
    expect(templates.sort()).toEqual([
      'claimline-prod-pipeline.template.json',
      'claimline-prod-storage.template.json',
    ]);
    const template = readFileSync(join(out, 'claimline-prod-pipeline.template.json'), 'utf8');
    expect(template.match(/aws:asset:path/g)).toHaveLength(Object.keys(workers).length);
  });

  it('knows dev and prod only', () => {
    expect(() => app({ stage: 'production' })).toThrow(/stage must be dev or prod/);
  });
});

function app(choices: Record<string, string>): void {
  const { context } = JSON.parse(readFileSync('cdk.json', 'utf8'));
  const environment = {
    CDK_OUTDIR: out,
    CDK_CONTEXT_JSON: JSON.stringify({
      ...context,
      'aws:cdk:enable-asset-metadata': true,
      ...choices,
    }),
  };
  execFileSync(process.execPath, ['infra/app.ts'], { env: environment, stdio: 'pipe' });
}
