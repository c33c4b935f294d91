/** KPIs of our own pace: entry, sending, posting and work done in time. */
import { type CalendarDate, daysBetween, monthOf, parseDate } from '../values/dates.ts';
import type { ClaimFacts } from './claim-facts.ts';
import { counted, type Kpi, none, type Observation, plain, type WorkFacts } from './kpi.ts';
import type { MeasuringDay } from './measuring-days.ts';

const onTime = {
  ...plain,
  unit: 'rate',
  better: 'up',
  target: { op: '>=', value: 1 },
  source: 'Claimline',
  monthOf: 'arrival; nothing is due without an arrival day',
} as const;

export const paceKpis: readonly Kpi[] = [
  {
    ...onTime,
    id: 'charge-lag-24h-rate',
    name: 'Charged within a day',
    question: 'Are visits charged by the day after they end?',
    numerator: 'encounters that arrived on the day they closed or the next',
    denominator: 'encounters with a closing time',
    observer: { of: 'claim', observe: ({ facts }) => chargeLag(facts) },
  },
  {
    ...onTime,
    id: 'same-day-submission-rate',
    name: 'Sent the same day',
    question: 'Do clean claims leave on the day they arrive?',
    numerator: 'clean claims first submitted on the day of arrival',
    denominator: 'claims clean at their first scrub',
    observer: {
      of: 'claim',
      observe: ({ facts }) =>
        facts.arrivalKnown && facts.firstScrub?.clean === true
          ? counted(monthOf(facts.takenOn), facts.submittedOn === facts.takenOn)
          : none,
    },
  },
  {
    ...onTime,
    id: 'same-day-posting-rate',
    name: 'Posted the same day',
    question: 'Is payers’ money posted on the day its remittance arrives?',
    numerator: 'remittance files wholly posted on the day of arrival',
    denominator: 'remittance files',
    observer: {
      of: 'remittance',
      observe: (file) =>
        file.arrivalKnown ? counted(monthOf(file.arrivedOn), file.postedSameDay) : none,
    },
  },
  {
    ...plain,
    id: 'sla-attainment-rate',
    name: 'Work done in time',
    question: 'Is work finished by its due date?',
    numerator: 'work items closed on or before their due date',
    denominator: 'work items due',
    unit: 'rate',
    better: 'up',
    source: 'Claimline',
    monthOf: 'due date, up to the as-of',
    observer: {
      of: 'work',
      observe: (item, _days, asOf) =>
        item.dueOn <= asOf ? counted(monthOf(item.dueOn), isOnTime(item)) : none,
    },
  },
  {
    ...plain,
    id: 'unowned-items',
    name: 'Work without an owner',
    question: 'Does any open work belong to nobody?',
    numerator: 'open work items without an owner',
    denominator: '1',
    unit: 'count',
    better: 'down',
    target: { op: '<=', value: 0 },
    source: 'Claimline',
    monthOf: 'month end, or as-of',
    fold: 'sum',
    observer: { of: 'work', observe: unowned },
  },
];

/** The closing time's own calendar day, in the practice's offset. */
function chargeLag(facts: ClaimFacts): readonly Observation[] {
  const closedOn = parseDate(facts.closedAt.slice(0, 10));
  if (!facts.arrivalKnown || closedOn === undefined) return none;
  return counted(monthOf(facts.takenOn), daysBetween(closedOn, facts.takenOn) <= 1);
}

function isOnTime(item: WorkFacts): boolean {
  return item.closedOn !== null && item.closedOn <= item.dueOn;
}

function unowned(item: WorkFacts, days: readonly MeasuringDay[]): readonly Observation[] {
  if (item.owner !== '') return none;
  return days
    .filter(({ day }) => isOpen(item, day))
    .map(({ month }) => ({ month, numerator: 1, denominator: 0 }));
}

export function isOpen(item: WorkFacts, day: CalendarDate): boolean {
  return item.openedOn <= day && (item.closedOn === null || item.closedOn > day);
}
