/** The first payer in a bill to the second: loops 2320, 2330A, 2330B, and 2430 of each line. */
import { namedParty } from '../x12/party.ts';
import type { OutgoingSegment } from '../x12/write.ts';
import type { BillableClaim } from './claim-batch.ts';
import type { OtherCoverage } from './other-coverage.ts';
import { adjudicationSegments } from './write-coverage.ts';
import { relationshipCodes } from './write-parties.ts';

/** Each line's own decision has the date, else the claim's: never both (K02). */
export function firstPayerOf({ claim, first }: BillableClaim): readonly OtherCoverage[] {
  if (first === undefined) return [];
  const { decision, payer } = first;
  const { groupNumber, memberId, patient, relationship, subscriber } = claim.encounter;
  const insured = (relationship === 'self' ? null : subscriber) ?? patient;
  const { claimFilingCode, name, payerId } = payer;
  return [
    {
      rank: 'P',
      relationship: relationship === 'self' ? '18' : relationshipCodes[relationship],
      groupOrPolicy: groupNumber,
      groupName: '',
      insuranceType: '',
      filingCode: claimFilingCode,
      adjustments: decision.adjustments,
      paidCents: decision.paidCents,
      patientCents: decision.patientCents,
      benefitsAssigned: 'Y',
      release: 'Y',
      insured: namedParty({
        role: 'IL',
        kind: '1',
        name: insured.last,
        first: insured.first,
        idQualifier: 'MI',
        id: memberId,
      }),
      payer: namedParty({ role: 'PR', kind: '2', name, idQualifier: 'PI', id: payerId }),
      decidedOn: decision.lines.length === 0 ? decision.decidedOn : null,
    },
  ];
}

export function decisionSegments({ first }: BillableClaim, line: number): OutgoingSegment[] {
  if (first === undefined) return [];
  const own = first.decision.lines.filter((row) => row.line === line);
  return own.flatMap(({ adjustments, paidCents, paidUnits, procedure }) =>
    adjudicationSegments({
      payerId: first.payer.payerId,
      paidCents,
      procedure,
      revenueCode: '',
      paidUnits,
      bundledInto: '',
      adjustments,
      patientCents: null,
      decidedOn: first.decision.decidedOn,
    }),
  );
}
