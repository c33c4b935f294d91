/** One line of the audit trail: what happened to which id, once. `measure` seals each day. */
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { auditKey } from './keys.ts';
import type { Action } from './ports.ts';

/** `ids` name the subject and whatever makes the event one of a kind; never data of a patient. */
export function auditAction(
  practice: PracticeId,
  day: CalendarDate,
  event: string,
  ...ids: readonly string[]
): Action {
  const key = auditKey(practice, day, event, ...ids);
  return { kind: 'put', store: 'audit', key, item: { event, ids: [...ids] }, when: 'absent' };
}
