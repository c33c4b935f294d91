/**
 * Emulators of DynamoDB (dynoxide), S3 and SQS (fauxqs) on the loopback address, for tests that run what is
 * deployed. They are no dependencies: `CLAIMLINE_EMULATORS` names a node_modules folder that has both.
 *
 *     npm i --prefix DIR --save-exact fauxqs@2.4.1 @dynoxide/linux-x64@1.2.1
 *     CLAIMLINE_EMULATORS=DIR/node_modules npm run emulators
 */
import { type ChildProcess, spawn } from 'node:child_process';
import { subscribe } from 'node:diagnostics_channel';
import { existsSync } from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { pathToFileURL } from 'node:url';

export type Emulators = {
  readonly dynamo: string;
  /** S3 and SQS answer on one port. */
  readonly fauxqs: string;
  stop(): Promise<void>;
};

const folder = process.env['CLAIMLINE_EMULATORS'] ?? '';
const dynoxide = join(folder, '@dynoxide/linux-x64/dynoxide');
const fauxqs = join(folder, 'fauxqs/dist/app.js');
const loopback = '127.0.0.1';

/** Why the emulators can not run here; null when they can. */
export function whyNot(): string | null {
  if (folder === '')
    return 'not run: CLAIMLINE_EMULATORS names no node_modules with fauxqs and @dynoxide/linux-x64';
  const missing = [dynoxide, fauxqs].find((path) => !existsSync(path));
  return missing === undefined ? null : `not run: there is no ${missing}`;
}

export async function startEmulators(): Promise<Emulators> {
  const [dynamoPort, fauxqsPort] = [await freePort(), await freePort()];
  const child = spawn(dynoxide, ['--host', loopback, '--port', String(dynamoPort)], {
    stdio: 'ignore',
  });
  await answers(dynamoPort);
  subscribe('fastify.initialization', (message) => mend(message, fauxqsPort));
  const module: Fauxqs = await import(pathToFileURL(fauxqs).href);
  const server = await module.startFauxqs({ port: fauxqsPort, logger: false });
  return {
    dynamo: `http://${loopback}:${dynamoPort}`,
    fauxqs: `http://${loopback}:${fauxqsPort}`,
    stop: async () => {
      await server.stop();
      await ended(child);
    },
  };
}

type Fauxqs = {
  startFauxqs(options: { port: number; logger: boolean }): Promise<{ stop(): Promise<void> }>;
};

type Request = {
  readonly method: string;
  readonly url: string;
  readonly headers: Record<string, unknown>;
};

type Fastify = {
  listen(options: object): Promise<string>;
  inject(request: object): Promise<{ readonly statusCode: number }>;
  addHook(
    name: 'preHandler',
    hook: (
      request: Request,
      reply: { code(status: number): { type(name: string): { send(body: string): void } } },
    ) => Promise<unknown>,
  ): void;
};

/** It would listen to every address and overwrite what a conditional write must not. */
function mend(message: unknown, port: number): void {
  if (!isInitialization(message)) return;
  const { fastify } = message;
  const { listen } = fastify;
  fastify.listen = (options) => listen.call(fastify, { ...options, host: loopback, port });
  fastify.addHook('preHandler', async ({ headers, method, url }, reply) => {
    if (method !== 'PUT' || headers['if-none-match'] !== '*') return undefined;
    const { statusCode } = await fastify.inject({
      method: 'HEAD',
      url: url.split('?')[0],
      headers: { host: headers['host'] },
    });
    if (statusCode !== 200) return undefined;
    reply
      .code(412)
      .type('application/xml')
      .send('<?xml version="1.0"?><Error><Code>PreconditionFailed</Code></Error>');
    return reply;
  });
}

function isInitialization(message: unknown): message is { readonly fastify: Fastify } {
  return typeof message === 'object' && message !== null && 'fastify' in message;
}

function freePort(): Promise<number> {
  return new Promise((found) => {
    const server = createServer();
    server.listen(0, loopback, () => {
      const address = server.address();
      server.close(() => found(typeof address === 'object' && address ? address.port : 0));
    });
  });
}

async function answers(port: number): Promise<void> {
  for (let tries = 0; tries < 100; tries += 1) {
    const up = await fetch(`http://${loopback}:${port}/`).then(
      () => true,
      () => false,
    );
    if (up) return;
    await pause(50);
  }
  throw new Error('an emulator does not answer');
}

function ended(child: ChildProcess): Promise<void> {
  return new Promise((over) => {
    child.once('exit', () => over());
    child.kill();
  });
}
