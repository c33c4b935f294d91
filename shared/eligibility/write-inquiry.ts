/** Writes 270s (005010X279A1), an ST for each person. What a reader kept as `other` is not written. */
import { healthCodeSegments } from '../x12/health-codes.ts';
import { levelSegments } from '../x12/hierarchy.ts';
import { periodSegments } from '../x12/period.ts';
import { procedureParts, traceSegments } from '../x12/trace.ts';
import { headingSegment, type SetEnvelope, writeSet } from '../x12/transaction-set.ts';
import type { OutgoingSegment } from '../x12/write.ts';
import { partySegments, referenceSegments } from '../x12/write-party.ts';
import type {
  EligibilityInquiry,
  EligibilityQuestion,
  InquiredPerson,
} from './eligibility-inquiry.ts';

const guide = { set: '270', functionalCode: 'HS', version: '005010X279A1' };

export function writeEligibilityInquiries(
  envelope: SetEnvelope,
  inquiries: readonly EligibilityInquiry[],
): Uint8Array {
  return writeSet(guide, envelope, inquiries.map(inquirySegments));
}

function inquirySegments(inquiry: EligibilityInquiry): OutgoingSegment[] {
  const { dependent, heading, payer, provider, subscriber } = inquiry;
  const [ofSubscriber, ofDependent] = dependent === null ? [inquiry, null] : [null, inquiry];
  return [
    headingSegment('0022', heading),
    ...levelSegments([
      ['20', payer && partySegments(payer)],
      ['21', provider && partySegments(provider)],
      ['22', subscriber && personSegments(subscriber, ofSubscriber)],
      ['23', dependent && personSegments(dependent, ofDependent)],
    ]),
  ];
}

/** The person; traces and questions stand with whom they are about. */
function personSegments(
  person: InquiredPerson,
  about: EligibilityInquiry | null,
): OutgoingSegment[] {
  return [
    ...traceSegments(about?.traces ?? []),
    ...partySegments(person),
    ...healthCodeSegments(person.diagnoses),
    ...periodSegments(person.dates),
    ...(about?.questions ?? []).flatMap(questionSegments),
  ];
}

function questionSegments(question: EligibilityQuestion): OutgoingSegment[] {
  const { circumstances, coverageLevel, diagnosisPointers, insuranceType } = question;
  const procedure = procedureParts(question.procedure);
  const services = { repeated: question.serviceTypes };
  return [
    ['EQ', services, procedure, coverageLevel, insuranceType, diagnosisPointers],
    ...circumstances.map(({ code, qualifier }): OutgoingSegment => ['III', qualifier, code]),
    ...referenceSegments(question.references),
    ...periodSegments(question.dates),
  ];
}
