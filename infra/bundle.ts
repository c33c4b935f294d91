/** One esbuild call makes every function's bundle; synth, the integration test and a deploy use the same files. */
import { mkdirSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import { threadId } from 'node:worker_threads';
import { build, type Metafile, type Plugin } from 'esbuild';
import { workers } from '../shared/pipeline/topology.ts';
import { leanSdk } from './lean-sdk.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Leaves `dist/functions/<worker>/index.mjs`, the AWS SDK inside, and answers what went into each. */
export async function bundle(): Promise<Metafile> {
  const { metafile, outputFiles } = await build({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      Object.entries(workers).flatMap(([name, row]) => [
        [`${name}/index`, `functions/${name}.ts`],
        ...(reachesReceivers(row) ? [[`${name}/${sshFile}`, 'ssh2']] : []),
      ]),
    ),
    outdir: 'dist/functions',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Packages' ES modules shake down to a third less than their CommonJS twins.
    mainFields: ['module', 'main'],
    plugins: [leanSdk, sshApart],
    external: ['*.node'],
    // What is CommonJS in a bundle asks for Node's modules by `require`, and for its place.
    banner: { js: requireLine },
    define: { __dirname: 'import.meta.dirname' },
    minify: true,
    legalComments: 'none',
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    write: false,
    logLevel: 'warning',
  });
  for (const { path, contents } of outputFiles) replace(path, contents);
  return metafile;
}

const sshFile = 'ssh2';

const requireLine =
  "import{createRequire as requireFor}from'node:module';const require=requireFor(import.meta.url);";

/** SSH is as large as the rest together and seldom needed: a file beside the handler, loaded when it is. */
const sshApart: Plugin = {
  name: 'ssh-apart',
  setup: ({ onResolve }) =>
    onResolve({ filter: /^ssh2$/ }, ({ kind }) =>
      kind === 'dynamic-import' ? { path: `./${sshFile}.mjs`, external: true } : undefined,
    ),
};

function reachesReceivers(row: object): boolean {
  return 'secrets' in row && row.secrets === 'receivers';
}

/** Whole or not at all: tests and a synth may read while another of them bundles. */
function replace(path: string, contents: Uint8Array): void {
  mkdirSync(dirname(path), { recursive: true });
  const fresh = `${path}.${process.pid}.${threadId}`;
  writeFileSync(fresh, contents);
  renameSync(fresh, path);
}

/** The folder that becomes the function's code. */
export function bundleFolder(worker: string): string {
  return `${root}dist/functions/${worker}`;
}
