/**
 * A large 835 through the whole laptop stack: `npm run bench -- post [claims …]`, default 20,000 and 200,000.
 * The claims are taken in the day before; what is timed is the day on which the remittance comes.
 */
import { execFileSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { run } from '../infra/local/run.ts';
import { calendarDate } from '../shared/values/dates.ts';
import { claimIdOf, encounterId, practiceId } from '../shared/values/ids.ts';
import { referenceFiles } from '../test/scenarios/support/reference.ts';
import { remit, svc } from '../test/scenarios/support/remit.ts';
import { encounterFile } from '../test/support/encounter-file.ts';

const practice = practiceId('clinic');
const perFile = 5000;

const [first = '', ...rest] = process.argv.slice(2);
if (first === 'day') await workDay(rest[0] ?? '', rest[1] ?? '');
else compare(first === '' ? [20_000, 200_000] : [first, ...rest].map(Number));

/** Each day in a process of its own, so that the memory is that day's. */
function compare(sizes: readonly number[]): void {
  process.stdout.write('   claims   day          seconds   claims/s   peak RSS MB\n');
  for (const claims of sizes) {
    const folder = mkdtempSync(join(tmpdir(), 'claimline-post-'));
    writeInbox(join(folder, 'inbox'), claims);
    for (const day of ['2026-04-01', '2026-04-02']) {
      const told = execFileSync(process.execPath, [import.meta.filename, 'day', folder, day]);
      const { seconds, rssMegabytes } = JSON.parse(told.toString());
      const speed = Math.round(claims / seconds);
      const name = day === '2026-04-01' ? 'intake' : 'remittance';
      process.stdout.write(
        `${String(claims).padStart(9)}   ${name.padEnd(10)} ${seconds.toFixed(1).padStart(9)} ${String(speed).padStart(10)} ${String(rssMegabytes).padStart(13)}\n`,
      );
    }
    rmSync(folder, { recursive: true });
  }
}

async function workDay(folder: string, day: string): Promise<void> {
  const began = process.hrtime.bigint();
  const options = {
    inbox: join(folder, 'inbox'),
    out: join(folder, 'out'),
    asOf: calendarDate(day),
    settle: false,
    watch: false,
  };
  const result = await run(options, () => undefined);
  if (result.kind !== 'done' || result.violations.length > 0) throw new Error('the run failed');
  const seconds = Number(process.hrtime.bigint() - began) / 1e9;
  const rssMegabytes = Math.round(process.resourceUsage().maxRSS / 1024);
  process.stdout.write(JSON.stringify({ seconds, rssMegabytes }));
}

function writeInbox(inbox: string, claims: number): void {
  const put = (key: string, content: string | Uint8Array) => {
    mkdirSync(dirname(join(inbox, key)), { recursive: true });
    writeFileSync(join(inbox, key), content);
  };
  for (const [key, content] of Object.entries(referenceFiles(practice))) put(key, content);
  for (let from = 0; from < claims; from += perFile) {
    const rows = Array.from({ length: Math.min(perFile, claims - from) }, (_, n) =>
      visit(from + n),
    );
    put(`${practice}/encounters/2026-04-01/${from}.csv`, encounterFile(rows));
  }
  const answers = Array.from({ length: claims }, (_, n) => answerTo(n));
  put(`${practice}/remittances/2026-04-02/large.835`, remit({ trace: 'LARGE', claims: answers }));
}

function visit(n: number) {
  return { encounter_id: `E-${n}`, patient_id: `P-${n}` };
}

/** Nine in ten are paid by contract with a patient share, one in ten is denied. */
function answerTo(n: number) {
  const pcn = claimIdOf(practice, encounterId(`E-${n}`));
  const paid = svc('99213', 14500, 8000, 'CO*45*45.00', 'PR*1*20.00');
  return { pcn, lines: [n % 10 === 0 ? svc('99213', 14500, 0, 'CO*197*145.00') : paid] };
}
