/** Loops 2000B and 2000C of an 837: subscriber, payer, and the patient who is not the subscriber. */
import type { Encounter, Patient, Relationship } from '../encounter/encounter.ts';
import type { Payer } from '../reference/reference.ts';
import { compactDate } from '../values/dates.ts';
import type { OutgoingSegment } from '../x12/write.ts';
import type { Claim } from './claim.ts';
import type { BillableClaim } from './claim-batch.ts';
import type { ClaimParties, Person } from './submitted-claim.ts';

/** The last HL id that was given out; ids run through the whole ST, 1 is the billing provider. */
export type Hierarchy = { last: number };

/** PAT01; the subscriber's own claim has no patient loop. */
export const relationshipCodes: Readonly<Record<Exclude<Relationship, 'self'>, string>> = {
  spouse: '01',
  child: '19',
  other: 'G8',
};

/** `insuranceType` is SBR05. */
export function partySegments(
  parties: ClaimParties,
  hierarchy: Hierarchy,
  insuranceType = '',
): OutgoingSegment[] {
  const { patient, relationship, subscriber } = parties;
  const subscriberId = nextId(hierarchy);
  const hasPatient = relationship === 'self' ? '0' : '1';
  const above: OutgoingSegment[] = [
    ['HL', subscriberId, '1', '22', hasPatient],
    ...subscriberSegments(parties, subscriber, insuranceType),
  ];
  if (relationship === 'self') return above;
  return [
    ...above,
    ['HL', nextId(hierarchy), subscriberId, '23', '0'],
    ['PAT', relationshipCodes[relationship]],
    ['NM1', 'QC', '1', patient.last, patient.first],
    ...demographics(patient),
  ];
}

/** Of a subscriber who is not the patient, only the name is told. */
export function partiesOf(
  billable: Pick<BillableClaim, 'claim' | 'payer' | 'first'>,
): ClaimParties {
  const { claim, payer } = billable;
  if (billable.first !== undefined) return secondPartiesOf(claim, payer);
  const { groupNumber, memberId, patient, relationship } = claim.encounter;
  return {
    payerId: payer.payerId,
    payerName: payer.name,
    payerRank: 'P',
    filingCode: payer.claimFilingCode,
    groupOrPolicy: groupNumber,
    memberId,
    relationship,
    subscriber: subscriberOf(claim.encounter),
    patient,
  };
}

/** Nobody told who holds the second coverage, so it is the patient's own. */
function secondPartiesOf({ encounter }: Claim, payer: Payer): ClaimParties {
  const { patient, secondary } = encounter;
  return {
    payerId: payer.payerId,
    payerName: payer.name,
    payerRank: 'S',
    filingCode: payer.claimFilingCode,
    groupOrPolicy: '',
    memberId: secondary?.memberId ?? '',
    relationship: 'self',
    subscriber: patient,
    patient,
  };
}

function subscriberOf({ patient, relationship, subscriber }: Encounter): Person {
  if (relationship === 'self') return patient;
  const { first, last }: Pick<Patient, 'first' | 'last'> = subscriber ?? patient;
  return { first, last, birthDate: null, sex: 'U', address: nowhere };
}

const nowhere = { line1: '', city: '', state: '', zip: '' };

/** SBR, 2010BA and 2010BB. */
function subscriberSegments(
  parties: ClaimParties,
  subscriber: Person,
  insuranceType: string,
): OutgoingSegment[] {
  const { filingCode, groupOrPolicy, memberId, payerId, payerName, payerRank } = parties;
  const self = parties.relationship === 'self' ? '18' : '';
  return [
    ['SBR', payerRank, self, groupOrPolicy, '', insuranceType, '', '', '', filingCode],
    ['NM1', 'IL', '1', subscriber.last, subscriber.first, '', '', '', 'MI', memberId],
    ...demographics(subscriber),
    ['NM1', 'PR', '2', payerName, '', '', '', '', 'PI', payerId],
  ];
}

/** N3, N4 and DMG, each when there is something to say. */
function demographics({ address, birthDate, sex }: Person): OutgoingSegment[] {
  const { city, line1, state, zip } = address;
  const segments: OutgoingSegment[] = [];
  if (line1 !== '') segments.push(['N3', line1]);
  if (city !== '' || state !== '' || zip !== '') {
    segments.push(['N4', city, state, zip.replace(/\D/g, '')]);
  }
  if (birthDate !== null) segments.push(['DMG', 'D8', compactDate(birthDate), sex]);
  return segments;
}

function nextId(hierarchy: Hierarchy): string {
  hierarchy.last += 1;
  return String(hierarchy.last);
}
