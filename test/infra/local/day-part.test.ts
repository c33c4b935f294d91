/** A run that is killed while a part of its day begins: the next run begins it, and nobody does twice. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { beginOnce } from '../../../infra/local/day-part.ts';
import { openState } from '../../../infra/local/state.ts';
import { calendarDate } from '../../../shared/values/dates.ts';

const day = calendarDate('2026-01-27');

test('A part that is killed between its messages and its mark has not begun', async () => {
  const folder = mkdtempSync(join(tmpdir(), 'claimline-part-'));
  onTestFinished(() => rmSync(folder, { recursive: true }));
  const path = join(folder, 'state.db');
  const killed = openState(path);
  const half = beginOnce(killed, day, 'submit', async () => {
    await killed.queues.send('submit', [{ inbox: false }]);
    throw new Error('killed');
  });
  await expect(half).rejects.toThrow('killed');
  killed.close();
  const next = openState(path);
  const begin = () => next.queues.send('submit', [{ inbox: false }]);
  await beginOnce(next, day, 'submit', begin);
  await beginOnce(next, day, 'submit', begin);
  next.commit();
  expect(next.queues.depth('submit')).toBe(1);
  next.close();
});
