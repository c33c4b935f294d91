/** The claims of an 837 that a payer can decide; one without a readable amount or date would be rejected at its door. */
import type { LineAdjudication } from '../claim/other-coverage.ts';
import type { SubmittedClaim, SubmittedLine } from '../claim/submitted-claim.ts';
import type { AnswerAdjustment } from './answer.ts';
import { readAnyClaims } from './read-any-claims.ts';
import type { SentClaim, SentLine } from './sent-claim.ts';

export function readSentClaims(bytes: Uint8Array): readonly SentClaim[] {
  return readAnyClaims(bytes).flatMap((claim) => {
    const sent = sentClaim(claim);
    return sent === null ? [] : [sent];
  });
}

function sentClaim(claim: SubmittedClaim): SentClaim | null {
  const [first, ...rest] = claim.lines.flatMap((line) => sentLine(claim, line));
  if (first === undefined || rest.length + 1 < claim.lines.length) return null;
  if (claim.chargeCents === null) return null;
  const { billing, patient } = claim;
  return {
    payerId: claim.payerId,
    payee: { name: billing.name, npi: billing.npi, taxId: billing.taxId },
    claimId: claim.patientControlNumber,
    frequency: claim.frequency,
    originalControlNumber: claim.originalControlNumber,
    rank: claim.payerRank,
    other: claim.secondary,
    chargeCents: claim.chargeCents,
    memberId: claim.memberId,
    groupNumber: claim.groupOrPolicy,
    patient: { last: patient.last, first: patient.first, birthDate: patient.birthDate ?? '' },
    authorization: claim.priorAuthorization,
    renderingNpi: claim.renderingNpi,
    diagnoses: claim.diagnoses,
    lines: [first, ...rest],
  };
}

function sentLine(claim: SubmittedClaim, line: SubmittedLine): readonly SentLine[] {
  const { chargeCents, serviceDate, units } = line;
  if (chargeCents === null || serviceDate === null || units === null) return [];
  return [
    {
      controlNumber: line.controlNumber === '' ? null : line.controlNumber,
      procedure: line.procedure,
      modifiers: line.modifiers,
      units,
      chargeCents,
      serviceDate,
      place: claim.placeOfService,
      diagnoses: line.pointers.flatMap((place) => claim.diagnoses[place - 1] ?? []),
      leftToPatient: line.adjudications.flatMap(leftBy),
    },
  ];
}

function leftBy({ adjustments }: LineAdjudication): readonly AnswerAdjustment[] {
  return adjustments.flatMap(({ amountCents, group, reason }) =>
    group === 'PR' && amountCents !== null ? [{ group, carc: reason, amountCents }] : [],
  );
}
