/** Whom each payer insures, with former card numbers: the truth that a claim is held against. */
import type { CalendarDate } from '../values/dates.ts';
import type { Coverage, Person } from './patients.ts';
import { samplePayer } from './sample-payers.ts';

export type Member = {
  /** The present number, also when a former card is shown. */
  readonly memberId: string;
  /** Null: the payer takes what it is told. */
  readonly birthDate: CalendarDate | null;
  readonly groupNumber: string | null;
  readonly last: string | null;
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
  /** Who covers the person instead or besides, as far as this payer has heard. */
  readonly others: readonly OtherPlan[];
};

type OtherPlan = {
  readonly payerId: string;
  readonly name: string;
  readonly memberId: string;
  /** PRP pays first, SEP second. */
  readonly role: 'PRP' | 'SEP';
  readonly from: CalendarDate;
  readonly to: CalendarDate | null;
};

export type MemberDirectory = {
  find(payerId: string, memberId: string): Member | null;
};

export function memberDirectory(people: readonly Person[]): MemberDirectory {
  const members = new Map(people.flatMap(entriesOf));
  return { find: (payerId, memberId) => members.get(`${payerId} ${memberId}`) ?? null };
}

function entriesOf(person: Person): [string, Member][] {
  const all = [...person.coverages, ...(person.supplement ? [person.supplement] : [])];
  return all.flatMap((coverage): [string, Member][] => {
    const { payerId, memberId, formerId, groupNumber, from, to } = coverage;
    const { birthDate, last } = person.patient;
    const others = all.filter((row) => row !== coverage).map((row) => otherPlan(person, row));
    const member = { memberId, groupNumber, from, to, birthDate, last, others };
    return [
      [`${payerId} ${memberId}`, member],
      [`${payerId} ${formerId}`, member],
    ];
  });
}

function otherPlan(person: Person, row: Coverage): OtherPlan {
  const { from, memberId, payerId, to } = row;
  const role = row === person.supplement ? 'SEP' : 'PRP';
  return { payerId, name: samplePayer(payerId).name, memberId, role, from, to };
}
