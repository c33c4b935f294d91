/** One thread, several tasks: every call waits for its turn, and a seed decides whose it is. */

export type Turns = {
  turn(): Promise<void>;
  start(task: () => Promise<unknown>, ended: (error: unknown) => void): void;
  running(): number;
  /** Lets one that waits go on until its next call, or its end. */
  step(): Promise<void>;
};

export function turnsBy(chance: () => number): Turns {
  const waiting: (() => void)[] = [];
  let running = 0;
  return {
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
