import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import { filesAfter, remotesAfter } from '../../../infra/local/leaving.ts';
import { openState } from '../../../infra/local/state.ts';
import type { Action } from '../../../shared/pipeline/ports.ts';
import { practiceId } from '../../../shared/values/ids.ts';
import { sftpRow } from '../../receiver/receiver-rows.ts';
import { testPorts } from '../../support/ports.ts';

const intent: Action = {
  kind: 'put',
  store: 'work',
  key: { partition: 'clinic', sort: 'intent' },
  item: { practice: 'clinic', itemId: 'intent' },
  when: 'absent',
};

/** Whether another reader of the file sees the intent. */
async function isDurable(path: string): Promise<boolean> {
  const other = openState(path);
  const found = await other.records.get('work', intent.key);
  other.close();
  return found !== null;
}

it('What led to a file or a line is durable before it leaves', async () => {
  const { files, remotes } = testPorts().ports;
  for (const leave of ['file', 'line'] as const) {
    const folder = mkdtempSync(join(tmpdir(), 'claimline-leaving-'));
    const path = join(folder, 'state.db');
    const state = openState(path);
    const seen: boolean[] = [];
    const look = async () => void seen.push(await isDurable(path));
    const writing = filesAfter(state, {
      ...files,
      write: async () => {
        await look();
        return 'written';
      },
    });
    const opening = remotesAfter(state, {
      ...remotes,
      open: async () => {
        await look();
        return 'secret-missing';
      },
    });
    state.begin();
    await state.records.transact([intent]);
    await look();
    if (leave === 'file') await writing.write('outbound', 'a/b', new Uint8Array(), 'any');
    else await opening.open(practiceId('clinic'), sftpRow);
    state.commit();
    state.close();
    expect(seen).toEqual([false, true]);
    rmSync(folder, { recursive: true });
  }
});
