/** One thread, many tasks: every call to the world waits at a gate, and a seed decides who goes on. */

export type Scheduler = {
  readonly chance: () => number;
  /** Waits for its turn. */
  turn(): Promise<void>;
  /** Starts a task; how it ended is told to `ended`. */
  start(task: () => Promise<void>, ended: (error: unknown) => void): void;
  running(): number;
  /** Lets one waiting task go on until its next call, or its end. */
  step(): Promise<void>;
};

export function schedulerOf(chance: () => number): Scheduler {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
    chance,
    turn: () => new Promise((go) => waiting.push(go)),
    start: (task, ended) => {
      running += 1;
      const end = (error: unknown) => {
        running -= 1;
        ended(error);
      };
      task().then(
        () => end(null),
        (error) => end(error ?? new Error('a task failed without a reason')),
      );
    },
    running: () => running,
    step: async () => {
      const [go] = waiting.splice(Math.floor(chance() * waiting.length), 1);
      go?.();
      await new Promise<void>((settled) => setImmediate(settled));
    },
  };
}
