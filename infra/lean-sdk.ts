/** Lets esbuild leave out the parts of the AWS SDK that no function uses: a tenth of a bundle. */
import { readFileSync } from 'node:fs';
import type { Plugin } from 'esbuild';

export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
    onLoad({ filter: /@aws-sdk[/\\][\w/\\-]+[/\\]package\.json$/ }, ({ path }) => ({
      contents: withVersionAlone(readFileSync(path, 'utf8')),
      loader: 'json',
    }));
  },
};

/** Keys like `[_e]` are computed, and esbuild keeps whatever is computed; written out, an unused schema goes. */
function withPlainKeys(schemas: string): string {
  const constants = new Map(
    [...schemas.matchAll(/^const (\w+) = ("[^"]*");$/gm)].map(([, name, value]) => [name, value]),
  );
  return schemas.replaceAll(/\[(\w+)\]:/g, (key, name) =>
    constants.has(name) ? `${constants.get(name)}:` : key,
  );
}

/** A client tells its version in each call; of its package file it needs nothing else. */
function withVersionAlone(packageFile: string): string {
  const { name, version } = JSON.parse(packageFile);
  return JSON.stringify({ name, version });
}
