/** `--watch`: takes in files as they arrive, and serves results and webhooks on 127.0.0.1 until Ctrl-C. */
import { readFile } from 'node:fs/promises';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { webhookMaxBytes } from '../../shared/pipeline/webhook.ts';
import { type Webhooks, webhookPlace } from './webhooks.ts';

const pollMs = 2000;
/** As many callers as may come at once; and a busy minute closes no connection that one of them would use again. */
const callersAtOnce = 2048;
const keptOpenMs = 65_000;

/** What may be asked for: documents, never the state and never what was sent. */
const served: readonly (readonly [RegExp, string])[] = [
  [/^\/(dashboard\.html)?$/, 'text/html; charset=utf-8'],
  [/^\/(files|claims|work-items|kpis|ar-aging)\.json$/, 'application/json'],
  [/^\/(ledger|worklists\/[\w%~!*'()-]+)\.csv$/, 'text/csv; charset=utf-8'],
  [/^\/visits\.json$/, 'application/json'],
  [/^\/drill(\/[\w%~!*'()-]+){3}\.json$/, 'application/json'],
];

export type Watched = { readonly url: string; readonly server: Server };

type Served = { readonly out: string; readonly webhooks: Webhooks };

export async function serveResults(served: Served, port: number): Promise<Watched> {
  const server = createServer((request, response) => {
    answer(served, request, response).catch(() => response.writeHead(500).end());
  });
  server.keepAliveTimeout = keptOpenMs;
  await listen(server, port).catch((error: unknown) => {
    if (!isTaken(error)) throw error;
    return listen(server, 0);
  });
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return { url: `http://127.0.0.1:${bound}/`, server };
}

function listen(server: Server, port: number): Promise<void> {
  return new Promise((listening, failed) => {
    server.once('error', failed);
    server.listen({ port, host: '127.0.0.1', backlog: callersAtOnce }, () => {
      server.removeListener('error', failed);
      listening();
    });
  });
}

/** Another run watches already: then any port is good. */
function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}

async function answer(
  { out, webhooks }: Served,
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (!isOurs(request)) return refuse(response, 403);
  const path = plainPath(request.url ?? '/');
  const place = webhookPlace(path);
  if (place !== null) return answerCall(webhooks, place, request, response);
  const type = served.find(([pattern]) => pattern.test(path))?.[1];
  if (type === undefined || request.method !== 'GET') return refuse(response, 404);
  const name = path === '/' ? 'dashboard.html' : path.slice(1);
  const body = await readFile(join(out, name)).catch(() => null);
  if (body === null) return refuse(response, 404);
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
}

/** A name of ours may hold a %, which an address writes as %25. */
function plainPath(url: string): string {
  const { pathname } = new URL(url, 'http://127.0.0.1');
  return pathname.replaceAll('%25', '%');
}

/** A page elsewhere whose name was bound to this machine sends its own name along. */
function isOurs({ headers, socket }: IncomingMessage): boolean {
  const names = ['127.0.0.1', 'localhost'].map((name) => `${name}:${socket.localPort}`);
  return names.includes(headers.host ?? '');
}

function refuse(response: ServerResponse, status: number): void {
  response.writeHead(status, { connection: 'close' }).end();
}

async function answerCall(
  webhooks: Webhooks,
  place: { practice: string; receiver: string },
  request: IncomingMessage,
  response: ServerResponse,
): Promise<void> {
  if (request.method !== 'POST') return refuse(response, 400);
  const body = await bodyOf(request);
  if (body === null) return refuse(response, 413);
  const headers = Object.entries(request.headers).map(([name, value]) => [name, String(value)]);
  const call = { ...place, headers: Object.fromEntries(headers), body };
  response.writeHead(await webhooks.answer(call)).end();
}

/** Null as soon as it is too long; the rest is not read. */
async function bodyOf(request: IncomingMessage): Promise<Uint8Array | null> {
  const chunks: Buffer[] = [];
  let size = Number(request.headers['content-length'] ?? 0);
  if (size > webhookMaxBytes) return null;
  size = 0;
  for await (const chunk of request) {
    chunks.push(chunk);
    size += chunk.length;
    if (size > webhookMaxBytes) return null;
  }
  return Buffer.concat(chunks);
}

/** Runs again whenever the inbox looks different, until `stop`. */
export async function watchInbox(
  look: () => Promise<string>,
  again: () => Promise<void>,
  stop: AbortSignal,
): Promise<void> {
  let seen = await look();
  while (!stop.aborted) {
    await pause(pollMs, undefined, { signal: stop }).catch(() => undefined);
    const now = await look();
    if (stop.aborted || now === seen) continue;
    seen = now;
    await again();
  }
}
