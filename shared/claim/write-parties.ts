/** Loops 2000B and 2000C of an 837P: subscriber, payer, and the patient who is not the subscriber. */
import type { Encounter, Patient, Relationship } from '../encounter/encounter.ts';
import type { Payer } from '../reference/reference.ts';
import { compactDate } from '../values/dates.ts';
import type { OutgoingSegment } from '../x12/write.ts';
import type { BillableClaim } from './claim-batch.ts';

/** The last HL id that was given out; ids run through the whole ST, 1 is the billing provider. */
export type Hierarchy = { last: number };

/** PAT01; the subscriber's own claim has no patient loop. */
export const relationshipCodes: Readonly<Record<Exclude<Relationship, 'self'>, string>> = {
  spouse: '01',
  child: '19',
  other: 'G8',
};

export function partySegments(billable: BillableClaim, hierarchy: Hierarchy): OutgoingSegment[] {
  const { encounter } = billable.claim;
  const { patient, relationship } = encounter;
  const subscriberId = nextId(hierarchy);
  if (relationship === 'self') {
    return [
      ['HL', subscriberId, '1', '22', '0'],
      ...subscriberSegments(encounter, billable.payer, demographics(patient)),
    ];
  }
  return [
    ['HL', subscriberId, '1', '22', '1'],
    ...subscriberSegments(encounter, billable.payer, []),
    ['HL', nextId(hierarchy), subscriberId, '23', '0'],
    ['PAT', relationshipCodes[relationship]],
    ['NM1', 'QC', '1', patient.last, patient.first],
    ...demographics(patient),
  ];
}

/** SBR, 2010BA and 2010BB. */
function subscriberSegments(
  encounter: Encounter,
  payer: Payer,
  ownDemographics: readonly OutgoingSegment[],
): OutgoingSegment[] {
  const { groupNumber, memberId, patient, relationship } = encounter;
  const subscriber = relationship === 'self' ? patient : (encounter.subscriber ?? patient);
  const self = relationship === 'self' ? '18' : '';
  return [
    ['SBR', 'P', self, groupNumber, '', '', '', '', '', payer.claimFilingCode],
    ['NM1', 'IL', '1', subscriber.last, subscriber.first, '', '', '', 'MI', memberId],
    ...ownDemographics,
    ['NM1', 'PR', '2', payer.name, '', '', '', '', 'PI', payer.payerId],
  ];
}

function demographics({ address, birthDate, sex }: Patient): OutgoingSegment[] {
  return [
    ['N3', address.line1],
    ['N4', address.city, address.state, address.zip.replace(/\D/g, '')],
    ['DMG', 'D8', compactDate(birthDate), sex],
  ];
}

function nextId(hierarchy: Hierarchy): string {
  hierarchy.last += 1;
  return String(hierarchy.last);
}
