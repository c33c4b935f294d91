/** The clinic's patients as they truly are: person, address and coverage. All invented. */
import type { Patient, Relationship, Subscriber } from '../encounter/encounter.ts';
import { addDays, type CalendarDate, calendarDate } from '../values/dates.ts';
import type { PayerId } from '../values/ids.ts';
import { type Chance, chanceOf } from './chance.ts';
import { groupNumber, memberId } from './member-ids.ts';
import { medicaidLike, medicareLike, type SamplePayer, samplePayers } from './sample-payers.ts';

export type Coverage = {
  readonly payerId: PayerId;
  readonly memberId: string;
  /** The number on the card before this one; the payer still knows it. */
  readonly formerId: string;
  readonly groupNumber: string;
  readonly from: CalendarDate;
  /** The last covered day; null when it goes on. */
  readonly to: CalendarDate | null;
};

export type Person = {
  readonly patient: Patient;
  readonly age: number;
  readonly relationship: Relationship;
  readonly subscriber: Subscriber | null;
  /** In order of time, without gaps. */
  readonly coverages: readonly [Coverage, ...Coverage[]];
  /** Who pays after a federal plan for seniors. */
  readonly supplement: Coverage | null;
};

const lastStems = [
  'ALDER',
  'BRAM',
  'CALD',
  'DORN',
  'EVER',
  'FARN',
  'GRIM',
  'HOLT',
  'INGLE',
  'JARL',
];
const lastEnds = ['SAMPLE', 'TESTER', 'MOCKLEY'] as const;
const firsts = (
  'AMY BEN CARA DEAN ELLA FRED GWEN HANK IRIS JACK KATE LUKE MAYA NOEL OONA PAUL QUINN ROSE ' +
  'SETH TESS UMA VERA WADE ZOE'
).split(' ');
const towns = [
  { city: 'Springfield', zip: '62701' },
  { city: 'Springfield', zip: '62704' },
  { city: 'Chatham', zip: '62629' },
  { city: 'Rochester', zip: '62563' },
] as const;
const ages = [
  { share: 14, from: 1, to: 17 },
  { share: 60, from: 18, to: 64 },
  { share: 26, from: 65, to: 92 },
] as const;

/** The whole panel; the same seed knows the same people, at the clinic and at their payers. */
export function samplePeople(seed: number, count: number): readonly Person[] {
  return Array.from({ length: count }, (_, index) => person(seed, index));
}

/** What covers the person on that day. */
export function coverageOn(person: Person, date: CalendarDate): Coverage {
  const inForce = person.coverages.find((row) => row.to === null || date <= row.to);
  return inForce ?? person.coverages[0];
}

function person(seed: number, index: number): Person {
  const chance = chanceOf(seed, 'patient', String(index));
  const band = chance.weighted(ages);
  const age = chance.whole(band.from, band.to);
  const child = age < 18;
  const patient = patientOf(chance, index, age);
  const subscriber = child ? parentOf(chance, patient.last) : null;
  const coverages = coveragesOf(chance, age, index);
  const supplement = supplementOf(seed, coverages[0], index);
  const relationship = child ? 'child' : 'self';
  return { patient, age, relationship, subscriber, coverages, supplement };
}

function patientOf(chance: Chance, index: number, age: number): Patient {
  const town = chance.pick(towns);
  return {
    patientId: `P${String(10_000 + index)}`,
    last: `${chance.pick(lastStems)}${chance.pick(lastEnds)}`,
    first: chance.pick(firsts),
    birthDate: bornOn(chance, age),
    sex: chance.happens(5400) ? 'F' : 'M',
    address: {
      line1: `${chance.whole(1, 990)} Sample Street`,
      city: town.city,
      state: 'IL',
      zip: town.zip,
    },
  };
}

/** So that the person has that age on every day of 2026. */
function bornOn(chance: Chance, age: number): CalendarDate {
  return addDays(calendarDate(`${2025 - age}-01-02`), chance.whole(0, 360));
}

function parentOf(chance: Chance, last: string): Subscriber {
  return { last, first: chance.pick(firsts), birthDate: bornOn(chance, chance.whole(24, 48)) };
}

function coveragesOf(chance: Chance, age: number, index: number): Person['coverages'] {
  const first = payerFor(chance, age);
  const start = calendarDate('2024-01-01');
  const changes = first.payerId !== medicareLike && chance.happens(1100);
  if (!changes) return [coverage(chance, first, index, start, null)];
  const month = String(chance.whole(1, 11)).padStart(2, '0');
  const second = calendarDate(`2026-${month}-01`);
  return [
    coverage(chance, first, index, start, addDays(second, -1)),
    coverage(chance, otherThan(chance, first), index, second, null),
  ];
}

/** In 10,000 seniors: who has bought one. */
const supplemented = 4000;

/** Numbers of supplements lie beyond those of all cards. */
function supplementOf(seed: number, first: Coverage, index: number): Coverage | null {
  const chance = chanceOf(seed, 'supplement', String(index));
  if (first.payerId !== medicareLike || !chance.happens(supplemented)) return null;
  const payers = samplePayers.filter((row) => !['MB', 'MC'].includes(row.claimFilingCode));
  return coverage(chance, chance.pick(payers), index + 4000, first.from, null);
}

function payerFor(chance: Chance, age: number): SamplePayer {
  if (age >= 65) return payerRow(medicareLike);
  if (age < 18 && chance.happens(3000)) return payerRow(medicaidLike);
  return chance.weighted(samplePayers);
}

function otherThan(chance: Chance, payer: SamplePayer): SamplePayer {
  return chance.pick(samplePayers.filter((row) => row !== payer && row.payerId !== medicareLike));
}

function payerRow(id: PayerId): SamplePayer {
  return samplePayers.find((row) => row.payerId === id) ?? bug();
}

function bug(): never {
  throw new Error('no such sample payer');
}

function coverage(
  chance: Chance,
  payer: SamplePayer,
  index: number,
  from: CalendarDate,
  to: CalendarDate | null,
): Coverage {
  return {
    payerId: payer.payerId,
    memberId: memberId(chance, payer, index, 0),
    formerId: memberId(chance, payer, index, 1),
    groupNumber: groupNumber(chance, payer),
    from,
    to,
  };
}
