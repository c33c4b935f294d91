/** A part of many lives: every n-th seed, or every crash point, and what came of them. */
import { adapterPlace } from './adapter-place.ts';
import { judgeHard } from './judge-hard.ts';
import { type LifeOptions, live } from './life.ts';
import { calmLife, judge, shrink } from './shrink.ts';
import { stories } from './stories.ts';

export type Part = {
  readonly from: number;
  readonly until: number;
  readonly stride: number;
  readonly crashes: boolean;
  /** Hard 835s, each delivered ten times. */
  readonly hard: boolean;
  /** Through the adapters of AWS instead of memory ports. */
  readonly adapters: boolean;
  /** Numbers of the only faults that strike. */
  readonly only: readonly number[] | null;
};

export type Report = {
  readonly lives: number;
  readonly faults: number;
  readonly calls: number;
  /** Each in words, with the way to replay it. */
  readonly failures: readonly string[];
};

type Tell = (report: Report) => void;

export async function liveParts(part: Part, tell: Tell): Promise<void> {
  if (part.crashes) return liveCrashes(tell);
  const open = part.adapters ? { open: adapterPlace } : {};
  const only = part.only ? { only: new Set(part.only) } : {};
  for (let seed = part.from; seed < part.until; seed += part.stride) {
    tell(await liveSeed({ seed, ...open, ...only }, part));
  }
}

async function liveSeed(options: LifeOptions, part: Part): Promise<Report> {
  const { life, why } = await (part.hard ? judgeHard(options.seed) : judge(options));
  const counts = { lives: 1, faults: life?.trace.length ?? 0, calls: life?.calls ?? 0 };
  if (why === null) return { ...counts, failures: [] };
  if (part.hard) return { ...counts, failures: [`hard 835 ${options.seed}: ${why}`] };
  const { story, only, trace } = await shrink(options, why);
  const flags = part.adapters ? ' --adapters' : '';
  const replay = `npm run simulate --${flags} --seeds 1 --from ${options.seed} --only ${only.join(',')}`;
  const lines = [
    `seed ${options.seed} (${story}): ${why}`,
    ...trace.map((row) => `  ${row}`),
    `  ${replay}`,
  ];
  return { ...counts, failures: [lines.join('\n')] };
}

/** A worker dies right after each call of each story. */
async function liveCrashes(tell: Tell): Promise<void> {
  for (const story of stories) {
    const { calls } = await live({ seed: 1, story, calm: true });
    for (let crashAt = 1; crashAt <= calls; crashAt += 1) {
      const { why } = await judge({ seed: 1, story, crashAt });
      const failures = why === null ? [] : [`${story.name}, crash after call ${crashAt}: ${why}`];
      tell({ lives: 1, faults: 1, calls, failures });
    }
  }
}

/** Every story lived without faults, for a first look. */
export async function calmLives(): Promise<readonly Awaited<ReturnType<typeof calmLife>>[]> {
  const lives = [];
  for (const story of stories) lives.push(await calmLife({ seed: 1, story }));
  return lives;
}
