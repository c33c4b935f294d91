/** Lets esbuild leave out the parts of the AWS SDK that no function uses: a quarter of it. */
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Plugin } from 'esbuild';

export const leanSdk: Plugin = {
  name: 'lean-sdk',
  setup({ onLoad }) {
    onLoad({ filter: /[/\\]schemas_\d+\.js$/ }, ({ path }) => ({
      contents: withPlainKeys(readFileSync(path, 'utf8')),
      loader: 'js',
    }));
    onLoad({ filter: /credential-provider-node[/\\]dist-es[/\\]index\.js$/ }, ({ path }) => ({
      contents: environmentAlone,
      resolveDir: dirname(path),
    }));
    onLoad({ filter: /@aws-sdk[/\\][\w/\\-]+[/\\]package\.json$/ }, ({ path }) => ({
      contents: withVersionAlone(readFileSync(path, 'utf8')),
      loader: 'json',
    }));
  },
};

/**
 * Lambda hands a role's credentials over as environment variables. The SDK would also look in files, SSO and
 * metadata servers, with four clients more to do so; where no variable is, ours says so and looks no further.
 */
const environmentAlone =
  "export { fromEnv as defaultProvider } from '@aws-sdk/credential-provider-env';";

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
