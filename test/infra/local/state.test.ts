import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { isOfAnotherForm, openState } from '../../../infra/local/state.ts';
import type { Action } from '../../../shared/pipeline/ports.ts';

let folder: string;
let path: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'claimline-state-'));
  path = join(folder, 'state.db');
});
afterEach(() => rmSync(folder, { recursive: true }));

const key = (sort: string) => ({ partition: 'clinic', sort });
const put = (sort: string): Action => ({
  kind: 'put',
  store: 'work',
  key: key(sort),
  item: { practice: 'clinic', itemId: sort },
  when: 'absent',
});

describe('the local queue', () => {
  it('is worked oldest first, a message at a time', async () => {
    const { queues, close } = openState(path);
    await queues.send('post', [{ n: 1 }, { n: 2 }]);
    await queues.send('scrub', [{ n: 3 }]);
    const first = queues.take('post');
    expect(first?.message).toEqual({ n: 1 });
    expect(queues.take('post')?.message).toEqual({ n: 2 });
    expect(queues.take('post')).toBeNull();
    expect([queues.depth(), queues.depth('post'), queues.depth('assign')]).toEqual([3, 2, 0]);
    queues.done(first?.id ?? 0);
    expect([queues.depth(), queues.depth('post')]).toEqual([2, 1]);
    close();
  });

  it('delivers again what failed, behind the others, and counts how often', async () => {
    const { queues, close } = openState(path);
    await queues.send('post', [{ n: 1 }, { n: 2 }]);
    queues.retryLater(queues.take('post')?.id ?? 0);
    expect(queues.take('post')).toMatchObject({ message: { n: 2 }, retries: 0 });
    expect(queues.take('post')).toMatchObject({ message: { n: 1 }, retries: 1 });
    close();
  });

  it('delivers again what was taken and not done when it is opened anew', async () => {
    const before = openState(path);
    await before.queues.send('post', [{ n: 1 }, { n: 2 }, { n: 3 }]);
    before.queues.done(before.queues.take('post')?.id ?? 0);
    before.queues.take('post');
    before.close();
    const after = openState(path);
    expect(after.queues.take('post')?.message).toEqual({ n: 2 });
    expect(after.queues.take('post')?.message).toEqual({ n: 3 });
    after.close();
  });
});

describe('a batch', () => {
  it('commits the effects of messages and their removal together', async () => {
    const state = openState(path);
    await state.queues.send('post', [{ n: 1 }]);
    state.begin();
    const taken = state.queues.take('post');
    await state.records.transact([put('a')]);
    await state.queues.send('assign', [{ n: 2 }]);
    state.queues.done(taken?.id ?? 0);
    const other = openState(path);
    expect(await other.records.get('work', key('a'))).toBeNull();
    expect([other.queues.depth('post'), other.queues.depth('assign')]).toEqual([1, 0]);
    state.commit();
    expect(await other.records.get('work', key('a'))).not.toBeNull();
    expect([other.queues.depth('post'), other.queues.depth('assign')]).toEqual([0, 1]);
    state.close();
    other.close();
  });

  it('keeps what came before a transaction that was cancelled or asked for nonsense', async () => {
    const state = openState(path);
    state.begin();
    await state.records.transact([put('a')]);
    expect(await state.records.transact([put('b'), put('a')])).toEqual({
      done: false,
      reasons: [null, 'exists'],
    });
    await expect(state.records.transact([put('c'), put('é')])).rejects.toThrow();
    state.commit();
    const page = await state.records.query({ store: 'work', partition: 'clinic' });
    expect(page.rows.map((row) => row.key.sort)).toEqual(['a']);
    state.close();
  });
});

describe('a state of another version', () => {
  it('is told from a new one and from our own', () => {
    expect(isOfAnotherForm(path)).toBe(false);
    openState(path).close();
    expect(isOfAnotherForm(path)).toBe(false);
    const older = new DatabaseSync(path);
    older.exec('PRAGMA user_version = 0');
    older.close();
    expect(isOfAnotherForm(path)).toBe(true);
  });
});

describe('a process that is killed', () => {
  const url = new URL('../../../infra/local/state.ts', import.meta.url).href;
  /** Works its queue in batches of seven for ever: each message writes one item. */
  const program = `
    import { openState } from '${url}';
    const state = openState(process.argv[1]);
    for (let n = 0; ; n += 1) {
      if (n % 7 === 0) state.begin();
      const taken = state.queues.take('post');
      if (taken === null) { state.commit(); process.send('empty'); break; }
      const sort = String(taken.message.n).padStart(6, '0');
      const item = { practice: 'clinic', itemId: sort };
      await state.records.transact([
        { kind: 'put', store: 'work', key: { partition: 'clinic', sort }, item, when: 'absent' }]);
      await state.queues.send('assign', [{ n: taken.message.n }]);
      state.queues.done(taken.id);
      if (n % 7 === 6) state.commit();
      if (n === 40) process.send('under way');
    }`;

  it('has done each message wholly or not at all', { timeout: 30_000 }, async () => {
    const before = openState(path);
    const messages = Array.from({ length: 50_000 }, (_, n) => ({ n }));
    await before.queues.send('post', messages);
    before.close();
    const child = spawn(process.execPath, ['--input-type=module', '-e', program, '--', path], {
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
    });
    const [word] = await once(child, 'message');
    expect(word).toBe('under way');
    child.kill('SIGKILL');
    await once(child, 'exit');
    const after = openState(path);
    const left = after.queues.depth('post');
    const written = messages.length - left;
    expect(left).toBeGreaterThan(0);
    expect(written).toBeGreaterThanOrEqual(35);
    expect(after.queues.depth('assign')).toBe(written);
    const next = String(written).padStart(6, '0');
    expect(after.queues.take('post')?.message).toEqual({ n: written });
    const rows = await after.records.query({
      store: 'work',
      partition: 'clinic',
      descending: true,
      limit: 1,
    });
    expect(Number(rows.rows[0]?.key.sort)).toBe(written - 1);
    expect(await after.records.get('work', key(next))).toBeNull();
    after.close();
  });
});
