import { readFileSync } from 'node:fs';
import { GetParameterCommand, SSMClient } from '@aws-sdk/client-ssm';
import type { APIGatewayProxyEvent } from 'aws-lambda';
import { mockClient } from 'aws-sdk-client-mock';
import { describe, expect, it } from 'vitest';
import { type HttpsInstance, webhookLambda } from '../../functions/runtime/https.ts';
import { remotesWith } from '../../functions/runtime/remotes.ts';
import { ssmSecrets } from '../../functions/runtime/secrets-ssm.ts';
import { practiceId } from '../../shared/values/ids.ts';
import { apiRow, sftpRow } from '../receiver/receiver-rows.ts';
import { testPorts } from '../support/ports.ts';

const event: APIGatewayProxyEvent = JSON.parse(readFileSync('events/webhook.json', 'utf8'));
const sampleSecret = 'whsec_c2FtcGxlLW9ubHktc2FtcGxlLW9ubHktMDAwMA==';

function instance(secrets: HttpsInstance['ports']['secrets']) {
  const world = testPorts({ now: () => 1_773_763_200_000 });
  const failures: unknown[] = [];
  const lines: string[] = [];
  const opened: HttpsInstance = {
    ports: { ...world.ports, secrets },
    stage: 'dev',
    log: { outcome: () => {}, failure: (error) => void failures.push(error) },
    print: (line) => void lines.push(line),
  };
  return { handler: webhookLambda('webhook', () => opened), failures, lines, world };
}

describe('a webhook on AWS', () => {
  it('is read byte for byte, whatever case its headers have, and counted', async () => {
    const { handler, lines, world } = instance(async () => [sampleSecret]);
    expect(await handler(event)).toEqual({ statusCode: 204, body: '' });
    const [row] = world.records.rows('exchanges');
    expect(row?.item['hint']).toBe(event.body);
    expect(lines.map((line) => JSON.parse(line)['webhook-204'])).toEqual([1]);
  });

  it('says nothing of a failure, but to the log', async () => {
    const { handler, failures } = instance(async () => {
      throw new Error('FAKE-SECRET-PLACE');
    });
    await expect(handler(event)).rejects.toThrow('a webhook was not taken');
    expect(failures).toHaveLength(1);
  });
});

describe('a secret in the Parameter Store', () => {
  it('is asked for by stage, kind, practice and receiver, kept for minutes, and none is none', async () => {
    let now = 0;
    const asked: string[] = [];
    mockClient(SSMClient)
      .on(GetParameterCommand)
      .callsFake(({ Name, WithDecryption }) => {
        asked.push(Name);
        if (!WithDecryption) throw new Error('in the clear');
        if (!Name.endsWith('/fake-api')) {
          throw Object.assign(new Error('none'), { name: 'ParameterNotFound' });
        }
        return { Parameter: { Value: `secret ${asked.length}` } };
      });
    const read = ssmSecrets(new SSMClient({ region: 'us-east-1' }), 'prod', 'webhooks', () => now);
    expect(await read('clinic', 'fake-api')).toBe('secret 1');
    now = 100_000;
    expect(await read('clinic', 'fake-api')).toBe('secret 1');
    now = 130_000;
    expect(await read('clinic', 'fake-api')).toBe('secret 2');
    expect(await read('clinic', 'other')).toBeNull();
    expect(await read('clinic', 'other')).toBeNull();
    expect(asked).toEqual([
      '/claimline/prod/webhooks/clinic/fake-api',
      '/claimline/prod/webhooks/clinic/fake-api',
      '/claimline/prod/webhooks/clinic/other',
    ]);
  });

  it('that can not be read is a failure, not the lack of one', async () => {
    mockClient(SSMClient).on(GetParameterCommand).rejects(new Error('AccessDenied'));
    const read = ssmSecrets(new SSMClient({ region: 'us-east-1' }), 'prod', 'receivers', () => 0);
    await expect(read('clinic', 'fake-api')).rejects.toThrow();
  });
});

describe('a line to a receiver', () => {
  it('opens with the secret of that practice, and not without one', async () => {
    const asked: string[] = [];
    const remotes = remotesWith(async (practice, receiver) => {
      asked.push(`${practice} ${receiver}`);
      return receiver === 'fake-api' ? null : `hosts: ${sftpRow.host}\nfake-password`;
    });
    expect(await remotes.open(practiceId('clinic'), apiRow)).toBe('secret-missing');
    const line = await remotes.open(practiceId('clinic'), sftpRow);
    if (typeof line === 'string') throw new Error('the line opens');
    await line.close();
    expect(asked).toEqual(['clinic fake-api', 'clinic fake-sftp']);
  });

  it.each([
    ['no host', sftpRow, 'fake-password'],
    ['another host', sftpRow, 'hosts: other.fake.example\nfake-password'],
    ['another port', { ...sftpRow, host: `${sftpRow.host}:2222` }, `hosts: ${sftpRow.host}\nx`],
    ['the place of its claims alone', apiRow, `hosts: ${apiRow.host}\nfake-key`],
  ])('does not take a secret that may go to %s', async (_, row, kept) => {
    const remotes = remotesWith(async () => kept);
    expect(await remotes.open(practiceId('clinic'), row)).toBe('host-not-allowed');
  });

  it.each([
    [sftpRow, `hosts: other.fake.example, ${sftpRow.host.toUpperCase()}:22\nfake-password`],
    [apiRow, `hosts: ${apiRow.host} core.fake.example:443\nfake-key`],
    [{ ...apiRow, answers: '' }, `hosts: ${apiRow.host}\nfake-key`],
  ])('takes it to the hosts beside it, by $method', async (row, kept) => {
    const remotes = remotesWith(async () => kept);
    expect(typeof (await remotes.open(practiceId('clinic'), row))).toBe('object');
  });
});
