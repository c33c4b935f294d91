/** Writes an event or a service of a 278. */
import { deliverySegments } from '../x12/delivery.ts';
import { healthCodeSegments } from '../x12/health-codes.ts';
import { periodSegments } from '../x12/period.ts';
import { procedureParts, rejectionSegments, traceSegments } from '../x12/trace.ts';
import { amountText, type OutgoingSegment } from '../x12/write.ts';
import { aboutSegments, referenceSegments, whoSegments } from '../x12/write-party.ts';
import type {
  Admission,
  AnsweredParty,
  AuthorizedService,
  DecidedItem,
  Decision,
  Review,
} from './authorization.ts';

/** A request is written as a decision that decides nothing and rejects nothing. */
export function itemSegments(item: DecidedItem): OutgoingSegment[] {
  return [
    ...traceSegments(item.traces),
    ...rejectionSegments(item.rejections),
    ...reviewSegments(item.review),
    ...decisionSegments(item.decision),
    ...referenceSegments(item.references),
    ...periodSegments(item.dates),
    ...healthCodeSegments(item.diagnoses),
    ...serviceSegments(item.service),
    ...deliverySegments(item.deliveries),
    ...admissionSegments(item.admission),
    ...item.messages.map((message): OutgoingSegment => ['MSG', message]),
    ...item.providers.flatMap(answeredSegments),
  ];
}

export function answeredSegments(party: AnsweredParty): OutgoingSegment[] {
  return [...whoSegments(party), ...rejectionSegments(party.rejections), ...aboutSegments(party)];
}

function reviewSegments(review: Review | null): OutgoingSegment[] {
  if (review === null) return [];
  const { category, certification, facility, facilityQualifier, level, serviceType } = review;
  return [['UM', category, certification, serviceType, [facility, facilityQualifier], '', level]];
}

function decisionSegments(decision: Decision | null): OutgoingSegment[] {
  if (decision === null) return [];
  const { action, number, reasons, secondOpinion } = decision;
  return [['HCR', action, number, { repeated: reasons }, secondOpinion]];
}

function serviceSegments(service: AuthorizedService | null): OutgoingSegment[] {
  if (service === null) return [];
  const { diagnosisPointers, quantity, revenueCode, unit } = service;
  const charge = service.chargeCents === null ? '' : amountText(service.chargeCents);
  const procedure = procedureParts(service.procedure);
  const many = [charge, unit, quantity ?? ''];
  switch (service.kind) {
    case 'professional':
      return [['SV1', procedure, ...many, '', '', diagnosisPointers]];
    case 'institutional':
      return [['SV2', revenueCode, procedure, ...many]];
  }
}

function admissionSegments(admission: Admission | null): OutgoingSegment[] {
  if (admission === null) return [];
  return [['CL1', admission.type, admission.source, admission.patientStatus]];
}
