import { execFileSync } from 'node:child_process';
import { readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundle, bundleFolder } from '../../infra/bundle.ts';
import { workers } from '../../shared/pipeline/topology.ts';

const { inputs, outputs } = await bundle();

describe.each(Object.keys(workers))('the bundle of %s', (name) => {
  const file = `${bundleFolder(name)}/index.mjs`;

  it('is under 600 KB', () => {
    expect(statSync(file).size).toBeGreaterThan(1000);
    expect(statSync(file).size).toBeLessThan(600_000);
  });

  it('brings the AWS SDK along and leaves only Node itself outside', () => {
    const imports = outputs[`dist/functions/${name}/index.mjs`]?.imports ?? [];
    const outside = imports.filter((it) => it.external).map((it) => it.path);
    expect(outside.filter((path) => !isBuiltin(path))).toEqual([]);
    expect(readFileSync(file, 'utf8')).not.toContain('node:sqlite');
  });
});

describe('what is bundled', () => {
  it('loads in a Node of its own and is a handler', () => {
    const files = Object.keys(workers).map((name) =>
      pathToFileURL(`${bundleFolder(name)}/index.mjs`),
    );
    const load = `for (const file of ${JSON.stringify(files)}) console.log(typeof (await import(file)).handler)`;
    const said = execFileSync(process.execPath, ['--input-type=module', '-e', load], {
      encoding: 'utf8',
    });
    expect(said.trim().split('\n')).toEqual(files.map(() => 'function'));
  });

  it('is shared and functions, nothing of infra or of the tests', () => {
    const own = Object.keys(inputs).filter((path) => !path.startsWith('node_modules/'));
    expect(own.length).toBeGreaterThan(Object.keys(workers).length);
    expect(own.filter((path) => !/^(functions|shared)\//.test(path))).toEqual([]);
  });
});
