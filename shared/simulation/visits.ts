/** A day's visits as they really happened, before anybody wrote them down. */
import type { CalendarDate } from '../values/dates.ts';
import type { EncounterId } from '../values/ids.ts';
import { encounterId } from '../values/ids.ts';
import { type Chance, chanceOf } from './chance.ts';
import { type Coverage, coverageOn, type Person } from './patients.ts';
import { medicareLike } from './sample-payers.ts';
import { referrers, sampleProviders } from './sample-practice.ts';
import { type Reason, type ReasonLine, reasons } from './visit-reasons.ts';
import { weekdayOf } from './working-days.ts';

export type Visit = {
  readonly encounterId: EncounterId;
  readonly date: CalendarDate;
  readonly person: Person;
  readonly coverage: Coverage;
  readonly reason: Reason;
  readonly lines: readonly ReasonLine[];
  readonly renderingNpi: string;
  readonly referringNpi: string;
  readonly telehealth: boolean;
  /** Local time of the end, `HH:MM`. */
  readonly endedAt: string;
};

/** What one patient may have only once in the year. */
type Diary = { readonly yearly: Set<string>; readonly seen: Set<string> };

export function newDiary(): Diary {
  return { yearly: new Set(), seen: new Set() };
}

/** Everybody who is seen on that day, in the order of the day. */
export function visitsOn(
  seed: number,
  date: CalendarDate,
  people: readonly Person[],
  perDay: number,
  diary: Diary,
): readonly Visit[] {
  const chance = chanceOf(seed, 'visits', date);
  const monday = weekdayOf(date) === 0 ? 5 : 0;
  const count = perDay + monday - 1 + chance.whole(-4, 4);
  const today = new Set<Person>();
  while (today.size < Math.min(count, people.length)) today.add(chance.pick(people));
  return [...today].map((person, index) => visit(chance, date, person, index, diary));
}

function visit(
  chance: Chance,
  date: CalendarDate,
  person: Person,
  index: number,
  diary: Diary,
): Visit {
  const coverage = coverageOn(person, date);
  const reason = reasonFor(chance, person, coverage, diary);
  const lines = codedLines(chance, reason, person, diary);
  const telehealth = lines.length === 1 && isOfficeVisit(lines) && chance.happens(900);
  return {
    encounterId: encounterId(
      `E${date.replaceAll('-', '').slice(2)}${String(index + 1).padStart(3, '0')}`,
    ),
    date,
    person,
    coverage,
    reason,
    lines: telehealth ? lines.map((line) => ({ ...line, modifiers: '95' })) : lines,
    renderingNpi: providerFor(person, coverage),
    referringNpi: reason.referred ? chance.pick(referrers) : '',
    telehealth,
    endedAt: timeOfDay(chance),
  };
}

function reasonFor(chance: Chance, person: Person, coverage: Coverage, diary: Diary): Reason {
  const medicare = coverage.payerId === medicareLike;
  const fits = reasons.filter(
    (row) =>
      row.ages[0] <= person.age &&
      person.age <= row.ages[1] &&
      (row.medicare === undefined || row.medicare === medicare) &&
      !(row.yearly && diary.yearly.has(yearlyKey(person, row))),
  );
  const reason = chance.weighted(fits);
  if (reason.yearly) diary.yearly.add(yearlyKey(person, reason));
  return reason;
}

function yearlyKey(person: Person, reason: Reason): string {
  return `${person.patient.patientId} ${reason.diagnoses}`;
}

/** A third of the panel is new this year, so that its first office visit has a new patient's code. */
function codedLines(
  chance: Chance,
  reason: Reason,
  person: Person,
  diary: Diary,
): readonly ReasonLine[] {
  const id = person.patient.patientId;
  const first = !diary.seen.has(id);
  diary.seen.add(id);
  if (!first || !chance.happens(3300)) return reason.lines;
  return reason.lines.map((line) => ({ ...line, procedure: newPatient(line.procedure) }));
}

function newPatient(procedure: string): string {
  const codes: Readonly<Record<string, string>> = {
    '99212': '99202',
    '99213': '99203',
    '99214': '99204',
  };
  return codes[procedure] ?? procedure;
}

function isOfficeVisit(lines: readonly ReasonLine[]): boolean {
  return lines.every((line) => ['99212', '99213', '99214'].includes(line.procedure));
}

/** Patients stay with their provider; one that is not enrolled with the payer hands over to a colleague. */
function providerFor(person: Person, coverage: Coverage): string {
  const own = Number(person.patient.patientId.slice(1)) % sampleProviders.length;
  const provider = sampleProviders[own];
  const enrolled = provider?.payers === '*' || provider?.payers.includes(coverage.payerId);
  return (enrolled ? provider?.npi : sampleProviders[0]?.npi) ?? '';
}

function timeOfDay(chance: Chance): string {
  const hour = String(chance.whole(8, 17)).padStart(2, '0');
  return `${hour}:${String(chance.whole(0, 59)).padStart(2, '0')}`;
}
