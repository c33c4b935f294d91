/** One line of the audit trail: what happened to which ids, once. `measure` seals each day. */
import type { CalendarDate } from '../values/dates.ts';
import type { PracticeId } from '../values/ids.ts';
import { auditKey } from './keys.ts';
import type { Action } from './ports.ts';

/**
 * On the day on which it is written: the day of a file that is finished late is sealed. `ids` name the subject and
 * whatever makes the event one of a kind; never data of a patient.
 */
export function auditAction(
  practice: PracticeId,
  day: CalendarDate,
  event: string,
  ...ids: readonly string[]
): Action {
  const key = auditKey(practice, day, event, ...ids);
  return { kind: 'put', store: 'audit', key, item: { event, ids: [...ids] }, when: 'absent' };
}

/** The same event of several subjects, written with it: each happens once, so the first names the line. */
export function auditOfAll(
  practice: PracticeId,
  day: CalendarDate,
  event: string,
  subjects: readonly string[],
): Action {
  const [first = ''] = subjects;
  const key = auditKey(practice, day, event, first);
  return { kind: 'put', store: 'audit', key, item: { event, ids: subjects }, when: 'absent' };
}
