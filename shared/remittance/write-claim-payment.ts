/** Writes loop 2100 and its 2110s. */
import { compactDate } from '../values/dates.ts';
import { amountText, type OutgoingSegment } from '../x12/write.ts';
import type { Adjustment, Procedure } from './remittance.ts';
import type { OutgoingClaimPayment, OutgoingServicePayment } from './remittance-file.ts';

const mostTriplets = 6;
const mostRemarks = 5;

export function claimSegments(claim: OutgoingClaimPayment): OutgoingSegment[] {
  return [
    headSegment(claim),
    ...adjustmentSegments(claim.adjustments),
    ...partySegments(claim),
    ...remarkSegments(claim.remarks),
    ...(claim.interestCents === null ? [] : [amountSegment('I', amountText(claim.interestCents))]),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function headSegment(claim: OutgoingClaimPayment): OutgoingSegment {
  const { chargeCents, filingCode, frequency, paidCents, patientCents, placeOfService } = claim;
  const patient = patientCents === 0 ? '' : amountText(patientCents);
  return [
    'CLP',
    claim.patientControlNumber,
    claim.status,
    amountText(chargeCents),
    amountText(paidCents),
    patient,
    filingCode,
    claim.payerControlNumber,
    placeOfService,
    frequency,
  ];
}

/** One CAS a group code, six triplets each. */
function adjustmentSegments(adjustments: readonly Adjustment[]): OutgoingSegment[] {
  const segments: OutgoingSegment[] = [];
  for (const [group, own] of Map.groupBy(adjustments, (adjustment) => adjustment.group)) {
    for (let first = 0; first < own.length; first += mostTriplets) {
      const triplets = own.slice(first, first + mostTriplets).flatMap(tripletOf);
      segments.push(['CAS', group, ...triplets]);
    }
  }
  return segments;
}

function tripletOf({ amountCents, carc, quantity = '' }: Adjustment): string[] {
  return [carc, amountText(amountCents), quantity];
}

function partySegments(claim: OutgoingClaimPayment): OutgoingSegment[] {
  const { correctedMemberId, crossover, patient, renderingNpi } = claim;
  const { first, last, memberId } = patient;
  const segments: OutgoingSegment[] = [['NM1', 'QC', '1', last, first, '', '', '', 'MI', memberId]];
  if (correctedMemberId !== null) {
    segments.push(['NM1', '74', '1', '', '', '', '', '', 'C', correctedMemberId]);
  }
  if (renderingNpi !== '') {
    segments.push(['NM1', '82', '1', '', '', '', '', '', 'XX', renderingNpi]);
  }
  if (crossover !== null) {
    segments.push(['NM1', 'TT', '2', crossover.name, '', '', '', '', 'PI', crossover.payerId]);
  }
  return segments;
}

function remarkSegments(remarks: readonly string[]): OutgoingSegment[] {
  return remarks.length === 0 ? [] : [['MOA', '', '', ...remarks.slice(0, mostRemarks)]];
}

function lineSegments(line: OutgoingServicePayment): OutgoingSegment[] {
  const { allowedCents, lineControlNumber, remarks } = line;
  const reference: OutgoingSegment[] =
    lineControlNumber === null ? [] : [['REF', '6R', lineControlNumber]];
  const allowed = allowedCents === null ? [] : [amountSegment('B6', amountText(allowedCents))];
  return [
    serviceSegment(line),
    ...dateSegments(line),
    ...adjustmentSegments(line.adjustments),
    ...reference,
    ...allowed,
    ...remarks.map((remark): OutgoingSegment => ['LQ', 'HE', remark]),
  ];
}

function serviceSegment(line: OutgoingServicePayment): OutgoingSegment {
  const submitted = line.submittedProcedure === null ? '' : compositeOf(line.submittedProcedure);
  const money = [amountText(line.chargeCents), amountText(line.paidCents)];
  const units = [line.paidUnits, submitted, line.originalUnits];
  return ['SVC', compositeOf(line.procedure), ...money, '', ...units];
}

function compositeOf({ code, modifiers, qualifier }: Procedure): string[] {
  return [qualifier, code, ...modifiers];
}

function dateSegments({ serviceDate, serviceDateTo }: OutgoingServicePayment): OutgoingSegment[] {
  if (serviceDate === serviceDateTo) return [['DTM', '472', compactDate(serviceDate)]];
  return [
    ['DTM', '150', compactDate(serviceDate)],
    ['DTM', '151', compactDate(serviceDateTo)],
  ];
}

function amountSegment(qualifier: string, amount: string): OutgoingSegment {
  return ['AMT', qualifier, amount];
}
