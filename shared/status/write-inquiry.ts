/** Writes 276s (005010X212), an ST for each claim. What a reader kept as `other` is not written. */
import type { Cents } from '../values/money.ts';
import { levelSegments } from '../x12/hierarchy.ts';
import type { Party } from '../x12/party.ts';
import { type Period, periodSegment } from '../x12/period.ts';
import { procedureParts, traceSegments } from '../x12/trace.ts';
import { headingSegment, type SetEnvelope, writeSet } from '../x12/transaction-set.ts';
import { amountText, type OutgoingSegment } from '../x12/write.ts';
import { demographicSegments, partySegments, referenceSegments } from '../x12/write-party.ts';
import type { InquiredLine, StatusInquiry } from './status-inquiry.ts';

const guide = { set: '276', functionalCode: 'HR', version: '005010X212' };

export function writeStatusInquiries(
  envelope: SetEnvelope,
  inquiries: readonly StatusInquiry[],
): Uint8Array {
  return writeSet(guide, envelope, inquiries.map(inquirySegments));
}

function inquirySegments(inquiry: StatusInquiry): OutgoingSegment[] {
  const { dependent, heading, payer, provider, receiver, subscriber } = inquiry;
  const claim = claimSegments(inquiry);
  const [ofSubscriber, ofDependent] = dependent === null ? [claim, []] : [[], claim];
  return [
    headingSegment('0010', heading),
    ...levelSegments([
      ['20', payer && partySegments(payer)],
      ['21', receiver && partySegments(receiver)],
      ['19', provider && partySegments(provider)],
      ['22', subscriber && [...personSegments(subscriber), ...ofSubscriber]],
      ['23', dependent && [...personSegments(dependent), ...ofDependent]],
    ]),
  ];
}

/** In a 276 the DMG stands before the name. */
function personSegments(person: Party): OutgoingSegment[] {
  const { birthDate, sex } = person;
  return [
    ...demographicSegments({ birthDate, sex }),
    ...partySegments({ ...person, birthDate: null, sex: '' }),
  ];
}

function claimSegments(inquiry: StatusInquiry): OutgoingSegment[] {
  const { billType, patientControlNumber, payerControlNumber, trace } = inquiry;
  return [
    ...traceSegments(trace === null ? [] : [trace]),
    ...numberSegments('1K', payerControlNumber),
    ...numberSegments('BLT', billType),
    ...numberSegments('EJ', patientControlNumber),
    ...referenceSegments(inquiry.references),
    ...chargeSegments(inquiry.chargeCents),
    ...serviceSegments(inquiry.service),
    ...inquiry.lines.flatMap(lineSegments),
  ];
}

function lineSegments(line: InquiredLine): OutgoingSegment[] {
  const { chargeCents, controlNumber, procedure, revenueCode, units } = line;
  const charge = chargeCents === null ? '' : amountText(chargeCents);
  return [
    ['SVC', procedureParts(procedure), charge, '', revenueCode, '', '', units ?? ''],
    ...numberSegments('FJ', controlNumber),
    ...serviceSegments(line.service),
  ];
}

function numberSegments(qualifier: string, number: string): OutgoingSegment[] {
  return number === '' ? [] : [['REF', qualifier, number]];
}

function chargeSegments(charge: Cents | null): OutgoingSegment[] {
  return charge === null ? [] : [['AMT', 'T3', amountText(charge)]];
}

function serviceSegments(service: Period | null): OutgoingSegment[] {
  return service === null ? [] : [periodSegment('472', service)];
}
