/** Whom each payer insures, with former card numbers: the truth that a claim is held against. */
import type { CalendarDate } from '../values/dates.ts';
import type { Person } from './patients.ts';

export type Member = {
  /** The present number, also when a former card is shown. */
  readonly memberId: string;
  readonly birthDate: CalendarDate;
  readonly groupNumber: string;
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
  return person.coverages.flatMap((coverage): [string, Member][] => {
    const { payerId, memberId, formerId, groupNumber, from, to } = coverage;
    const member = { memberId, groupNumber, from, to, birthDate: person.patient.birthDate };
    return [
      [`${payerId} ${memberId}`, member],
      [`${payerId} ${formerId}`, member],
    ];
  });
}
