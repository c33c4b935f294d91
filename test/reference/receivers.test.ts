import { describe, expect, test } from 'vitest';
import { readReference } from '../../shared/reference/read-reference.ts';

const header = 'receiver,method,host,path,answers,user,host_key';
const key = `SHA256:${'A'.repeat(43)}`;
const api = 'fake-api,https,claims.fake.example,/x12,core.fake.example/list,,';
const sftp = `fake-sftp,sftp,sftp.fake.example,/to,/from,clinic,${key}`;

function read(...rows: string[]) {
  return readReference(new TextEncoder().encode([header, ...rows].join('\n')), 'receivers.csv');
}

describe('receivers.csv', () => {
  test('names a place and no secret', () => {
    expect(read(api, sftp).rows.map(({ row }) => row)).toEqual([
      {
        receiver: 'fake-api',
        method: 'https',
        host: 'claims.fake.example',
        path: '/x12',
        answers: 'core.fake.example/list',
        user: '',
        hostKey: '',
      },
      {
        receiver: 'fake-sftp',
        method: 'sftp',
        host: 'sftp.fake.example',
        path: '/to',
        answers: '/from',
        user: 'clinic',
        hostKey: key,
      },
    ]);
  });

  test.each([
    ['method', api.replace('https', 'ftp')],
    ['host', api.replace('claims.fake.example', 'user@claims.fake.example')],
    ['host', api.replace('claims.fake.example', 'https://claims.fake.example')],
    ['path', api.replace('/x12', '/x12?to=elsewhere')],
    ['path', sftp.replace('/to', '/to/../else')],
    ['answers', api.replace('core.fake.example/list', '/list')],
    ['answers', sftp.replace('/from', 'from')],
    ['user', sftp.replace('clinic', '')],
    ['host_key', sftp.replace(key, '')],
    ['host_key', sftp.replace(key, 'MD5:00')],
    ['receiver', api.replace('fake-api', 'a/b')],
  ])('is refused where %s is none', (place, row) => {
    const file = read(row);
    expect(file).toMatchObject({ fatal: false, rows: [], rejected: 1 });
    expect(file.issues.map((found) => found.place)).toEqual([place]);
  });

  test('may leave answers empty: such a receiver is not polled', () => {
    expect(read(api.replace('core.fake.example/list', '')).rows).toMatchObject([
      { row: { answers: '' } },
    ]);
  });
});
