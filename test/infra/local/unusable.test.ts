/** What `npm start` refuses, in one line that says what to mend. */
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, expect, test } from 'vitest';
import { readCommandLine } from '../../../infra/local/options.ts';
import { run } from '../../../infra/local/run.ts';
import { serveResults } from '../../../infra/local/watch.ts';
import { openWebhooks } from '../../../infra/local/webhooks.ts';
import { calendarDate } from '../../../shared/values/dates.ts';

const folder = mkdtempSync(join(tmpdir(), 'claimline-unusable-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const asOf = calendarDate('2026-03-17');

test('an option that nobody knows: where they are listed', () => {
  expect(readCommandLine(['--bogus'])).toEqual({
    kind: 'unusable',
    why: "Unknown option '--bogus'; see --help",
  });
});

test('results within the inbox, which the next run would take for files', async () => {
  const within = { inbox: folder, asOf, settle: false, watch: false };
  for (const out of [folder, join(folder, 'out'), join(folder, 'clinic', 'x', '..', 'out')]) {
    expect(await run({ ...within, out }, () => {})).toMatchObject({
      kind: 'unusable',
      why: expect.stringContaining('--out lies inside --inbox'),
    });
  }
});

test('a port that another run watches is not waited for: any other is good', async () => {
  const other = createServer();
  await new Promise<void>((listening) => {
    other.listen(0, '127.0.0.1', listening);
  });
  const address = other.address();
  const taken = typeof address === 'object' && address ? address.port : 0;
  const state = join(folder, 'state');
  const folders = { inbox: folder, answers: join(state, 'inbox'), state, out: folder };
  const webhooks = openWebhooks(folders, () => asOf);
  const { server, url } = await serveResults({ out: folder, webhooks }, taken);
  expect(url).toMatch(/^http:\/\/127\.0\.0\.1:\d+\/$/);
  expect(url).not.toContain(`:${taken}/`);
  expect((await fetch(url)).status).toBe(404);
  server.close();
  webhooks.close();
  other.close();
});
