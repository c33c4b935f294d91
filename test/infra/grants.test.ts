/** What each role may do is read from the template and compared with the verbs of the topology, both ways. */
import { describe, expect, it } from 'vitest';
import {
  answerFolders,
  buckets,
  inboxPrefix,
  queueNames,
  stores,
  workers,
} from '../../shared/pipeline/topology.ts';
import { resources, synthesized } from './synthesized.ts';

const { pipeline, storage, stored, working } = synthesized('dev');

const actionsOf: Record<string, readonly string[]> = {
  read: ['GetItem', 'Query', 'ConditionCheckItem'],
  write: ['PutItem', 'DeleteItem'],
  append: ['PutItem'],
};

describe.each(Object.entries(workers))('the role of %s', (name, row) => {
  const statements = policyOf(name);

  it('may do what its row declares, and nothing else', () => {
    expect(statements.every((statement) => statement.Effect === 'Allow')).toBe(true);
    expect(sorted(statements.flatMap(readable))).toEqual(sorted(declared(name, row)));
  });

  it('has no other policy and serves one function', () => {
    const role = resources(pipeline, 'AWS::IAM::Role')[working(`${name}-worker`, 'role')];
    expect(role?.Properties.Policies).toBeUndefined();
    expect(role?.Properties.ManagedPolicyArns).toEqual([
      { Ref: working(`${name}-worker`, 'policy') },
    ]);
    const users = Object.values(resources(pipeline, 'AWS::Lambda::Function')).filter(
      (it) => it.Properties.Role['Fn::GetAtt'][0] === working(`${name}-worker`, 'role'),
    );
    expect(users).toHaveLength(1);
  });
});

describe('the function that the internet calls', () => {
  const statements = policyOf('webhook');
  const on = (thing: string) =>
    statements.filter((it) => things(it).some((s) => s.includes(thing)));

  it('sees of the exchanges what the internet said, and nothing of deliveries and cursors', () => {
    const [exchanges, ...others] = on('store exchanges');
    expect(others).toEqual([]);
    expect(exchanges?.Condition).toEqual({
      'ForAllValues:StringLike': { 'dynamodb:LeadingKeys': ['*#webhooks'] },
      Null: { 'dynamodb:LeadingKeys': 'false' },
    });
  });

  it('lays answers where answers lie, and where nothing lies yet', () => {
    const written = on('bucket inbox/');
    expect(written.flatMap(readable).sort()).toEqual(
      answerFolders.map((folder) => `s3:PutObject on bucket inbox/in/*/${folder}/*`),
    );
    for (const { Condition } of written)
      expect(Condition).toEqual({ Null: { 's3:if-none-match': 'false' } });
  });
});

describe('every policy of the pipeline', () => {
  it('lets nobody replace what lies in the inbox', () => {
    const writers = Object.keys(workers).flatMap((name) =>
      policyOf(name).filter((it) =>
        readable(it).some((text) => text.startsWith('s3:PutObject on bucket inbox/')),
      ),
    );
    expect(writers).toHaveLength(3);
    for (const { Condition } of writers)
      expect(Condition).toEqual({ Null: { 's3:if-none-match': 'false' } });
  });

  it('names its actions, and everything is meant only where X-Ray knows no resource', () => {
    pipeline.resourceCountIs('AWS::IAM::Policy', 0);
    const policies = Object.values(resources(pipeline, 'AWS::IAM::ManagedPolicy'));
    expect(policies.length).toBeGreaterThan(Object.keys(workers).length);
    const statements = policies.flatMap(
      (it): Statement[] => it.Properties.PolicyDocument.Statement,
    );
    for (const statement of statements) {
      expect(list(statement.Action).filter((action) => action.includes('*'))).toEqual([]);
      if (!list(statement.Resource).includes('*')) continue;
      expect(sorted(list(statement.Action))).toEqual([
        'xray:PutTelemetryRecords',
        'xray:PutTraceSegments',
      ]);
    }
  });

  it('opens patient data by way of S3 and DynamoDB alone', () => {
    const services = policyOf('post').find((it) => things(it).includes('data key'))?.Condition;
    expect(JSON.stringify(services)).toMatch(/kms:ViaService.*dynamodb.*s3/);
  });
});

const received = [
  'ReceiveMessage',
  'DeleteMessage',
  'ChangeMessageVisibility',
  'GetQueueAttributes',
];

type Row = (typeof workers)[keyof typeof workers];

type Statement = {
  Effect: string;
  Action: string | string[];
  Resource: unknown;
  Condition?: unknown;
};

function policyOf(worker: string): Statement[] {
  const policies = resources(pipeline, 'AWS::IAM::ManagedPolicy');
  const policy = policies[working(`${worker}-worker`, 'policy')];
  return policy?.Properties.PolicyDocument.Statement ?? [];
}

function declared(name: string, row: Row): string[] {
  const verbs = [...Object.values(row.records).flat(), ...Object.values(row.files).flat()];
  const writes = verbs.some((verb) => verb !== 'read' && verb !== 'list');
  return [
    ...Object.entries(row.records).flatMap(([store, verbs]) => declaredRecords(store, verbs)),
    ...Object.entries(row.files).flatMap(([bucket, verbs]) =>
      declaredFiles(bucket, verbs, keysOf(row)[bucket]),
    ),
    ...row.sends.map((target) => `sqs:SendMessage on queue ${target}`),
    ...('queue' in row.on ? received : []).map((action) => `sqs:${action} on queue ${name}`),
    ...('secrets' in row ? [`ssm:GetParameter on secrets of ${row.secrets}`] : []),
    ...dataKeyActions(writes).map((action) => `kms:${action} on data key`),
    'kms:Decrypt on message key',
    ...(row.sends.length > 0 ? ['kms:GenerateDataKey on message key'] : []),
    `logs:CreateLogStream on log ${name}`,
    `logs:PutLogEvents on log ${name}`,
    'xray:PutTraceSegments on *',
    'xray:PutTelemetryRecords on *',
  ];
}

function declaredRecords(store: string, verbs: readonly string[]): string[] {
  const shape = Object.entries(stores).find(([name]) => name === store)?.[1];
  const actions = verbs.flatMap((verb) =>
    shape?.appendOnly && verb === 'write' ? ['PutItem'] : (actionsOf[verb] ?? []),
  );
  const indexes = verbs.includes('read') ? Object.keys(shape?.indexes ?? {}) : [];
  return [
    ...actions.map((action) => `dynamodb:${action} on store ${store}`),
    ...indexes.map((index) => `dynamodb:Query on store ${store}/index/${index}`),
  ];
}

function keysOf(row: Row): Readonly<Record<string, readonly string[]>> {
  return 'keys' in row ? row.keys : {};
}

function declaredFiles(
  bucket: string,
  verbs: readonly string[],
  written: readonly string[] = ['*'],
): string[] {
  const root = bucket === 'inbox' ? `bucket inbox/${inboxPrefix}` : `bucket ${bucket}/`;
  return verbs.flatMap((verb) => {
    const list = `s3:ListBucket on bucket ${bucket}`;
    if (verb === 'write') return written.map((keys) => `s3:PutObject on ${root}${keys}`);
    if (verb === 'list') return [list];
    return [`s3:GetObject on ${root}*`, `s3:GetObjectVersion on ${root}*`, list];
  });
}

function dataKeyActions(writes: boolean): readonly string[] {
  const reading = ['Decrypt', 'DescribeKey'];
  return writes
    ? [...reading, 'Encrypt', 'GenerateDataKey', 'ReEncryptFrom', 'ReEncryptTo']
    : reading;
}

function readable(statement: Statement): string[] {
  return list(statement.Action).flatMap((action) =>
    things(statement).map((thing) => `${action} on ${thing}`),
  );
}

/** Resources by the topology's names instead of CloudFormation's. */
function things(statement: Statement): string[] {
  return [statement.Resource].flat().map((resource) => {
    if (resource === '*') return '*';
    const text = JSON.stringify(resource);
    const found = known.find(({ id }) => text.includes(id));
    if (found === undefined) throw new Error(`a grant on something unknown: ${text}`);
    const rest = /"(\/[^"]*)"\]/.exec(text)?.[1] ?? '';
    return found.name + rest;
  });
}

const known = [
  ...Object.keys(stores).map((name) => ({ name: `store ${name}`, id: exportOf(stored(name)) })),
  ...Object.keys(buckets).map((name) => ({ name: `bucket ${name}`, id: exportOf(stored(name)) })),
  { name: 'data key', id: exportOf(stored('data-key')) },
  { name: 'message key', id: working('message-key') },
  ...queueNames.map((name) => ({ name: `queue ${name}`, id: `"${working(name, 'queue')}"` })),
  ...Object.keys(workers).map((name) => ({
    name: `log ${name}`,
    id: `"${working(`${name}-worker`, 'log')}"`,
  })),
  ...['receivers', 'webhooks'].map((kind) => ({
    name: `secrets of ${kind}`,
    id: `:parameter/claimline/dev/${kind}/*`,
  })),
];

/** Under which name the storage stack hands out the ARN of a resource. */
function exportOf(id: string): string {
  const outputs = Object.values(storage.findOutputs('*'));
  const output = outputs.find((it) => it['Value']['Fn::GetAtt']?.join('.') === `${id}.Arn`);
  return output === undefined ? `nobody uses ${id}` : output['Export'].Name;
}

function list(value: unknown): string[] {
  return [value].flat().map(String);
}

function sorted(values: readonly string[]): string[] {
  return [...new Set(values)].sort();
}
