/** Reads loops 2000A, 2000B and 2000C of an 837. */
import type { Relationship, Sex } from '../encounter/encounter.ts';
import { parseCompactDate } from '../values/dates.ts';
import { elementOf, findElement, findSegment, type Segment } from '../x12/segment.ts';
import type { BillingProvider, Person, SubmittedClaim } from './submitted-claim.ts';
import { relationshipCodes } from './write-parties.ts';

export type Parties = Pick<
  SubmittedClaim,
  | 'payerId'
  | 'payerName'
  | 'filingCode'
  | 'groupOrPolicy'
  | 'memberId'
  | 'relationship'
  | 'subscriber'
  | 'patient'
>;

export function readBilling(segments: readonly Segment[]): BillingProvider {
  return {
    name: findElement(segments, 3, 'NM1', '85'),
    npi: findElement(segments, 9, 'NM1', '85'),
    taxId: findElement(segments, 2, 'REF', 'EI'),
    taxonomy: findElement(segments, 3, 'PRV', 'BI'),
  };
}

/** Subscriber and payer; the patient is the subscriber unless a 2000C follows. */
export function readSubscriber(segments: readonly Segment[]): Parties {
  const subscriber = readPerson(segments, 'IL');
  return {
    payerId: findElement(segments, 9, 'NM1', 'PR'),
    payerName: findElement(segments, 3, 'NM1', 'PR'),
    filingCode: findElement(segments, 9, 'SBR'),
    groupOrPolicy: findElement(segments, 3, 'SBR'),
    memberId: findElement(segments, 9, 'NM1', 'IL'),
    relationship: 'self',
    subscriber,
    patient: subscriber,
  };
}

export function readPatient(segments: readonly Segment[], subscriber: Parties): Parties {
  const code = findElement(segments, 1, 'PAT');
  return {
    ...subscriber,
    relationship: relationships.get(code) ?? 'other',
    patient: readPerson(segments, 'QC'),
  };
}

const relationships: ReadonlyMap<string, Relationship> = new Map([
  [relationshipCodes.spouse, 'spouse'],
  [relationshipCodes.child, 'child'],
]);

function readPerson(segments: readonly Segment[], role: string): Person {
  const n4 = findSegment(segments, 'N4');
  return {
    last: findElement(segments, 3, 'NM1', role),
    first: findElement(segments, 4, 'NM1', role),
    birthDate: parseCompactDate(findElement(segments, 2, 'DMG', 'D8')) ?? null,
    sex: readSex(findElement(segments, 3, 'DMG')),
    address: {
      line1: findElement(segments, 1, 'N3'),
      city: n4 === undefined ? '' : elementOf(n4, 1),
      state: n4 === undefined ? '' : elementOf(n4, 2),
      zip: n4 === undefined ? '' : elementOf(n4, 3),
    },
  };
}

function readSex(code: string): Sex {
  return code === 'F' || code === 'M' ? code : 'U';
}
