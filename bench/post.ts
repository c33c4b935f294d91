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

const days = { intake: '2026-04-01', remittance: '2026-04-02' } as const;

/** What a day took; `parts` in seconds, as the run tells of them. */
type Told = {
  readonly seconds: number;
  readonly cpuSeconds: number;
  readonly rssMegabytes: number;
  readonly parts: Readonly<Record<string, number>>;
};

const [first = '', ...rest] = process.argv.slice(2);
if (first === 'day') await workDay(rest[0] ?? '', rest[1] ?? '');
else compare(first === '' ? [20_000, 200_000] : [first, ...rest].map(Number));

/** Each day in a process of its own, with `npm start`'s flags, so that the memory is that day's. */
function compare(sizes: readonly number[]): void {
  print('   claims  day          seconds  claims/s  CPU s  peak RSS MB  seconds by part');
  const told = sizes.map((claims) => measure(claims));
  const [small, large] = [told[0], told.at(-1)];
  if (small === undefined || large === undefined || told.length < 2) return;
  for (const name of ['intake', 'remittance'] as const) {
    const [a, b] = [small[name], large[name]];
    print(
      `${name}: ${ratio(large.claims, small.claims)} the claims take ${ratio(b.seconds, a.seconds)} the time and ${ratio(b.rssMegabytes, a.rssMegabytes)} the memory`,
    );
  }
}

function ratio(large: number, small: number): string {
  return `${(large / small).toFixed(1)} times`;
}

function measure(claims: number) {
  const folder = mkdtempSync(join(tmpdir(), 'claimline-post-'));
  writeInbox(join(folder, 'inbox'), claims);
  const intake = timeDay(folder, claims, 'intake');
  const remittance = timeDay(folder, claims, 'remittance');
  rmSync(folder, { recursive: true });
  return { claims, intake, remittance };
}

function timeDay(folder: string, claims: number, name: keyof typeof days): Told {
  const output = execFileSync(process.execPath, [
    ...process.execArgv,
    import.meta.filename,
    'day',
    folder,
    days[name],
  ]);
  const told: Told = JSON.parse(output.toString());
  const speed = Math.round(claims / told.seconds);
  const cells = [
    String(claims).padStart(9),
    name.padEnd(10),
    told.seconds.toFixed(1).padStart(9),
    String(speed).padStart(9),
    told.cpuSeconds.toFixed(1).padStart(6),
    String(told.rssMegabytes).padStart(12),
    Object.entries(told.parts)
      .map(([part, seconds]) => `${part} ${seconds.toFixed(1)}`)
      .join(', '),
  ];
  print(cells.join('  '));
  return told;
}

function print(line: string): void {
  process.stdout.write(`${line}\n`);
}

async function workDay(folder: string, day: string): Promise<void> {
  const began = process.hrtime.bigint();
  const secondsSince = (then: bigint) => Number(process.hrtime.bigint() - then) / 1e9;
  const options = {
    inbox: join(folder, 'inbox'),
    out: join(folder, 'out'),
    asOf: calendarDate(day),
    settle: false,
    watch: false,
  };
  const parts: Record<string, number> = {};
  let last = began;
  const result = await run(options, (news) => {
    if (news.of !== 'part') return;
    parts[news.part] = secondsSince(last);
    last = process.hrtime.bigint();
  });
  if (result.kind !== 'done' || result.violations.length > 0) throw new Error('the run failed');
  const { maxRSS, systemCPUTime, userCPUTime } = process.resourceUsage();
  const told: Told = {
    seconds: secondsSince(began),
    cpuSeconds: (userCPUTime + systemCPUTime) / 1e6,
    rssMegabytes: Math.round(maxRSS / 1024),
    parts,
  };
  process.stdout.write(JSON.stringify(told));
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
