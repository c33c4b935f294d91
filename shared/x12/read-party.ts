/** Reads a loop that begins with NM1. */
import type {
  Contact,
  Membership,
  Name,
  Party,
  PostalAddress,
  Reference,
  Specialty,
} from './party.ts';
import { allOf, dateIn, firstOf, type Reading, textIn } from './reading.ts';
import { elementOf, type Segment } from './segment.ts';

/** The party of the first NM1, with one of the roles where given; null without one. */
export function readParty(reading: Reading, ...roles: readonly string[]): Party | null {
  const nm1 = firstOf(reading, 'NM1', ...roles);
  if (nm1 === undefined) return null;
  const dmg = firstOf(reading, 'DMG', 'D8') ?? firstOf(reading, 'DMG', '');
  return {
    ...readName(reading, nm1),
    references: readReferences(reading),
    address: readAddress(reading),
    contacts: allOf(reading, 'PER').map((per) => readContact(reading, per)),
    specialty: readSpecialty(reading),
    birthDate: dateIn(reading, dmg, 2),
    sex: textIn(reading, dmg, 3),
    membership: readMembership(reading),
  };
}

function readName(reading: Reading, nm1: Segment): Name {
  const text = (n: number) => textIn(reading, nm1, n);
  return {
    role: text(1),
    kind: text(2),
    name: text(3),
    first: text(4),
    middle: text(5),
    prefix: text(6),
    suffix: text(7),
    idQualifier: text(8),
    id: text(9),
  };
}

/** Every REF of the run, or those with one of the qualifiers. */
export function readReferences(
  reading: Reading,
  ...qualifiers: readonly string[]
): readonly Reference[] {
  return allOf(reading, 'REF', ...qualifiers).map((ref) => ({
    qualifier: textIn(reading, ref, 1),
    id: textIn(reading, ref, 2),
    description: textIn(reading, ref, 3),
  }));
}

function readAddress(reading: Reading): PostalAddress | null {
  const n3 = firstOf(reading, 'N3');
  const n4 = firstOf(reading, 'N4');
  if (n3 === undefined && n4 === undefined) return null;
  return {
    line1: textIn(reading, n3, 1),
    line2: textIn(reading, n3, 2),
    city: textIn(reading, n4, 1),
    state: textIn(reading, n4, 2),
    zip: textIn(reading, n4, 3),
    country: textIn(reading, n4, 4),
  };
}

export function readContact(reading: Reading, per: Segment): Contact {
  const ways = [3, 5, 7]
    .filter((n) => elementOf(per, n) !== '' || elementOf(per, n + 1) !== '')
    .map((n) => ({ kind: textIn(reading, per, n), to: textIn(reading, per, n + 1) }));
  return { role: textIn(reading, per, 1), name: textIn(reading, per, 2), ways };
}

function readSpecialty(reading: Reading): Specialty | null {
  const prv = firstOf(reading, 'PRV');
  if (prv === undefined) return null;
  const text = (n: number) => textIn(reading, prv, n);
  return { role: text(1), qualifier: text(2), code: text(3) };
}

function readMembership(reading: Reading): Membership | null {
  const ins = firstOf(reading, 'INS');
  if (ins === undefined) return null;
  const text = (n: number) => textIn(reading, ins, n);
  return {
    subscriber: text(1),
    relationship: text(2),
    change: text(3),
    changeReason: text(4),
    birthSequence: text(17),
  };
}
