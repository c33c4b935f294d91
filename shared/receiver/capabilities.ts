/** What each way to a receiver can keep, as data: the protocol of sending reads these rows and no names. */

export type Method = 'drop' | 'sftp' | 'https';

export type Capabilities = {
  /** For so long, in milliseconds, the same key and bytes again are the same delivery; 0: not at all. */
  readonly sameForMs: number;
  /** Whether it can be asked by name what became of a file, so that nothing is ever repeated blindly. */
  readonly lookUp: boolean;
  readonly maxBytes: number;
  /** Claims a file. */
  readonly maxClaims: number;
  /** How its answers are found: all names of a directory, or a list that goes on after a cursor. */
  readonly polling: 'directory' | 'list' | null;
};

const day = 24 * 3_600_000;
const megabyte = 1_000_000;

/**
 * The drop is a folder or bucket of ours that the receiver reads, and it answers into the inbox. SFTP is
 * asked by name. The HTTPS interface is Stedi's: its keys count for 24 hours, a claim a call, no look-up.
 */
export const capabilitiesOf: Readonly<Record<Method, Capabilities>> = {
  drop: { sameForMs: 0, lookUp: true, maxBytes: 500 * megabyte, maxClaims: 5000, polling: null },
  sftp: {
    sameForMs: 0,
    lookUp: true,
    maxBytes: 100 * megabyte,
    maxClaims: 5000,
    polling: 'directory',
  },
  https: {
    sameForMs: day,
    lookUp: false,
    maxBytes: 5 * megabyte,
    maxClaims: 1,
    polling: 'list',
  },
};

/** Of one answer, which a function holds in its memory; a larger one is for the inbox itself. */
export const answerMaxBytes = 200 * megabyte;

/** A request on its way when the window closes might be taken for a new one: an hour before is the end. */
const marginMs = 3_600_000;

/** Whether a delivery of which nobody knows whether it arrived may be tried again with the same bytes. */
export function mayRepeat(can: Capabilities, firstTriedAt: number, now: number): boolean {
  return can.lookUp || (now >= firstTriedAt && now < firstTriedAt + can.sameForMs - marginMs);
}
