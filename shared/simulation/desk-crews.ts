/** Who at the clinic works which queue, and how: a row a crew, before its measure begins and after. Shares are in 10,000. */
import type { Measure } from './measures.ts';

export type Habit = {
  /** Items that anybody takes up at all. */
  readonly takesUp: number;
  /** Business days that such an item lies before it is. */
  readonly lies: readonly [from: number, to: number];
  /** Items that the crew has time for on a day, for each ten visits of a usual day. */
  readonly capacity: number;
};

export type Crew = {
  readonly name: string;
  readonly measure: Measure;
  readonly queues: readonly string[];
  readonly before: Habit;
  readonly after: Habit;
};

/** A biller works some 40 to 60 items a day; here a part of one does, as long as nobody asks for it. */
export const crews: readonly Crew[] = [
  {
    name: 'authorization-desk',
    measure: 'authorization',
    queues: ['authorization'],
    before: { takesUp: 0, lies: [1, 1], capacity: 0 },
    after: { takesUp: 10_000, lies: [0, 1], capacity: 2 },
  },
  {
    name: 'billing-desk',
    measure: 'scrubbing',
    queues: ['scrub', 'charge-entry', 'coding-review'],
    before: { takesUp: 7000, lies: [1, 15], capacity: 2 },
    after: { takesUp: 10_000, lies: [1, 1], capacity: 4 },
  },
  {
    name: 'denial-team',
    measure: 'denialQueue',
    queues: ['rejection', 'denial', 'appeal'],
    before: { takesUp: 5000, lies: [10, 30], capacity: 2 },
    after: { takesUp: 10_000, lies: [1, 3], capacity: 4 },
  },
  {
    name: 'follow-up-team',
    measure: 'followUp',
    queues: ['follow-up', 'underpayment', 'posting', 'credit-balance'],
    before: { takesUp: 2000, lies: [15, 40], capacity: 1 },
    after: { takesUp: 10_000, lies: [1, 2], capacity: 4 },
  },
];
