/** What an HTTP status says of a delivery: the whole table. */
import type { Answer } from './remote.ts';

type Kind = Exclude<Answer['kind'], 'gone'>;

/** The first row whose range holds the status decides. */
const table: readonly (readonly [from: number, to: number, kind: Kind, why: string])[] = [
  [200, 299, 'accepted', 'taken'],
  [401, 401, 'busy', 'our secret is not theirs: nothing was read; mended, the same bytes may go'],
  [403, 403, 'busy', 'the same'],
  [408, 408, 'lost', 'the receiver gave up waiting for us, or thinks so'],
  [409, 409, 'lost', 'a try under this key is being worked on'],
  [425, 425, 'busy', 'too early'],
  [429, 429, 'busy', 'too many'],
  [500, 599, 'lost', 'an error there, before or after the effect'],
  // 422 under a known key means other bytes: ours never change, so a person looks.
  [300, 499, 'refused', 'it will not be taken as it is'],
];

export type HttpAnswer = {
  readonly status: number;
  readonly retryAfter: string | null;
  readonly trace: string | null;
  readonly reply: Uint8Array | null;
};

export function answerOf({ status, retryAfter, trace, reply }: HttpAnswer, key: string): Answer {
  const kind = table.find(([from, to]) => status >= from && status <= to)?.[2] ?? 'lost';
  const code = [401, 403].includes(status) ? 'login-refused' : `http-${status}`;
  switch (kind) {
    case 'accepted':
      return { kind, trace: trace ?? key, reply };
    case 'refused':
      return { kind, code, reply };
    case 'busy':
    case 'lost':
      return { kind, code, afterMs: secondsOf(retryAfter) };
  }
}

/** `Retry-After` in seconds; a date is left alone. */
function secondsOf(text: string | null): number | null {
  return text !== null && /^\d{1,6}$/.test(text) ? Number(text) * 1000 : null;
}
