import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterEach } from 'vitest';
import { folderFiles } from '../../../infra/local/files-folder.ts';
import { openState } from '../../../infra/local/state.ts';
import { filesContract } from './files.contract.ts';
import { queuesContract } from './queues.contract.ts';
import { recordsContract } from './records.contract.ts';

const cleanups: (() => void)[] = [];
afterEach(() => {
  for (const cleanup of cleanups.splice(0)) cleanup();
});

function opened() {
  const state = openState(':memory:');
  cleanups.push(() => state.close());
  return state;
}

recordsContract('sqlite', () => ({ records: opened().records, settled: () => undefined }));

recordsContract('sqlite inside a batch', () => {
  const state = opened();
  state.begin();
  return { records: state.records, settled: () => undefined };
});

filesContract('folder', async () => {
  const root = mkdtempSync(join(tmpdir(), 'claimline-files-'));
  cleanups.push(() => rmSync(root, { recursive: true }));
  const roots = {
    inbox: join(root, 'inbox'),
    outbox: join(root, 'outbox'),
    outbound: join(root, 'outbound'),
    paper: join(root, 'paper'),
    reports: join(root, 'reports'),
  };
  return {
    files: folderFiles(roots),
    drop: async (key, bytes) => {
      mkdirSync(dirname(join(roots.inbox, key)), { recursive: true });
      writeFileSync(join(roots.inbox, key), bytes);
    },
  };
});

queuesContract('sqlite', () => {
  const { queues } = opened();
  return {
    queues,
    arrived: (queue) => {
      const messages = [];
      for (let taken = queues.take(queue); taken; taken = queues.take(queue))
        messages.push(taken.message);
      return messages;
    },
  };
});
