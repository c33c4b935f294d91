/** Writes 271s (005010X279A1), an ST for each person. What a reader kept as `other` is not written. */
import { deliverySegments } from '../x12/delivery.ts';
import { healthCodeSegments } from '../x12/health-codes.ts';
import { levelSegments } from '../x12/hierarchy.ts';
import { periodSegments } from '../x12/period.ts';
import { procedureParts, rejectionSegments, traceSegments } from '../x12/trace.ts';
import { headingSegment, type SetEnvelope, writeSet } from '../x12/transaction-set.ts';
import { amountText, type OutgoingSegment } from '../x12/write.ts';
import {
  aboutSegments,
  partySegments,
  referenceSegments,
  whoSegments,
} from '../x12/write-party.ts';
import type {
  Benefit,
  EligibilityAnswer,
  InsuredPerson,
  Questioned,
} from './eligibility-answer.ts';

const guide = { set: '271', functionalCode: 'HB', version: '005010X279A1' };

export function writeEligibilityAnswers(
  envelope: SetEnvelope,
  answers: readonly EligibilityAnswer[],
): Uint8Array {
  return writeSet(guide, envelope, answers.map(answerSegments));
}

function answerSegments(answer: EligibilityAnswer): OutgoingSegment[] {
  const { dependent, heading, payer, provider, subscriber } = answer;
  const [ofSubscriber, ofDependent] = dependent === null ? [answer, null] : [null, answer];
  return [
    headingSegment('0022', heading),
    ...levelSegments([
      ['20', payer && questionedSegments(payer)],
      ['21', provider && questionedSegments(provider)],
      ['22', subscriber && personSegments(subscriber, ofSubscriber)],
      ['23', dependent && personSegments(dependent, ofDependent)],
    ]),
  ];
}

function questionedSegments(party: Questioned): OutgoingSegment[] {
  return [...whoSegments(party), ...rejectionSegments(party.rejections), ...aboutSegments(party)];
}

/** The person; traces and benefits stand with whom they are about. */
function personSegments(person: InsuredPerson, about: EligibilityAnswer | null): OutgoingSegment[] {
  return [
    ...traceSegments(about?.traces ?? []),
    ...questionedSegments(person),
    ...healthCodeSegments(person.diagnoses),
    ...periodSegments(person.dates),
    ...(about?.benefits ?? []).flatMap(benefitSegments),
  ];
}

function benefitSegments(benefit: Benefit): OutgoingSegment[] {
  return [
    benefitSegment(benefit),
    ...deliverySegments(benefit.deliveries),
    ...referenceSegments(benefit.references),
    ...periodSegments(benefit.dates),
    ...rejectionSegments(benefit.rejections),
    ...benefit.messages.map((message): OutgoingSegment => ['MSG', message]),
    ...benefit.circumstances.map((one): OutgoingSegment => ['III', one.qualifier, one.code]),
    ...relatedSegments(benefit),
  ];
}

function benefitSegment(benefit: Benefit): OutgoingSegment {
  const { amountCents, percent, quantity } = benefit;
  return [
    'EB',
    benefit.information,
    benefit.coverageLevel,
    { repeated: benefit.serviceTypes },
    benefit.insuranceType,
    benefit.planName,
    benefit.timePeriod,
    amountCents === null ? '' : amountText(amountCents),
    percent ?? '',
    benefit.quantityUnit,
    quantity ?? '',
    benefit.authorizationRequired,
    benefit.inNetwork,
    procedureParts(benefit.procedure),
    benefit.diagnosisPointers,
  ];
}

function relatedSegments({ related }: Benefit): OutgoingSegment[] {
  if (related.length === 0) return [];
  return [['LS', '2120'], ...related.flatMap(partySegments), ['LE', '2120']];
}
