/** Reads loops 1000A to 2000C of an 837. */
import type { Address, Relationship, Sex } from '../encounter/encounter.ts';
import { readContact } from '../x12/read-party.ts';
import { allOf, dateIn, expectIn, firstOf, type Reading, textIn, within } from '../x12/reading.ts';
import { elementOf, splitBefore } from '../x12/segment.ts';
import type { BillingProvider, ClaimParties, Person } from './submitted-claim.ts';
import { relationshipCodes } from './write-parties.ts';

export function readSender(head: Reading) {
  const submitter = partOf(head, '41');
  const receiver = partOf(head, '40');
  return {
    submitterId: nameIn(submitter, '41', 9, '46'),
    submitterName: nameIn(submitter, '41', 3),
    submitterContacts: allOf(submitter, 'PER').map((per) => readContact(submitter, per)),
    receiverId: nameIn(receiver, '40', 9, '46'),
    receiverName: nameIn(receiver, '40', 3),
  };
}

export function readBilling(level: Reading): BillingProvider {
  const provider = partOf(level, '85');
  const prv = firstOf(level, 'PRV', 'BI');
  expectIn(level, prv, 2, 'PXC');
  return {
    name: nameIn(provider, '85', 3),
    npi: nameIn(provider, '85', 9, 'XX'),
    taxId: textIn(provider, firstOf(provider, 'REF', 'EI'), 2),
    taxonomy: textIn(level, prv, 3),
    address: readHome(provider),
  };
}

/** Subscriber and payer; the patient is the subscriber unless a 2000C follows. */
export function readSubscriber(level: Reading): ClaimParties {
  const sbr = firstOf(level, 'SBR');
  expectIn(level, sbr, 2, '18');
  const insured = partOf(level, 'IL');
  const payer = partOf(level, 'PR');
  const subscriber = readPerson(insured, 'IL');
  return {
    payerId: nameIn(payer, 'PR', 9, 'PI'),
    payerName: nameIn(payer, 'PR', 3),
    payerRank: textIn(level, sbr, 1),
    filingCode: textIn(level, sbr, 9),
    groupOrPolicy: textIn(level, sbr, 3),
    memberId: nameIn(insured, 'IL', 9, 'MI'),
    relationship: 'self',
    subscriber,
    patient: subscriber,
  };
}

export function readPatient(level: Reading, subscriber: ClaimParties): ClaimParties {
  const pat = firstOf(level, 'PAT');
  expectIn(level, pat, 1, ...Object.values(relationshipCodes));
  return {
    ...subscriber,
    relationship: relationships.get(pat === undefined ? '' : elementOf(pat, 1)) ?? 'other',
    patient: readPerson(partOf(level, 'QC'), 'QC'),
  };
}

const relationships: ReadonlyMap<string, Relationship> = new Map([
  [relationshipCodes.spouse, 'spouse'],
  [relationshipCodes.child, 'child'],
]);

function readPerson(loop: Reading, role: string): Person {
  const dmg = firstOf(loop, 'DMG', 'D8');
  return {
    last: nameIn(loop, role, 3),
    first: nameIn(loop, role, 4),
    birthDate: dateIn(loop, dmg, 2),
    sex: readSex(loop),
    address: readHome(loop),
  };
}

/** The segments from the NM1 of a role to before the next NM1. */
function partOf(level: Reading, role: string): Reading {
  const [, ...runs] = splitBefore(level.segments, 'NM1');
  const run = runs.find(([nm1]) => nm1 !== undefined && elementOf(nm1, 1) === role);
  return within(level, run ?? []);
}

/** An element of the NM1, which says nothing but this and what kind of id it holds. */
function nameIn(loop: Reading, role: string, n: number, idQualifier = ''): string {
  const nm1 = firstOf(loop, 'NM1', role);
  expectIn(loop, nm1, 2, '1', '2');
  expectIn(loop, nm1, 8, idQualifier);
  return textIn(loop, nm1, n);
}

function readHome(loop: Reading): Address {
  const n4 = firstOf(loop, 'N4');
  return {
    line1: textIn(loop, firstOf(loop, 'N3'), 1),
    city: textIn(loop, n4, 1),
    state: textIn(loop, n4, 2),
    zip: textIn(loop, n4, 3),
  };
}

function readSex(loop: Reading): Sex {
  const dmg = firstOf(loop, 'DMG');
  expectIn(loop, dmg, 3, 'F', 'M', 'U');
  const code = dmg === undefined ? '' : elementOf(dmg, 3);
  return code === 'F' || code === 'M' ? code : 'U';
}
