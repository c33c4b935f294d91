/** What a sample clinic is made from. */
import { type CalendarDate, calendarDate } from '../values/dates.ts';
import { type PracticeId, practiceId } from '../values/ids.ts';

export type ClinicOptions = {
  readonly seed: number;
  readonly practice: PracticeId;
  readonly from: CalendarDate;
  readonly to: CalendarDate;
  /** The first day of verified coverage, asked authorizations and worked denials. */
  readonly interventionOn: CalendarDate;
  readonly patients: number;
  readonly visitsPerDay: number;
};

/** The clinic of the case study: 15 providers, about 12,000 claims, six months before and six after. */
export const sampleClinicOptions: ClinicOptions = {
  seed: 2026,
  practice: practiceId('lakeside-family'),
  from: calendarDate('2026-01-01'),
  to: calendarDate('2026-12-31'),
  interventionOn: calendarDate('2026-07-01'),
  patients: 3000,
  visitsPerDay: 47,
};
