/**
 * The bytes of a whole run of the sample clinic: `npm start`, then `npm run check-exchange [-- OUT]`. Every 837
 * is read by a strict reader and every 835 added up at three levels. Exit status 1 when one is wrong.
 */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { exchangeIn } from '../test/simulation/exchange.ts';
import { argumentsFor, refuse } from './usage.ts';

const usage = `npm run check-exchange [-- OUT]
  reads every 837 that a run of the sample clinic sent and every 835 that it got
  OUT  the results of npm start (default: out)`;

const { positionals } = argumentsFor(usage, { allowPositionals: true });
const [out = 'out', ...more] = positionals;
if (more.length > 0) refuse(usage, 'one folder, please');
if (!existsSync(join(out, 'outbound')))
  refuse(usage, `nothing was sent in ${out}; run npm start first`);

const { faults, ...counts } = await exchangeIn(out);
for (const fault of faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
process.stdout.write(
  `sent ${counts.sentFiles} 837s with ${counts.sentClaims} claims; ` +
    `got ${counts.paidFiles} 835s with ${counts.payments} payments, ${counts.paidClaims} claims, ` +
    `${counts.paidLines} lines: ${faults.length === 0 ? 'all right' : `${faults.length} faults`}\n`,
);
if (faults.length > 0 || counts.sentClaims === 0) process.exitCode = 1;
