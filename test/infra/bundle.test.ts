import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync, statSync } from 'node:fs';
import { isBuiltin } from 'node:module';
import { pathToFileURL } from 'node:url';
import { describe, expect, it } from 'vitest';
import { bundle, bundleFolder } from '../../infra/bundle.ts';
import { workers } from '../../shared/pipeline/topology.ts';

const { inputs, outputs } = await bundle();

/** Only who reaches receivers may need SSH. */
function besides(name: string): readonly string[] {
  const rows: Readonly<Record<string, object>> = workers;
  const row = rows[name] ?? {};
  return 'secrets' in row && row.secrets === 'receivers' ? ['ssh2.mjs'] : [];
}

describe.each(Object.keys(workers))('the bundle of %s', (name) => {
  const file = `${bundleFolder(name)}/index.mjs`;

  it('is under 600 KB', () => {
    expect(statSync(file).size).toBeGreaterThan(1000);
    expect(statSync(file).size).toBeLessThan(600_000);
  });

  it('keeps SSH in a file beside it, which is under 600 KB too and loads by itself', () => {
    const files = readdirSync(bundleFolder(name)).filter((it) => it.endsWith('.mjs'));
    expect(files.sort()).toEqual([...besides(name), 'index.mjs'].sort());
    for (const beside of besides(name)) {
      const path = `${bundleFolder(name)}/${beside}`;
      expect(statSync(path).size).toBeLessThan(600_000);
      const load = `console.log(typeof (await import(${JSON.stringify(pathToFileURL(path))})).default.Client)`;
      const said = execFileSync(process.execPath, ['--input-type=module', '-e', load]);
      expect(String(said).trim()).toBe('function');
    }
  });

  it('brings the AWS SDK along and leaves only Node itself outside', () => {
    const imports = outputs[`dist/functions/${name}/index.mjs`]?.imports ?? [];
    const outside = imports.filter((it) => it.external).map((it) => it.path);
    expect(outside.filter((path) => !isBuiltin(path))).toEqual(
      besides(name).map((it) => `./${it}`),
    );
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
