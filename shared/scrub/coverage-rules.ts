/** Rules C of what the practice itself knows: whether this payer covers this member's visit, as far as the practice knows. */
import { calendarDate } from '../values/dates.ts';
import { payerId } from '../values/ids.ts';
import { authorizationsFor, covers } from './authorization.ts';
import { noData, pass, type Rule, type ScrubContext, verdict, verdictOn } from './rule.ts';
import {
  sampleVisit,
  withBill,
  withEncounter,
  withPayer,
  withReference,
  withScan,
} from './sample-visit.ts';

export const coverageRules: readonly Rule[] = [
  {
    id: 'C03',
    version: 1,
    title: 'A Medicare member id has the form of a Medicare Beneficiary Identifier',
    severity: 'BLOCK',
    prevents: ['31', '140', 'A7'],
    effectiveFrom: calendarDate('2020-01-01'),
    source: 'CMS, format of the MBI',
    fixHint: 'Copy the id from the new Medicare card, without dashes.',
    check: hasMemberIdForm,
    examples: [
      { says: 'another payer’s id', outcome: 'pass', visit: sampleVisit },
      {
        says: 'Medicare and an MBI',
        outcome: 'pass',
        visit: withPayer({ claimFilingCode: 'MB' }, { memberId: '1EG4TE5MK73' }),
      },
      {
        says: 'Medicare and an old number',
        outcome: 'fail',
        visit: withPayer({ claimFilingCode: 'MB' }, { memberId: '000000000A' }),
      },
      {
        says: 'a payer that nobody knows',
        outcome: 'no_data',
        visit: withEncounter({ payerId: payerId('NOBODY') }),
      },
    ],
  },
  {
    id: 'C05',
    version: 1,
    title: 'The relationship fits the insured',
    severity: 'BLOCK',
    prevents: ['32', 'A7'],
    effectiveFrom: null,
    source: 'X12 837P implementation guide 005010X222A1, SBR02 and PAT01',
    fixHint: 'Say who is insured: the patient (self) or the person named as subscriber.',
    check: fitsRelationship,
    examples: [
      { says: 'self', outcome: 'pass', visit: sampleVisit },
      {
        says: 'a child of the insured',
        outcome: 'pass',
        visit: withEncounter({
          relationship: 'child',
          subscriber: { last: 'Sample', first: 'Sybil', birthDate: null },
        }),
      },
      {
        says: 'self, but insured is another person',
        outcome: 'fail',
        visit: withEncounter({ subscriber: { last: 'Other', first: 'Sam', birthDate: null } }),
      },
      {
        says: 'the patient’s own spouse',
        outcome: 'fail',
        visit: withEncounter({
          relationship: 'spouse',
          subscriber: { last: 'Sample', first: 'Sam', birthDate: calendarDate('1980-02-29') },
        }),
      },
      {
        says: 'a spouse who is not named',
        outcome: 'no_data',
        visit: withEncounter({ relationship: 'spouse' }),
      },
    ],
  },
  {
    id: 'C06',
    version: 2,
    title: 'The payer is one of the practice’s; a facility’s bill only goes where files are taken',
    severity: 'BLOCK',
    final: true,
    prevents: ['109', 'A7'],
    effectiveFrom: null,
    source: 'payers.csv',
    fixHint:
      'Correct the payer id or add the payer; a facility’s bill to a paper payer is sent by hand.',
    check: hasPayer,
    examples: [
      { says: 'an electronic payer', outcome: 'pass', visit: sampleVisit },
      { says: 'a paper payer', outcome: 'pass', visit: withPayer({ electronic: false }) },
      {
        says: 'a facility’s bill to a paper payer',
        outcome: 'fail',
        visit: withPayer({ electronic: false }, { ...withBill().claim.encounter }),
      },
      {
        says: 'a payer that nobody knows',
        outcome: 'fail',
        visit: withEncounter({ payerId: payerId('NOBODY') }),
      },
    ],
  },
  {
    id: 'C09',
    version: 1,
    title: 'A service that needs a prior authorization has one',
    severity: 'HOLD',
    prevents: ['197', '15'],
    effectiveFrom: null,
    source: 'auth_required.csv',
    fixHint: 'Get the authorization, enter its number with the visit or in authorizations.csv.',
    check: hasAuthorization,
    examples: [
      { says: 'services that need none', outcome: 'pass', visit: sampleVisit },
      {
        says: 'a number with the visit',
        outcome: 'pass',
        visit: withScan({}, { priorAuthorization: 'X' }),
      },
      { says: 'an authorization on file', outcome: 'pass', visit: withScan({}) },
      { says: 'neither', outcome: 'fail', visit: withScan({}, { memberId: 'M0009' }) },
      {
        says: 'no auth_required.csv',
        outcome: 'no_data',
        visit: withReference({ requiresAuthorization: () => null }),
      },
    ],
  },
  {
    id: 'C10',
    version: 1,
    title: 'The authorization covers the service, its dates and its units',
    severity: 'HOLD',
    prevents: ['198', '284', '302'],
    effectiveFrom: null,
    source: 'authorizations.csv',
    fixHint: 'Have the payer extend the authorization, or bill what it covers.',
    check: isCovered,
    examples: [
      { says: 'no authorization in play', outcome: 'pass', visit: sampleVisit },
      { says: 'within dates and units', outcome: 'pass', visit: withScan({}) },
      { says: 'two units of one', outcome: 'fail', visit: withScan({ units: 2 }) },
      {
        says: 'a unit that an earlier claim has used',
        outcome: 'fail',
        visit: { ...withScan({}), usedUnits: () => 1 },
      },
      {
        says: 'after its last day',
        outcome: 'fail',
        visit: withScan({ serviceDateTo: calendarDate('2026-04-01') }),
      },
      {
        says: 'a number that authorizes another service',
        outcome: 'fail',
        visit: withEncounter({ priorAuthorization: 'AUTH1' }),
      },
      {
        says: 'a number that is not on file',
        outcome: 'no_data',
        visit: withScan({}, { priorAuthorization: 'X' }),
      },
    ],
  },
];

/** C A AN N A AN N A A N N, where letters leave out S L O I B Z. */
const mbi =
  /^[1-9][AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y][AC-HJKMNP-RT-Y\d]\d[AC-HJKMNP-RT-Y]{2}\d{2}$/;

function hasMemberIdForm({ claim: { encounter }, reference }: ScrubContext) {
  const payer = reference.payers.get(encounter.payerId);
  if (payer === undefined) return noData;
  return verdictOn(payer.claimFilingCode !== 'MB' || mbi.test(encounter.memberId), 'member_id');
}

function fitsRelationship({ claim: { encounter } }: ScrubContext) {
  const { patient, relationship, subscriber } = encounter;
  if (relationship === 'self') return verdictOn(subscriber === null, 'relationship');
  if (subscriber === null) return noData;
  const isPatient =
    subscriber.last.toUpperCase() === patient.last.toUpperCase() &&
    subscriber.first.toUpperCase() === patient.first.toUpperCase() &&
    subscriber.birthDate === patient.birthDate;
  return verdictOn(!isPatient, 'relationship');
}

function hasPayer({ claim, reference }: ScrubContext) {
  const payer = reference.payers.get(claim.encounter.payerId);
  if (payer === undefined) return verdictOn(false, 'payer_id');
  const onPaper = !payer.electronic && claim.encounter.facility !== undefined;
  return verdictOn(!onPaper, 'electronic');
}

function hasAuthorization({ claim: { encounter }, reference }: ScrubContext) {
  const { payerId: payer, lines } = encounter;
  const known = authorizationsFor(reference, encounter);
  const needs = lines.map((line) => reference.requiresAuthorization(payer, line.procedure));
  if (needs.includes(null)) return noData;
  if (encounter.priorAuthorization !== '') return pass;
  const bare = lines.filter(
    (line, index) => needs[index] && known.every((one) => one.procedure !== line.procedure),
  );
  return verdict(bare.map(({ line }) => ({ line, place: 'prior_authorization' })));
}

/** Looks at the services that need one; when a number is named and none does, at what it is for. */
function isCovered({ claim: { encounter }, reference, usedUnits }: ScrubContext) {
  const { payerId: payer, lines, priorAuthorization } = encounter;
  const known = authorizationsFor(reference, encounter);
  const needing = lines.filter((line) => reference.requiresAuthorization(payer, line.procedure));
  if (needing.length === 0 && priorAuthorization === '') return pass;
  if (known.length === 0) return noData;
  const named = lines.filter((line) => known.some((one) => one.procedure === line.procedure));
  const judged = needing.length > 0 ? needing : named;
  if (judged.length === 0) return verdictOn(false, 'prior_authorization');
  const open = judged.filter(
    (line) => !known.some((one) => covers(one, encounter, line, usedUnits)),
  );
  return verdict(open.map(({ line }) => ({ line, place: 'prior_authorization' })));
}
