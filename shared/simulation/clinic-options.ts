/** What a sample clinic is made from. */
import { type CalendarDate, calendarDate } from '../values/dates.ts';
import { type PracticeId, practiceId } from '../values/ids.ts';
import { allFrom, type Measures } from './measures.ts';

export type ClinicOptions = {
  readonly seed: number;
  readonly practice: PracticeId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  readonly measures: Measures;
  readonly patients: number;
  readonly visitsPerDay: number;
};

/** The clinic of the case study: 15 providers, about 12,000 claims, six months before and six after. */
export const sampleClinicOptions: ClinicOptions = {
  seed: 2026,
  practice: practiceId('lakeside-family'),
  from: calendarDate('2026-01-01'),
  to: calendarDate('2026-12-31'),
  measures: allFrom(calendarDate('2026-07-01')),
  patients: 3000,
  visitsPerDay: 47,
};
