/** `--watch`: takes in files as they arrive and serves the results on 127.0.0.1 until Ctrl-C. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';

const pollMs = 2000;

/** What may be asked for: documents, never the state and never what was sent. */
const served: readonly (readonly [RegExp, string])[] = [
  [/^\/(dashboard\.html)?$/, 'text/html; charset=utf-8'],
  [/^\/(files|claims|work-items|kpis|ar-aging)\.json$/, 'application/json'],
  [/^\/ledger\.csv$/, 'text/csv; charset=utf-8'],
];

export type Watched = { readonly url: string; readonly server: Server };

export async function serveResults(out: string, port: number): Promise<Watched> {
  const server = createServer((request, response) => {
    answer(out, request.url ?? '/', response).catch(() => response.writeHead(500).end());
  });
  await new Promise<void>((listening) => server.listen(port, '127.0.0.1', listening));
  const address = server.address();
  const bound = typeof address === 'object' && address ? address.port : port;
  return { url: `http://127.0.0.1:${bound}/`, server };
}

async function answer(out: string, url: string, response: ServerResponse): Promise<void> {
  const path = new URL(url, 'http://127.0.0.1').pathname;
  const type = served.find(([pattern]) => pattern.test(path))?.[1];
  if (type === undefined) {
    response.writeHead(404).end();
    return;
  }
  const name = path === '/' ? 'dashboard.html' : path.slice(1);
  const body = await readFile(join(out, name));
  response.writeHead(200, { 'content-type': type, 'cache-control': 'no-store' }).end(body);
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
