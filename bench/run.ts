/** `npm run bench -- x12|post|cost [sizes …]`: measures on this machine and prints what it measured. */
import { spawnSync } from 'node:child_process';
import { join } from 'node:path';

const benches = ['x12', 'post', 'cost'];

const [name = '', ...args] = process.argv.slice(2);
if (benches.includes(name)) {
  const path = join(import.meta.dirname, `${name}.ts`);
  process.exitCode = spawnSync(process.execPath, [path, ...args], { stdio: 'inherit' }).status ?? 1;
} else {
  process.stderr.write(`bench: say ${benches.join(', ')}\n`);
  process.exitCode = 2;
}
