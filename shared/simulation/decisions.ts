/** What people at the clinic write down as decided: a row of a decisions file. */
import { addBusinessDays, type CalendarDate, calendarDate } from '../values/dates.ts';

export const decisionColumns = [
  'decision_id',
  'decided_on',
  'by',
  'approved_by',
  'action',
  'target',
  'amount',
  'reason',
  'detail',
] as const;

export type Decision = Readonly<Record<(typeof decisionColumns)[number], string>>;

/** Somebody closes the item of a file that is no remittance. */
export function closeOf(fileKey: string, date: CalendarDate): Decision {
  const day = addBusinessDays(date, 2);
  return decision(`close-${date}`, day, 'close', fileKey, {
    by: 'billing-lead',
    reason: 'not-ours',
  });
}

export function decision(
  id: string,
  day: CalendarDate,
  action: string,
  target: string,
  cells: Partial<Decision>,
): Decision {
  const empty = { by: '', approved_by: '', amount: '', reason: '', detail: '' };
  return { ...empty, ...cells, decision_id: id, decided_on: calendarDate(day), action, target };
}
