import {
  GetObjectCommand,
  ListObjectsV2Command,
  PutObjectCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { mockClient } from 'aws-sdk-client-mock';
import { expect, it } from 'vitest';
import { s3Files } from '../../functions/runtime/files-s3.ts';
import { fakeS3, s3Error } from './fake-s3.ts';

function opened() {
  const pauses: number[] = [];
  const files = s3Files(
    new S3Client({ region: 'us-east-1' }),
    (bucket) => `the-${bucket}`,
    async (attempt) => {
      pauses.push(attempt);
    },
  );
  return { files, pauses };
}

const bytes = Buffer.from('ISA');

it('asks for a range with its last byte included, and for a new file by condition', async () => {
  const { client } = fakeS3();
  const { files } = opened();
  await files.write('outbox', 'clinic/a', bytes, 'absent');
  await files.read('outbox', 'clinic/a', { from: 1, to: 3 });
  expect(client.commandCalls(PutObjectCommand)[0]?.args[0].input).toMatchObject({
    Bucket: 'the-outbox',
    Key: 'clinic/a',
    IfNoneMatch: '*',
  });
  expect(client.commandCalls(GetObjectCommand)[0]?.args[0].input.Range).toBe('bytes=1-2');
});

it('tries again when two wrote the same new key at once', async () => {
  mockClient(S3Client)
    .on(PutObjectCommand)
    .rejectsOnce(s3Error('ConditionalRequestConflict'))
    .rejects(s3Error('PreconditionFailed'));
  const { files, pauses } = opened();
  expect(await files.write('outbox', 'clinic/a', bytes, 'absent')).toBe('exists');
  expect(pauses).toEqual([1]);
});

it('throws when S3 refuses, rather than saying that nothing is there', async () => {
  mockClient(S3Client).rejects(s3Error('AccessDenied'));
  const { files } = opened();
  await expect(files.read('inbox', 'clinic/a')).rejects.toThrow();
  await expect(files.list('inbox', '')).rejects.toThrow();
  await expect(files.write('reports', 'a', bytes, 'any')).rejects.toThrow();
});

it('tells since when the bytes of a key lie there', async () => {
  const { put } = fakeS3();
  const { files } = opened();
  for (const name of ['a', 'b', 'b']) put(`the-inbox/in/clinic/${name}`, bytes);
  const { files: listed } = await files.list('inbox', 'clinic/');
  expect(listed.map(({ key, laidAt }) => [key, laidAt])).toEqual([
    ['clinic/a', 1000],
    ['clinic/b', 2000],
  ]);
});

it('goes on from a page that shows only what is no file', async () => {
  const client = mockClient(S3Client);
  client
    .on(ListObjectsV2Command)
    .resolves({ Contents: [{ Key: 'in/b', Size: 1, ETag: '"e"' }] })
    .on(ListObjectsV2Command, { StartAfter: undefined })
    .resolves({ Contents: [{ Key: 'in/' }, { Key: 'in/a//x' }], IsTruncated: true });
  const { files } = opened();
  const first = await files.list('inbox', '');
  expect(first).toEqual({ files: [], cursor: 'in/a//x' });
  const next = await files.list('inbox', '', first.cursor ?? '');
  const entry = { key: 'b', size: 1, mark: '"e"', laidAt: Number.MAX_SAFE_INTEGER };
  expect(next).toEqual({ files: [entry], cursor: null });
});
