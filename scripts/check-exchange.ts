/**
 * The bytes of a whole run of the sample clinic: `npm start`, then `npm run check-exchange [-- OUT]`. Every 837
 * is read by a strict reader and every 835 added up at three levels. Exit status 1 when one is wrong.
 */
import { exchangeIn } from '../test/simulation/exchange.ts';

const { faults, ...counts } = await exchangeIn(process.argv[2] ?? 'out');
for (const fault of faults.slice(0, 20)) process.stdout.write(`${fault}\n`);
process.stdout.write(
  `sent ${counts.sentFiles} 837s with ${counts.sentClaims} claims; ` +
    `got ${counts.paidFiles} 835s with ${counts.payments} payments, ${counts.paidClaims} claims, ` +
    `${counts.paidLines} lines: ${faults.length === 0 ? 'all right' : `${faults.length} faults`}\n`,
);
if (faults.length > 0 || counts.sentClaims === 0) process.exitCode = 1;
