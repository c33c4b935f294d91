/**
 * A part of the day: what begins it and that it has begun commit together, so that a day which broke off goes on
 * where it was. Begun twice, what came after a submission would go out the same day.
 */
import type { CalendarDate } from '../../shared/values/dates.ts';
import { readPartsBegun, writePartsBegun } from './run-state.ts';
import type { State } from './state.ts';

/** Also right behind a commit, where each write would be durable by itself. */
export async function beginOnce(
  { begin: beginTogether, records }: Pick<State, 'begin' | 'records'>,
  day: CalendarDate,
  part: string,
  begin: () => Promise<void>,
): Promise<void> {
  beginTogether();
  const begun = await readPartsBegun(records, day);
  if (begun.has(part)) return;
  await begin();
  await writePartsBegun(records, day, new Set([...begun, part]));
}
