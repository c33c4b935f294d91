/** Who is named in a loop: NM1 and the segments that follow it in every guide. No meaning of any role. */
import type { CalendarDate } from '../values/dates.ts';

/** NM1. A text is empty where the segment has none. */
export type Name = {
  /** NM101: PR payer, IL insured, 1P provider, … */
  readonly role: string;
  /** NM102: 1 person, 2 organization. */
  readonly kind: string;
  /** Of an organization, or the last name. */
  readonly name: string;
  readonly first: string;
  readonly middle: string;
  readonly prefix: string;
  readonly suffix: string;
  /** NM108 and NM109: XX an NPI, MI a member id, PI a payer id. */
  readonly idQualifier: string;
  readonly id: string;
};

/** REF. */
export type Reference = {
  readonly qualifier: string;
  readonly id: string;
  readonly description: string;
};

/** N3 and N4. */
export type PostalAddress = {
  readonly line1: string;
  readonly line2: string;
  readonly city: string;
  readonly state: string;
  readonly zip: string;
  readonly country: string;
};

/** PER: at most three ways to reach somebody. */
export type Contact = {
  readonly role: string;
  readonly name: string;
  /** TE telephone, FX fax, EM mail, UR web, EX extension. */
  readonly ways: readonly { readonly kind: string; readonly to: string }[];
};

/** PRV. */
export type Specialty = {
  readonly role: string;
  readonly qualifier: string;
  readonly code: string;
};

/** INS: how a person belongs to the subscriber. */
export type Membership = {
  /** INS01, `Y` for the subscriber. */
  readonly subscriber: string;
  /** INS02: 18 self, 01 spouse, 19 child, … */
  readonly relationship: string;
  /** INS03 and INS04; 001 and 25 say that the payer corrected what it was asked with. */
  readonly change: string;
  readonly changeReason: string;
  /** INS17, of twins. */
  readonly birthSequence: string;
};

/** A loop that begins with NM1. */
export type Party = Name & {
  readonly references: readonly Reference[];
  readonly address: PostalAddress | null;
  readonly contacts: readonly Contact[];
  readonly specialty: Specialty | null;
  /** DMG. */
  readonly birthDate: CalendarDate | null;
  readonly sex: string;
  readonly membership: Membership | null;
};

/** Who is only named. */
export function namedParty(name: Pick<Name, 'role' | 'kind' | 'name'> & Partial<Party>): Party {
  return {
    first: '',
    middle: '',
    prefix: '',
    suffix: '',
    idQualifier: '',
    id: '',
    references: [],
    address: null,
    contacts: [],
    specialty: null,
    birthDate: null,
    sex: '',
    membership: null,
    ...name,
  };
}
