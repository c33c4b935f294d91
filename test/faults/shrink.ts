/** The fewest faults with which a failing life still fails. */
import { type Life, type LifeOptions, live, storyOf } from './life.ts';
import { complaintOf } from './tell-life.ts';

export type Failure = {
  readonly seed: number;
  readonly story: string;
  readonly why: string;
  /** Numbers of the faults that are enough. */
  readonly only: readonly number[];
  readonly trace: readonly string[];
};

export type Judged = { readonly life: Life | null; readonly why: string | null };

const calmLives = new Map<string, Promise<Life>>();

/** A story without faults, lived once. */
export function calmLife(options: LifeOptions): Promise<Life> {
  const story = options.story ?? storyOf(options.seed);
  const known = calmLives.get(story.name) ?? live({ seed: 1, story, calm: true });
  calmLives.set(story.name, known);
  return known;
}

/** A life against the calm one; a life that does not end falls short too. */
export async function judge(options: LifeOptions): Promise<Judged> {
  try {
    const life = await live(options);
    return { life, why: complaintOf(life, await calmLife(options)) };
  } catch (error) {
    return { life: null, why: error instanceof Error ? (error.stack ?? error.name) : 'no reason' };
  }
}

export async function shrink(options: LifeOptions, why: string): Promise<Failure> {
  const story = storyOf(options.seed).name;
  let only = await faultsOf(options);
  for (let size = only.length; size > 0; size = size > 1 ? Math.ceil(size / 2) : 0) {
    only = await without(options, only, size);
  }
  const { life } = await judge({ ...options, only: new Set(only) });
  return { seed: options.seed, story, why, only, trace: life?.trace ?? [] };
}

async function faultsOf(options: LifeOptions): Promise<readonly number[]> {
  const { life } = await judge(options);
  const last = life === null ? 4000 : Number(life.trace.at(-1)?.split(' ')[0] ?? 0);
  return Array.from({ length: last }, (_, index) => index + 1);
}

/** Leaves out runs of `size` faults, the last ones first, as long as the life still fails without them. */
async function without(
  options: LifeOptions,
  all: readonly number[],
  size: number,
): Promise<readonly number[]> {
  let only = all;
  for (let at = all.length - size; at > -size; at -= size) {
    const left = new Set(all.slice(Math.max(0, at), at + size));
    const fewer = only.filter((number) => !left.has(number));
    if (fewer.length < only.length && (await fails(options, fewer))) only = fewer;
  }
  return only;
}

async function fails(options: LifeOptions, only: readonly number[]): Promise<boolean> {
  return (await judge({ ...options, only: new Set(only) })).why !== null;
}
