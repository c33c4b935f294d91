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
  return person.coverages.flatMap((coverage): [string, Member][] => {
    const { payerId, memberId, formerId, groupNumber, from, to } = coverage;
    const { birthDate, last } = person.patient;
    const others = person.coverages.filter((row) => row !== coverage).map(otherPlan);
    const member = { memberId, groupNumber, from, to, birthDate, last, others };
    return [
      [`${payerId} ${memberId}`, member],
      [`${payerId} ${formerId}`, member],
    ];
  });
}

function otherPlan({ from, memberId, payerId, to }: Coverage): OtherPlan {
  return { payerId, name: samplePayer(payerId).name, memberId, role: 'PRP', from, to };
}
