import { mkdirSync, mkdtempSync, readdirSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { folderFiles } from '../../../infra/local/files-folder.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimline-folder-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

const opened = () =>
  folderFiles({
    inbox: join(folder, 'inbox'),
    outbox: join(folder, 'outbox'),
    outbound: join(folder, 'outbound'),
    paper: join(folder, 'paper'),
    reports: join(folder, 'reports'),
  });

it('follows no link out of the inbox', async () => {
  mkdirSync(join(folder, 'inbox/clinic'), { recursive: true });
  writeFileSync(join(folder, 'secret'), 'secret');
  symlinkSync(join(folder, 'secret'), join(folder, 'inbox/clinic/link'));
  symlinkSync(folder, join(folder, 'inbox/clinic/up'));
  writeFileSync(join(folder, 'inbox/clinic/file'), 'file');
  const files = opened();
  expect((await files.list('inbox', '')).files).toMatchObject([{ key: 'clinic/file', size: 4 }]);
  expect(await files.read('inbox', 'clinic/link')).toBeNull();
  expect(await files.read('inbox', 'clinic/up/secret')).toBeNull();
});

it('leaves nothing but the file, and shows nothing that a killed writer left', async () => {
  const files = opened();
  await files.write('reports', 'a', Buffer.from('1'), 'absent');
  await files.write('reports', 'a', Buffer.from('2'), 'absent');
  await files.write('reports', 'a', Buffer.from('3'), 'any');
  expect(readdirSync(join(folder, 'reports'))).toEqual(['a']);
  writeFileSync(join(folder, 'reports/b.writing-17-1'), 'half');
  expect((await files.list('reports', '')).files).toMatchObject([{ key: 'a', size: 1 }]);
});
