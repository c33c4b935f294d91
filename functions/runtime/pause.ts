/** The wait before another attempt: random, so that those who collided do not meet again. */
import { randomInt } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';

/** `attempt` counts from 1. Tests pass one that does not wait. */
export type Pause = (attempt: number) => Promise<void>;

const longestMilliseconds = 1000;

export const jitter: Pause = async (attempt) => {
  await setTimeout(randomInt(Math.min(longestMilliseconds, 20 * 2 ** attempt)));
};

export const attempts = 6;

/** Tries again, after a pause, whatever `isTransient` says will pass; the last error is thrown. */
export async function retried<T>(
  pause: Pause,
  isTransient: (error: unknown) => boolean,
  call: () => Promise<T>,
): Promise<T> {
  for (let attempt = 1; ; attempt += 1) {
    try {
      return await call();
    } catch (error) {
      if (attempt === attempts || !isTransient(error)) throw error;
      await pause(attempt);
    }
  }
}

export function nameOf(error: unknown): string {
  return error instanceof Error ? error.name : '';
}
