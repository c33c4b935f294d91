/** The HTTPS adapter over real sockets: a small server in the published shape, on this machine. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, expect, test } from 'vitest';
import { httpsRemote } from '../../shared/receiver/https-remote.ts';
import { hashOf } from '../../shared/values/ids.ts';
import { apiRow, outgoing } from './receiver-rows.ts';

type Asked = { readonly url: string; readonly headers: IncomingMessage['headers']; body: string };

let close = async () => {};
afterEach(() => close());

/** A line to a server that answers with `answer`; names are led to this machine. */
async function lineTo(answer: (asked: Asked, response: ServerResponse) => void) {
  const asked: Asked[] = [];
  const server = createServer(async (request, response) => {
    let body = '';
    for await (const chunk of request) body += chunk;
    const one = { url: request.url ?? '', headers: request.headers, body };
    asked.push(one);
    answer(one, response);
  });
  await new Promise<void>((listening) => server.listen(0, '127.0.0.1', listening));
  const address = server.address();
  const port = typeof address === 'object' && address ? address.port : 0;
  close = () => new Promise((closed) => server.close(() => closed()));
  const here = (url: string, init: RequestInit) =>
    fetch(url.replace(/^https:\/\/(claims|core)\.fake\.example/, `http://127.0.0.1:${port}`), {
      ...init,
      headers: { ...Object.fromEntries(new Headers(init.headers)), connection: 'close' },
    });
  return { asked, remote: httpsRemote(here, apiRow, 'fake-api-key'), stop: () => server.close() };
}

function json(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(value));
}

test('A file goes out as raw X12 under its key, and is accepted with a trace and its 277CA', async () => {
  const { remote, asked } = await lineTo((_, response) =>
    json(response, 200, { status: 'SUCCESS', meta: { traceId: 'tr-1' }, x12: 'ISA*00~' }),
  );
  const answer = await remote.commit(outgoing('clinic-1.837', 'ISA*first~'));
  expect(answer).toEqual({ kind: 'accepted', trace: 'tr-1', reply: Buffer.from('ISA*00~') });
  expect(asked).toMatchObject([
    {
      url: apiRow.path,
      headers: { authorization: 'fake-api-key', 'idempotency-key': 'key-of-clinic-1.837' },
      body: JSON.stringify({ x12: 'ISA*first~' }),
    },
  ]);
});

test('The same file again is the same call, byte for byte', async () => {
  const { remote, asked } = await lineTo((_, response) => json(response, 500, {}));
  const file = outgoing('clinic-1.837', 'ISA*first~');
  expect((await remote.commit(file)).kind).toBe('lost');
  expect((await remote.commit(file)).kind).toBe('lost');
  expect(asked[0]?.body).toBe(asked[1]?.body);
  expect(asked[0]?.headers['idempotency-key']).toBe(asked[1]?.headers['idempotency-key']);
});

test('What a refusal says is not repeated, except the 277CA that came with it', async () => {
  const { remote } = await lineTo((_, response) =>
    json(response, 400, { errors: [{ description: 'member FAKE-MEMBER-1' }], x12: 'ISA*no~' }),
  );
  const answer = await remote.commit(outgoing('clinic-1.837', 'ISA~'));
  expect(answer).toEqual({ kind: 'refused', code: 'http-400', reply: Buffer.from('ISA*no~') });
});

test('A redirect is not followed: the key goes nowhere else', async () => {
  const { remote, asked } = await lineTo((_, response) => {
    response.writeHead(307, { location: 'https://elsewhere.example/' }).end();
  });
  expect(await remote.commit(outgoing('a.837', 'ISA~'))).toMatchObject({ code: 'http-307' });
  expect(asked).toHaveLength(1);
});

test('A connection that breaks is no answer', async () => {
  const { remote } = await lineTo((_, response) => void response.destroy());
  expect(await remote.commit(outgoing('a.837', 'ISA~'))).toMatchObject({ kind: 'lost' });
  expect(await remote.list(null)).toBe('unreached');
  expect(await remote.fetch({ id: '1', name: '/x' })).toBe('later');
});

test('Whoever is not reached, does not know us or does not prove itself got nothing, and each is told apart', async () => {
  const failing = (code: string) => async () => {
    throw new TypeError('fetch failed', { cause: Object.assign(new Error(code), { code }) });
  };
  for (const [code, why] of [
    ['ECONNREFUSED', 'unreached'],
    ['ENOTFOUND', 'unreached'],
    ['DEPTH_ZERO_SELF_SIGNED_CERT', 'host-unproven'],
    ['ERR_TLS_CERT_ALTNAME_INVALID', 'host-unproven'],
  ] as const) {
    const line = httpsRemote(failing(code), apiRow, 'fake-api-key');
    expect(await line.commit(outgoing('a.837', 'ISA~'))).toMatchObject({ kind: 'busy', code: why });
    expect(await line.list(null)).toBe(why);
  }
  const reset = httpsRemote(failing('ECONNRESET'), apiRow, 'fake-api-key');
  expect((await reset.commit(outgoing('a.837', 'ISA~'))).kind).toBe('lost');
  const { remote } = await lineTo((_, response) => json(response, 401, {}));
  expect(await remote.commit(outgoing('a.837', 'ISA~'))).toMatchObject({ code: 'login-refused' });
  expect(await remote.list(null)).toBe('login-refused');
});

const known = '0fd1c1f2-8a5a-4f0e-9a5c-0123456789ab';

test('The list goes on after its token, names only inbound X12 of its own host, and each is fetched', async () => {
  const place = (path: string, host = 'core.fake.example') => ({
    artifactType: 'application/edi-x12',
    url: `https://${host}${path}`,
  });
  const { remote, asked } = await lineTo(({ url }, response) => {
    if (url.startsWith('/2023-08-01/polling/transactions'))
      return json(response, 200, {
        items: [
          { transactionId: known, direction: 'INBOUND', artifacts: [place('/t1/input')] },
          { transactionId: 't2', direction: 'OUTBOUND', artifacts: [place('/t2/input')] },
          { transactionId: 't3', direction: 'INBOUND', artifacts: [place('/t3', 'evil.example')] },
          { transactionId: 't4', direction: 'INBOUND', artifacts: [] },
        ],
        nextPageToken: 'token 2',
      });
    if (url === '/t1/input') return void response.end('ISA*835~');
    response.writeHead(404).end();
  });
  const listing = await remote.list(null);
  // What is no UUID might name a patient.
  expect(listing).toEqual({
    files: [
      { id: known, name: '/t1/input' },
      { id: hashOf('t3'), name: '' },
      { id: hashOf('t4'), name: '' },
    ],
    cursor: 'token 2',
    more: true,
  });
  expect(asked[0]?.url).toContain('startDateTime=');
  await remote.list('token 2');
  expect(asked[1]?.url).toContain('pageToken=token%202');
  const bytes = await remote.fetch({ id: 't1', name: '/t1/input' });
  expect(typeof bytes === 'string' ? bytes : Buffer.from(bytes).toString()).toBe('ISA*835~');
  expect(await remote.fetch({ id: 't3', name: '' })).toBe('gone');
  expect(await remote.fetch({ id: 't9', name: '/t9/input' })).toBe('gone');
});

test('An id of which no key can be made is hashed, and an answer without end is not read to it', async () => {
  const item = { transactionId: '../../other/decisions/x', direction: 'INBOUND' };
  let sent = 0;
  const { remote } = await lineTo((_, response) => {
    sent += 1;
    if (sent === 1) return json(response, 200, { items: [item] });
    response.writeHead(200).end(`{"x12":"${'x'.repeat(10_000_001)}"}`);
  });
  expect(await remote.list(null)).toMatchObject({
    files: [{ id: expect.stringMatching(/^[0-9a-f]{64}$/), name: '' }],
  });
  expect(await remote.list(null)).toBe('unreached');
  const accepted = await remote.commit(outgoing('a.837', 'ISA~'));
  expect(accepted).toEqual({ kind: 'accepted', trace: 'key-of-a.837', reply: null });
});
