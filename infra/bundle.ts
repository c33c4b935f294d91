/** One esbuild call makes every function's bundle; synth, the integration test and a deploy use the same files. */

import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { buildSync, type Metafile } from 'esbuild';
import { workers } from '../shared/pipeline/topology.ts';

const root = fileURLToPath(new URL('..', import.meta.url));

/** Workers whose function is written. */
export const bundled = Object.keys(workers).filter((name) =>
  existsSync(`${root}functions/${name}.ts`),
);

/** Leaves `dist/functions/<worker>/index.mjs`, the AWS SDK inside, and answers what went into each. */
export function bundle(): Metafile {
  const { metafile } = buildSync({
    absWorkingDir: root,
    entryPoints: Object.fromEntries(
      bundled.map((name) => [`${name}/index`, `functions/${name}.ts`]),
    ),
    outdir: 'dist/functions',
    outExtension: { '.js': '.mjs' },
    bundle: true,
    format: 'esm',
    platform: 'node',
    target: 'node24',
    // Packages' ES modules shake down to a third less than their CommonJS twins.
    mainFields: ['module', 'main'],
    minify: true,
    sourcemap: 'linked',
    sourcesContent: false,
    metafile: true,
    logLevel: 'warning',
  });
  return metafile;
}

/** The folder that becomes the function's code. */
export function bundleFolder(worker: string): string {
  return `${root}dist/functions/${worker}`;
}
