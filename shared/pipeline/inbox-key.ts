/** `<practice>/<kind>/[YYYY-MM-DD/]<any name>`: what a key in the inbox says. */
import { type CalendarDate, parseDate } from '../values/dates.ts';
import { type PracticeId, parsePractice } from '../values/ids.ts';

export type InboxKey = {
  readonly practice: PracticeId;
  readonly folder: string;
  /** The arrival day, when the key has a date folder. */
  readonly day: CalendarDate | null;
};

/** Null for a key outside the tree: no practice, no kind, or a hidden file. */
export function parseInboxKey(key: string): InboxKey | null {
  const [practiceName = '', folder = '', ...rest] = key.split('/');
  const practice = parsePractice(practiceName);
  const name = rest.at(-1) ?? '';
  if (practice === undefined || folder === '' || name === '' || name.startsWith('.')) return null;
  const day = rest.length > 1 ? (parseDate(rest[0] ?? '') ?? null) : null;
  return { practice, folder, day };
}
