/** The four laws of the house. The tables below are the architecture's text: change them with the house. */
import { readdirSync, readFileSync } from 'node:fs';
import { dirname, join, normalize } from 'node:path';
import { describe, expect, test } from 'vitest';
import { buckets, environmentVariable, stores, workers } from '../shared/pipeline/topology.ts';

/** Each folder with the folders and packages that it may import beside itself, lowest first. */
const mayImport: Readonly<Record<string, readonly string[]>> = {
  'shared/values': ['node:crypto', 'zod/mini', 'zod/v4/core'],
  'shared/x12': ['shared/values'],
  'shared/csv': ['shared/values', 'csv-parse/sync'],
  'shared/encounter': ['shared/values', 'shared/x12', 'shared/csv', 'zod/mini'],
  'shared/codes': ['shared/values'],
  'shared/appointment': ['shared/values', 'shared/csv', 'shared/encounter', 'zod/mini'],
  'shared/reference': ['shared/values', 'shared/csv', 'shared/codes', 'zod/mini'],
  'shared/receiver': ['shared/values', 'shared/reference', 'node:crypto', 'zod/mini'],
  'shared/contract': ['shared/values', 'shared/encounter', 'shared/codes', 'shared/reference'],
  'shared/claim': ['shared/values', 'shared/x12', 'shared/encounter', 'shared/reference'],
  'shared/remittance': ['shared/values', 'shared/x12', 'shared/csv', 'node:crypto'],
  'shared/acknowledgment': ['shared/values', 'shared/x12'],
  'shared/eligibility': ['shared/values', 'shared/x12'],
  'shared/status': ['shared/values', 'shared/x12'],
  'shared/authorization': ['shared/values', 'shared/x12'],
  'shared/coverage': [
    'shared/values',
    'shared/x12',
    'shared/appointment',
    'shared/reference',
    'shared/eligibility',
    'zod/mini',
  ],
  'shared/scrub': [
    'shared/values',
    'shared/x12',
    'shared/encounter',
    'shared/codes',
    'shared/reference',
    'shared/claim',
    'shared/coverage',
    'zod/mini',
  ],
  'shared/denial': ['shared/values'],
  'shared/patient': ['shared/values', 'shared/csv'],
  'shared/ledger': [
    'shared/values',
    'shared/claim',
    'shared/remittance',
    'shared/denial',
    'shared/patient',
  ],
  'shared/kpi': [
    'shared/values',
    'shared/claim',
    'shared/encounter',
    'shared/acknowledgment',
    'shared/denial',
    'shared/ledger',
  ],
  'shared/work': [
    'shared/values',
    'shared/csv',
    'shared/reference',
    'shared/acknowledgment',
    'shared/appointment',
    'shared/coverage',
    'shared/denial',
    'shared/ledger',
    'shared/kpi',
  ],
  'shared/report': [
    'shared/values',
    'shared/denial',
    'shared/ledger',
    'shared/coverage',
    'shared/kpi',
    'shared/work',
    'd3-scale',
    'd3-shape',
  ],
  'shared/simulation': [
    'shared/values',
    'shared/x12',
    'shared/csv',
    'shared/encounter',
    'shared/codes',
    'shared/claim',
    'shared/remittance',
    'shared/acknowledgment',
    'shared/eligibility',
    'shared/status',
    'pure-rand/distribution/uniformInt',
    'pure-rand/generator/xoroshiro128plus',
  ],
  'shared/pipeline': [
    'shared/values',
    'shared/x12',
    'shared/csv',
    'shared/encounter',
    'shared/codes',
    'shared/reference',
    'shared/receiver',
    'shared/contract',
    'shared/claim',
    'shared/remittance',
    'shared/acknowledgment',
    'shared/status',
    'shared/appointment',
    'shared/eligibility',
    'shared/coverage',
    'shared/scrub',
    'shared/denial',
    'shared/patient',
    'shared/ledger',
    'shared/kpi',
    'shared/work',
    'shared/report',
    'node:crypto',
    'zod/mini',
  ],
  functions: ['functions/runtime', 'shared/pipeline'],
  'functions/runtime': [
    'shared/values',
    'shared/reference',
    'shared/receiver',
    'shared/pipeline',
    '@aws-lambda-powertools/logger',
    '@aws-sdk/client-dynamodb',
    '@aws-sdk/client-s3',
    '@aws-sdk/client-sqs',
    '@aws-sdk/client-ssm',
    'aws-lambda',
    'node:crypto',
    'node:stream',
    'node:timers/promises',
    'ssh2',
    'zod/mini',
  ],
  infra: [
    'shared/pipeline/topology.ts',
    'aws-cdk-lib',
    'constructs',
    'esbuild',
    'node:fs',
    'node:path',
    'node:url',
    'node:worker_threads',
  ],
  tools: [
    'shared/values',
    'shared/x12',
    'shared/claim',
    'shared/remittance',
    'shared/acknowledgment',
    'shared/eligibility',
    'shared/status',
    'shared/authorization',
    'shared/ledger',
    'shared/kpi',
    'shared/report',
    'shared/pipeline',
    'shared/simulation',
    'infra/local',
    'node:fs',
    'node:fs/promises',
    'node:path',
    'node:util',
  ],
  'infra/local': [
    'functions/runtime/remotes.ts',
    'shared/values',
    'shared/kpi',
    'shared/report',
    'shared/pipeline',
    'shared/simulation',
    'node:fs',
    'node:fs/promises',
    'node:http',
    'node:path',
    'node:sqlite',
    'node:timers/promises',
    'node:util',
    'node:v8',
  ],
};

const bannedNames = /^(utils?|helpers?|common|misc|types|constants|manager|service|index)(\.ts)?$/;

const root = join(import.meta.dirname, '..');
const sources = ['shared', 'functions', 'infra', 'tools'].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.ts'))
    .map((name) => join(folder, name)),
);

function textOf(path: string): string {
  return readFileSync(join(root, path), 'utf8');
}

/** Without what stands in quotes. */
function codeOf(path: string): string {
  return textOf(path).replace(/'[^'\n]*'/g, "''");
}

/** What a file imports: files of ours by their path, packages by their name. */
function importsOf(path: string): readonly string[] {
  const named = [
    ...textOf(path).matchAll(/^(?:import|export|\}).* from '([^']+)'|^import '([^']+)'/gm),
  ];
  return named.map(([, from, alone]) => {
    const target = from ?? alone ?? '';
    return target.startsWith('.') ? normalize(join(dirname(path), target)) : target;
  });
}

function isAllowed(path: string, target: string): boolean {
  if (dirname(target) === dirname(path)) return true;
  const allowed = mayImport[dirname(path)] ?? [];
  return allowed.some((one) => target === one || dirname(target) === one || isPart(target, one));
}

/** `aws-cdk-lib/aws-s3` is a part of `aws-cdk-lib`. */
function isPart(target: string, one: string): boolean {
  return one === 'aws-cdk-lib' && target.startsWith('aws-cdk-lib/');
}

describe('law 1: shared knows no AWS', () => {
  test('the SDK stays under functions/runtime, CDK under infra, SQLite under infra/local', () => {
    const homes: readonly (readonly [RegExp, string])[] = [
      [/^@aws-sdk\//, 'functions/runtime'],
      [/^(aws-cdk-lib|constructs)/, 'infra'],
      [/^node:sqlite$/, 'infra/local'],
    ];
    const strays = sources.flatMap((path) =>
      importsOf(path).filter((target) =>
        homes.some(([pattern, home]) => pattern.test(target) && dirname(path) !== home),
      ),
    );
    expect(strays).toEqual([]);
  });
});

describe('law 2: a folder imports what its row allows', () => {
  test('every folder has a row', () => {
    const folders = new Set(sources.map((path) => dirname(path)));
    expect([...folders].filter((folder) => !(folder in mayImport))).toEqual([]);
    expect(sources.length).toBeGreaterThan(150);
  });

  test('and nothing imports past it', () => {
    const strays = sources.flatMap((path) =>
      importsOf(path)
        .filter((target) => !isAllowed(path, target))
        .map((target) => `${path} imports ${target}`),
    );
    expect(strays).toEqual([]);
  });

  test('rows only look down: no folder of shared imports one that comes later', () => {
    const order = Object.keys(mayImport);
    const upward = order.flatMap((folder) =>
      (mayImport[folder] ?? [])
        .filter((one) => order.includes(one) && folder.startsWith('shared/'))
        .filter((one) => order.indexOf(one) > order.indexOf(folder))
        .map((one) => `${folder} → ${one}`),
    );
    expect(upward).toEqual([]);
  });

  test('no loose file in shared, no drawer', () => {
    expect(sources.filter((path) => dirname(path) === 'shared')).toEqual([]);
    const drawers = sources.filter((path) =>
      path.split('/').some((part) => bannedNames.test(part)),
    );
    expect(drawers).toEqual([]);
  });

  test('a file over 250 lines is a missing noun, but the one table', () => {
    const long = sources.filter(
      (path) => path !== 'shared/pipeline/topology.ts' && textOf(path).split('\n').length > 251,
    );
    expect(long).toEqual([]);
  });

  test('functions are declarations: at most 15 lines', () => {
    const handlers = sources.filter((path) => dirname(path) === 'functions');
    expect(handlers.length).toBe(Object.keys(workers).length);
    expect(handlers.filter((path) => textOf(path).split('\n').length > 16)).toEqual([]);
  });

  test('the tests mirror the tree', () => {
    const tested = new Set(readdirSync(join(root, 'test')));
    const folders = readdirSync(join(root, 'shared')).filter((name) => name !== 'values');
    expect(folders.filter((name) => !tested.has(name))).toEqual([]);
  });
});

describe('law 3: what is deployed is named once', () => {
  const named = [...Object.keys(workers), ...Object.keys(stores), ...Object.keys(buckets)];

  test('CDK and the Lambda runtime name no worker and no store', () => {
    const deployers = sources.filter((path) =>
      ['infra', 'functions/runtime'].includes(dirname(path)),
    );
    const strays = deployers.flatMap((path) =>
      named
        .filter((name) => name !== 'inbox' && textOf(path).includes(`'${name}'`))
        .map((name) => `${path} names ${name}`),
    );
    expect(strays).toEqual([]);
  });

  test('a step sends only where its row says', () => {
    const sends = Object.entries(workers).flatMap(([name, row]) => {
      const allowed: readonly string[] = row.sends;
      const text = textOf(`shared/pipeline/${name}.ts`);
      const sent = text.matchAll(/(?:queues\.send\(|sendClaims\(\s*ports,)\s*'([a-z-]+)'/g);
      return [...sent].map(([, queue = '']) => ({ name, queue, is: allowed.includes(queue) }));
    });
    expect(sends.filter((row) => !row.is)).toEqual([]);
    expect(sends.length).toBeGreaterThan(12);
  });

  test('environment variables are spelled by the topology alone', () => {
    const spelled = environmentVariable('queue', 'post').replace(/_.*/, '_');
    const strays = sources.filter(
      (path) => path !== 'shared/pipeline/topology.ts' && textOf(path).includes(`'${spelled}`),
    );
    expect(strays).toEqual([]);
  });
});

describe('law 4: money, dates and ids are values', () => {
  test('no clock and no chance outside their homes', () => {
    const strays = sources.filter(
      (path) =>
        path !== 'shared/values/dates.ts' &&
        /\b(Date\.now|new Date|Math\.random|performance\.now|randomUUID)\b/.test(textOf(path)),
    );
    expect(strays).toEqual([]);
  });

  test('an assertion of type makes a brand and nothing else', () => {
    const strays = sources.flatMap((path) =>
      [...codeOf(path).matchAll(/^.*\bas (?!const\b|const;)[A-Z]\w+.*$/gm)]
        .map(([line]) => line.trim())
        .filter((line) => !/^(import|export|\*|\/)/.test(line) && !isBrandHome(path))
        .map((line) => `${path}: ${line}`),
    );
    expect(strays).toEqual([]);
  });
});

function isBrandHome(path: string): boolean {
  return path.startsWith('shared/values/') || path === 'shared/ledger/accounts.ts';
}
