/** Rules D: days that cannot be, and days that are too late. */
import { chargeLagDays } from '../encounter/charge-lag.ts';
import { addDays, type CalendarDate, calendarDate } from '../values/dates.ts';
import { payerId } from '../values/ids.ts';
import { failedFields, noData, type Rule, type ScrubContext, verdict, verdictOn } from './rule.ts';
import {
  onDate,
  sampleVisit,
  withBill,
  withClaim,
  withEncounter,
  withLine,
  withPatient,
} from './sample-visit.ts';

const guide = 'X12 837P implementation guide 005010X222A1';

export const dateRules: readonly Rule[] = [
  {
    id: 'D01',
    version: 1,
    title: 'No service lies in the future',
    severity: 'BLOCK',
    prevents: ['110', 'A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Correct the date; a planned service is charged when it is done.',
    check: ({ claim, businessDate }) =>
      eachLine(claim, ({ serviceDate, serviceDateTo }) => ({
        service_date: serviceDate <= businessDate,
        service_date_to: serviceDateTo <= businessDate,
      })),
    examples: [
      { says: 'yesterday', outcome: 'pass', visit: sampleVisit },
      { says: 'today', outcome: 'pass', visit: onDate('2026-03-02') },
      { says: 'tomorrow', outcome: 'fail', visit: onDate('2026-03-01') },
    ],
  },
  {
    id: 'D02',
    version: 1,
    title: 'The patient was born before the service and is younger than 150',
    severity: 'BLOCK',
    prevents: ['14', 'A7'],
    effectiveFrom: null,
    source: guide,
    fixHint: 'Correct the birth date or the date of service.',
    check: isAlive,
    examples: [
      { says: 'an adult', outcome: 'pass', visit: sampleVisit },
      {
        says: 'born on the day',
        outcome: 'pass',
        visit: withPatient({ birthDate: calendarDate('2026-03-02') }),
      },
      {
        says: 'born a day later',
        outcome: 'fail',
        visit: withPatient({ birthDate: calendarDate('2026-03-03') }),
      },
      {
        says: '150 years old',
        outcome: 'fail',
        visit: withPatient({ birthDate: calendarDate('1876-03-02') }),
      },
    ],
  },
  {
    id: 'D04',
    version: 2,
    title: 'A service ends on or after its first day, but for a stay in the same year',
    severity: 'BLOCK',
    prevents: ['268', '239'],
    effectiveFrom: null,
    source: 'X12 CARC 239 and 268',
    fixHint: 'Correct the dates, or split the service at the turn of the year.',
    check: ({ claim }) =>
      eachLine(claim, ({ serviceDate, serviceDateTo }) => ({
        service_date_to:
          serviceDateTo >= serviceDate &&
          (claim.encounter.facility !== undefined || yearOf(serviceDateTo) === yearOf(serviceDate)),
      })),
    examples: [
      { says: 'one day', outcome: 'pass', visit: sampleVisit },
      {
        says: 'it ends before it begins',
        outcome: 'fail',
        visit: withLine({ serviceDateTo: calendarDate('2026-03-01') }),
      },
      {
        says: 'a stay in a facility over the turn of the year',
        outcome: 'pass',
        visit: withBill({}, 1, { serviceDateTo: calendarDate('2027-01-01') }),
      },
      {
        says: 'into the next year',
        outcome: 'fail',
        visit: withLine({ serviceDateTo: calendarDate('2027-01-01') }),
      },
    ],
  },
  {
    id: 'D05',
    version: 1,
    title: 'The payer’s filing limit is not past',
    severity: 'BLOCK',
    prevents: ['29'],
    effectiveFrom: null,
    source: 'payers.csv, filing_limit_days from the last date of service',
    fixHint:
      'Show proof of an earlier submission or ask for an exception; else decide to write off.',
    check: isTimely,
    examples: [
      { says: 'the next day', outcome: 'pass', visit: sampleVisit },
      { says: 'the last day', outcome: 'pass', visit: onDate('2026-05-31') },
      { says: 'a day late', outcome: 'fail', visit: onDate('2026-06-01') },
      {
        says: 'a payer that nobody knows',
        outcome: 'no_data',
        visit: withEncounter({ payerId: payerId('NOBODY') }),
      },
    ],
  },
  {
    id: 'D06',
    version: 1,
    title: 'The charge came within 24 hours of the visit’s end',
    severity: 'SLA',
    prevents: ['29'],
    effectiveFrom: null,
    source: 'house rule on charge lag, by calendar days where the practice is',
    fixHint: 'Enter charges on the day of the visit.',
    check: isPrompt,
    examples: [
      { says: 'the next day', outcome: 'pass', visit: sampleVisit },
      {
        says: 'two days later',
        outcome: 'fail',
        visit: withClaim({ takenOn: calendarDate('2026-03-04') }),
      },
      { says: 'no end of the visit', outcome: 'no_data', visit: withEncounter({ closedAt: '' }) },
      { says: 'no arrival day', outcome: 'no_data', visit: withClaim({ arrivalKnown: false }) },
    ],
  },
];

type Claim = ScrubContext['claim'];
type Line = Claim['encounter']['lines'][number];

function eachLine(claim: Claim, conditions: (line: Line) => { readonly [place: string]: boolean }) {
  return verdict(
    claim.encounter.lines.flatMap((line) => failedFields(conditions(line), line.line)),
  );
}

function yearOf(day: CalendarDate): string {
  return day.slice(0, 4);
}

function isAlive({ claim }: ScrubContext) {
  const { birthDate } = claim.encounter.patient;
  const tooOld = `${Number(birthDate.slice(0, 4)) + 150}${birthDate.slice(4)}`;
  return eachLine(claim, ({ serviceDate }) => ({
    patient_dob: birthDate <= serviceDate && serviceDate < tooOld,
  }));
}

function isTimely({ claim: { encounter }, reference, businessDate }: ScrubContext) {
  const payer = reference.payers.get(encounter.payerId);
  const [lastDay] = encounter.lines
    .map((line) => line.serviceDateTo)
    .toSorted()
    .toReversed();
  if (payer === undefined || lastDay === undefined) return noData;
  return verdictOn(businessDate <= addDays(lastDay, payer.filingLimitDays), 'service_date');
}

function isPrompt({ claim, reference: { practice } }: ScrubContext) {
  if (!claim.arrivalKnown || practice === null) return noData;
  const lag = chargeLagDays(claim.encounter.closedAt, claim.takenOn, practice.timeZone);
  return lag === null ? noData : verdictOn(lag <= 1, 'closed_at');
}
