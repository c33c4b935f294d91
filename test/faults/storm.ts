/** What can go wrong in a life, how often, and what did: each fault has a number, so that a life can be told again with fewer. */

/** The most often that each fault strikes: of calls, of messages, of file events, of schedules. */
const mostOften: Readonly<Record<FaultKind, number>> = {
  throttle: 0.02,
  'time-out without effect': 0.02,
  'time-out with effect': 0.02,
  'crash before': 0.02,
  'crash after': 0.02,
  'stale list': 0.3,
  'message repeated': 0.3,
  'lease expires while running': 0.3,
  'message late': 0.2,
  'event lost': 0.4,
  'event twice': 0.3,
  'schedule twice': 0.4,
  'clock jumps': 0.02,
  'newer version': 0.5,
  'cold start': 0.5,
  'half seen': 0.5,
  'receiver busy': 0.2,
  'receiver silent before': 0.2,
  'receiver silent after': 0.2,
  'stale index': 0.05,
  'short page': 0.1,
  'sent in part': 0.1,
  'transaction conflict': 0.1,
  'tried again by the SDK': 0.05,
};

export type FaultKind =
  | 'throttle'
  | 'time-out without effect'
  | 'time-out with effect'
  | 'crash before'
  | 'crash after'
  | 'stale list'
  | 'message repeated'
  | 'lease expires while running'
  | 'message late'
  | 'event lost'
  | 'event twice'
  | 'schedule twice'
  | 'clock jumps'
  | 'newer version'
  | 'cold start'
  | 'half seen'
  | 'receiver busy'
  | 'receiver silent before'
  | 'receiver silent after'
  | 'stale index'
  | 'short page'
  | 'sent in part'
  | 'transaction conflict'
  | 'tried again by the SDK';

export type Storm = {
  /** Whether the fault happens here; `place` is for the trace. */
  strikes(kind: FaultKind, place: string): boolean;
  /** Nothing goes wrong while this is true. */
  still: boolean;
  /** What struck, as `number kind place`. */
  readonly trace: readonly string[];
};

/**
 * About half of the kinds in a life, each with a rate of its own; those that are `wanted` as often as ever. `only`
 * keeps the faults of these numbers and lets all others pass.
 */
export function stormOf(
  chance: () => number,
  only?: ReadonlySet<number>,
  wanted: readonly FaultKind[] = [],
): Storm {
  const rates = new Map<string, number>();
  for (const [kind, most] of Object.entries(mostOften)) {
    const often = chance() * chance() * most;
    rates.set(kind, chance() < 0.5 ? often : 0);
  }
  for (const kind of wanted) rates.set(kind, mostOften[kind]);
  const trace: string[] = [];
  let number = 0;
  const storm = {
    still: false,
    trace,
    strikes: (kind: FaultKind, place: string) => {
      const rate = rates.get(kind) ?? 0;
      if (storm.still || rate === 0 || chance() >= rate) return false;
      number += 1;
      if (only && !only.has(number)) return false;
      trace.push(`${number} ${kind}: ${place}`);
      return true;
    },
  };
  return storm;
}

export const fair: Storm = { still: true, trace: [], strikes: () => false };
