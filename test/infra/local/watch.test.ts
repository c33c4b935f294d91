/** `--watch` as a clearinghouse meets it: over HTTP, a thousand at once, with everything that can be wrong. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { openDatabase } from '../../../infra/local/database.ts';
import { sqliteQueues } from '../../../infra/local/queues-sqlite.ts';
import { serveResults, type Watched } from '../../../infra/local/watch.ts';
import { hearWebhooks, openWebhooks, type Webhooks } from '../../../infra/local/webhooks.ts';
import { webhookMaxBytes } from '../../../shared/pipeline/webhook.ts';
import { signatureWith } from '../../../shared/receiver/signature.ts';
import { calendarDate, systemNow } from '../../../shared/values/dates.ts';

const secret = 'whsec_ZmFrZS1zZWNyZXQtb2YtMjQtYnl0ZXMtb25seQ==';
const variable = 'CLAIMLINE_SECRET_WEBHOOKS_CLINIC__FAKE_API';
const out = mkdtempSync(join(tmpdir(), 'claimline-watch-'));
const state = join(out, 'state');
const answers = join(state, 'inbox');

let webhooks: Webhooks;
let watched: Watched;

beforeAll(async () => {
  process.env[variable] = secret;
  mkdirSync(join(out, 'inbox'));
  writeFileSync(join(out, 'dashboard.html'), '<title>Fake</title>');
  writeFileSync(join(out, 'claims.json'), '[]');
  const folders = { inbox: join(out, 'inbox'), answers, state, out };
  webhooks = openWebhooks(folders, () => calendarDate('2026-03-17'));
  watched = await serveResults({ out, webhooks }, 0);
});
afterAll(() => {
  delete process.env[variable];
  watched.server.close();
  watched.server.closeAllConnections();
  webhooks.close();
  rmSync(out, { recursive: true });
});

type Sent = { id: string; body: string; by?: string; ageSeconds?: number };

function signed({ id, body, by = secret, ageSeconds = 0 }: Sent): Record<string, string> {
  const timestamp = String(Math.floor(systemNow() / 1000) - ageSeconds);
  const signature = signatureWith(by, { id, timestamp, body: Buffer.from(body) });
  return { 'webhook-id': id, 'webhook-timestamp': timestamp, 'webhook-signature': signature };
}

type How = { path?: string; method?: string; headers?: Record<string, string> };

async function post(sent: Sent, how: How = {}): Promise<number> {
  const { path = '/webhooks/clinic/fake-api', method = 'POST', headers = signed(sent) } = how;
  const body = method === 'POST' ? { body: sent.body } : {};
  const response = await fetch(new URL(path, watched.url), { method, headers, ...body });
  expect(await response.text()).toBe('');
  return response.status;
}

/** Says how much is to come and waits for the answer; in chunks it comes without being announced. */
function announce(bytes: number, how?: 'chunked'): Promise<number> {
  return new Promise((resolve, reject) => {
    const { hostname, port, host } = new URL(watched.url);
    const length = how === 'chunked' ? {} : { 'content-length': String(bytes) };
    const options = { hostname, port, path: '/webhooks/clinic/fake-api', method: 'POST' };
    const asked = request({ ...options, headers: { host, ...length } }, (response) => {
      resolve(response.statusCode ?? 0);
      asked.destroy();
    });
    asked.on('error', reject);
    if (how === 'chunked') asked.write(Buffer.alloc(bytes, 'x'));
    else asked.flushHeaders();
  });
}

/** An 835 that differs from the others. */
function file(n: number): string {
  return `ISA*00*          *00*          *ZZ*FAKE           *ZZ*FAKE           *260317*0800*^*00501*${String(n).padStart(9, '0')}*0*P*:~GS*HP*F*F*20260317*0800*${n}*X*005010X221A1~ST*835*0001~`;
}

function laid(): readonly string[] {
  return readdirSync(answers, { recursive: true, encoding: 'utf8' }).filter((name) =>
    name.endsWith('.edi'),
  );
}

describe('webhooks', () => {
  test('a thousand at once, most of them repeats, some wrong: each file lands once', async () => {
    const files = 250;
    const sent = Array.from({ length: 1000 }, (_, n) => ({
      id: `msg_${n % files}`,
      body: file(n % files),
    }));
    const wrong = [
      () => post({ id: 'w1', body: file(9001), by: secret.replace('Zm', 'Zn') }),
      () => post({ id: 'w2', body: file(9002), ageSeconds: 400 }),
      () => post({ id: 'w3', body: file(9003), ageSeconds: -400 }),
      () => post({ id: 'w4', body: file(9004) }, { path: '/webhooks/clinic/nobody' }),
      () => post({ id: 'w5', body: file(9005) }, { path: '/webhooks/other/fake-api' }),
    ];
    const [statuses, refused] = await Promise.all([
      Promise.all(sent.map((one) => post(one))),
      Promise.all(wrong.map((call) => call())),
    ]);
    // A repeat within one second of the clock is the same call: the first one counts.
    expect(statuses.filter((status) => status === 204).length).toBeGreaterThanOrEqual(files);
    expect(statuses.filter((status) => status !== 204 && status !== 400)).toEqual([]);
    expect(refused).toEqual([401, 401, 401, 401, 401]);
    const names = laid();
    expect(names).toHaveLength(files);
    const contents = new Set(names.map((name) => readFileSync(join(answers, name), 'utf8')));
    expect(contents).toEqual(new Set(Array.from({ length: files }, (_, n) => file(n))));
  });

  test('what they ask of the workers goes into the next run, each file once', async () => {
    const before = webhooks.taken();
    expect(await post({ id: 'hint', body: '{"type":"file.processed"}' })).toBe(204);
    expect(webhooks.taken()).toBe(before + 1);
    const database = openDatabase(':memory:');
    const queues = sqliteQueues(database);
    await hearWebhooks(state, queues);
    const keys = new Set<unknown>();
    for (let row = queues.take('receive'); row !== null; row = queues.take('receive')) {
      keys.add(row.message['key']);
    }
    expect(keys).toEqual(new Set(laid()));
    expect(queues.take('poll')?.message).toMatchObject({
      practice: 'clinic',
      receiver: 'fake-api',
    });
    await hearWebhooks(state, queues);
    expect(queues.take('receive')).toBeNull();
    database.close();
  });

  test('a replay, another method, no headers, too much', async () => {
    const sent = { id: 'replayed', body: '{"type":"x"}' };
    const headers = signed(sent);
    expect(await post(sent, { headers })).toBe(204);
    expect(await post(sent, { headers })).toBe(400);
    expect(await post(sent, { method: 'GET' })).toBe(400);
    expect(await post(sent, { method: 'PUT' })).toBe(400);
    expect(await post(sent, { headers: {} })).toBe(400);
    expect(await announce(webhookMaxBytes + 1)).toBe(413);
    expect(await announce(webhookMaxBytes + 1, 'chunked')).toBe(413);
  });

  test('without a secret nobody is known', async () => {
    delete process.env[variable];
    expect(await post({ id: 'unknown', body: file(9100) })).toBe(401);
    process.env[variable] = secret;
  });
});

describe('the results', () => {
  /** As a page whose name was bound to this machine would ask. */
  function ask(host: string, path = '/', method = 'GET'): Promise<number> {
    return new Promise((resolve, reject) => {
      const { hostname, port } = new URL(watched.url);
      const asked = request({ hostname, port, path, method, headers: { host } }, (response) => {
        response.resume();
        resolve(response.statusCode ?? 0);
      });
      asked.on('error', reject);
      asked.end();
    });
  }

  test('are shown to this machine under its own names only', async () => {
    const { port } = new URL(watched.url);
    expect(await ask(`127.0.0.1:${port}`)).toBe(200);
    expect(await ask(`localhost:${port}`, '/claims.json')).toBe(200);
    expect(await ask(`rebound.example:${port}`)).toBe(403);
    expect(await ask(`rebound.example:${port}`, '/webhooks/clinic/fake-api', 'POST')).toBe(403);
    expect(await ask('127.0.0.1:1')).toBe(403);
    expect(await ask(`127.0.0.1:${port}.example`)).toBe(403);
  });

  test('and nothing else is', async () => {
    const host = new URL(watched.url).host;
    expect(await ask(host, '/state/claimline.sqlite')).toBe(404);
    expect(await ask(host, '/state/webhooks.sqlite')).toBe(404);
    expect(await ask(host, '/outbound/x.837')).toBe(404);
    expect(await ask(host, '/', 'POST')).toBe(404);
  });
});
