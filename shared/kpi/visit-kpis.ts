/** KPIs of what is done before a visit: coverage verified, services authorized. */
import { type CalendarDate, monthOf } from '../values/dates.ts';
import { counted, type Kpi, none, type Observation, plain, type VisitFacts } from './kpi.ts';

const beforeVisits = {
  ...plain,
  unit: 'rate',
  better: 'up',
  monthOf: 'visit, up to the as-of',
} as const;

export const visitKpis: readonly Kpi[] = [
  {
    ...beforeVisits,
    version: 2,
    id: 'verification-on-time-rate',
    name: 'Verified in time',
    question: 'Is coverage known a day before the patient comes?',
    numerator:
      'visits whose payer had said by the day before that it covers them or not (an unclear answer is none), or whose item `verify-by-hand`, `no-answer` or `payer-unavailable` a person had closed by then',
    denominator: 'visits, but those cancelled and those agreed too late to be asked about in time',
    source: 'Claimline; HFMA MAP counts verified among registered',
    observer: {
      of: 'visit',
      observe: (visit, asOf) => observed(visit, asOf, visit.verification),
    },
  },
  {
    ...beforeVisits,
    id: 'authorization-before-service-rate',
    name: 'Authorized in time',
    question: 'Are services authorized before they are rendered?',
    numerator: 'visits that were wholly authorized by the day of the visit',
    denominator:
      'visits with a planned service that needs an authorization, but those cancelled or missed',
    source: 'HFMA MAP; a retroactive authorization counts as none',
    observer: {
      of: 'visit',
      observe: (visit, asOf) => observed(visit, asOf, visit.authorization),
    },
  },
];

function observed(
  { visitOn }: VisitFacts,
  asOf: CalendarDate,
  done: 'in-time' | 'late' | 'not-due',
): readonly Observation[] {
  if (done === 'not-due' || visitOn > asOf) return none;
  return counted(monthOf(visitOn), done === 'in-time');
}
