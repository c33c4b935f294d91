/** One thread, many tasks: every call to the world waits at a gate, and a seed decides who goes on. */

export type Task = {
  /** A worker that died goes on with nothing; who waits for it hears at once. */
  die(): void;
  readonly dead: () => boolean;
};

type Ending<T> = { readonly done: T } | { readonly error: unknown } | 'died';

export type Scheduler = {
  readonly chance: () => number;
  /** Waits for its turn. */
  turn(): Promise<void>;
  /** Starts a task; how it ended is told to `ended`. */
  start<T>(work: (task: Task) => Promise<T>, ended: (ending: Ending<T>) => void): void;
  running(): number;
  /** Lets one waiting task go on until its next call, or its end. */
  step(): Promise<void>;
};

/** So many rounds of promises are waited for before the event loop is asked, which costs far more. */
const patience = 200;

export function schedulerOf(chance: () => number): Scheduler {
  const waiting: (() => void)[] = [];
  let running = 0;
  let moved = false;
  return {
    chance,
    turn: () =>
      new Promise((go) => {
        waiting.push(go);
        moved = true;
      }),
    start: (work, ended) => {
      running += 1;
      let over = false;
      const end = (ending: Parameters<typeof ended>[0]) => {
        if (over) return;
        over = true;
        running -= 1;
        moved = true;
        ended(ending);
      };
      const task = { die: () => end('died'), dead: () => over };
      work(task).then(
        (done) => end({ done }),
        (error) => end({ error }),
      );
    },
    running: () => running,
    step: async () => {
      moved = false;
      const [go] = waiting.splice(Math.floor(chance() * waiting.length), 1);
      go?.();
      for (let round = 0; round < patience && !moved; round += 1) await null;
      if (!moved) await new Promise<void>((settled) => setImmediate(settled));
    },
  };
}
