/** Writes claims of facilities as an 837I (005010X223A2). What a reader kept as `other` is not written. */
import { compactDate } from '../values/dates.ts';
import { healthCodeSegments } from '../x12/health-codes.ts';
import { periodSegment, spanSegment } from '../x12/period.ts';
import { procedureParts } from '../x12/trace.ts';
import { amountText, type OutgoingSegment } from '../x12/write.ts';
import type { BatchNumbers } from './claim-batch.ts';
import type { InstitutionalClaim, InstitutionalLine } from './institutional-claim.ts';
import { groupsOf } from './institutional-codes.ts';
import type { BillingProvider } from './submitted-claim.ts';
import { adjudicationSegments, claimPartySegments, coverageSegments } from './write-coverage.ts';
import { writeClaimFile } from './write-file.ts';
import { partySegments } from './write-parties.ts';

const version = '005010X223A2';

export type InstitutionalBatch = BatchNumbers & {
  readonly submitterId: string;
  readonly phone: string;
  readonly billing: BillingProvider;
  readonly claims: readonly InstitutionalClaim[];
};

/** The exact bytes to be sent: the same batch always gives the same. */
export function writeInstitutionalClaims(batch: InstitutionalBatch): Uint8Array {
  return writeClaimFile(version, batch, (claim, hierarchy) => [
    ...partySegments(claim, hierarchy),
    ...claimSegments(claim),
  ]);
}

function claimSegments(claim: InstitutionalClaim): OutgoingSegment[] {
  return [
    clmSegment(claim),
    ...staySegments(claim),
    ...referenceSegments(claim),
    ...groupsOf(claim).flatMap(healthCodeSegments),
    ...providersOf(claim).flatMap(claimPartySegments),
    ...claim.coverages.flatMap(coverageSegments),
    ...claim.lines.flatMap(lineSegments),
  ];
}

function clmSegment(claim: InstitutionalClaim): OutgoingSegment {
  const { chargeCents, consents, facilityType, frequency, patientControlNumber } = claim;
  const { assignment, benefits, release, signature } = consents;
  const facility = [facilityType, 'A', frequency];
  const total = chargeCents === null ? '' : amountText(chargeCents);
  const told = [signature, assignment, benefits, release];
  return ['CLM', patientControlNumber, total, '', '', facility, ...told];
}

function staySegments(claim: InstitutionalClaim): OutgoingSegment[] {
  const { admissionHour, admittedOn, dischargeHour, statement } = claim;
  const segments: OutgoingSegment[] = [];
  if (dischargeHour !== '') segments.push(['DTP', '096', 'TM', dischargeHour]);
  if (statement !== null) segments.push(spanSegment('434', statement));
  if (admittedOn !== null) {
    const format = admissionHour === '' ? 'D8' : 'DT';
    segments.push(['DTP', '435', format, `${compactDate(admittedOn)}${admissionHour}`]);
  }
  const { admissionSource, admissionType, patientStatus } = claim;
  if (admissionType !== '' || admissionSource !== '' || patientStatus !== '') {
    segments.push(['CL1', admissionType, admissionSource, patientStatus]);
  }
  return segments;
}

/** REF*F8 must not go with an original claim. */
function referenceSegments(claim: InstitutionalClaim): OutgoingSegment[] {
  const { frequency, medicalRecordNumber, originalControlNumber, priorAuthorization } = claim;
  const segments: OutgoingSegment[] = [];
  if (priorAuthorization !== '') segments.push(['REF', 'G1', priorAuthorization]);
  if (frequency !== '1' && originalControlNumber !== '') {
    segments.push(['REF', 'F8', originalControlNumber]);
  }
  if (medicalRecordNumber !== '') segments.push(['REF', 'EA', medicalRecordNumber]);
  return segments;
}

function providersOf(claim: InstitutionalClaim) {
  const { attending, operating, otherOperating, referring, rendering, serviceFacility } = claim;
  return [attending, operating, otherOperating, rendering, serviceFacility, referring].filter(
    (provider) => provider !== null,
  );
}

function lineSegments(line: InstitutionalLine): OutgoingSegment[] {
  const { chargeCents, controlNumber, nonCoveredCents, serviceDate, serviceDateTo } = line;
  const charge = chargeCents === null ? '' : amountText(chargeCents);
  const nonCovered = nonCoveredCents === null ? '' : amountText(nonCoveredCents);
  const procedure = procedureParts(line.procedure);
  const { quantity, revenueCode, unit } = line;
  const segments: OutgoingSegment[] = [
    ['LX', String(line.line)],
    ['SV2', revenueCode, procedure, charge, unit, quantity ?? '', '', nonCovered],
  ];
  if (serviceDate !== null) {
    segments.push(periodSegment('472', { from: serviceDate, to: serviceDateTo ?? serviceDate }));
  }
  if (controlNumber !== '') segments.push(['REF', '6R', controlNumber]);
  return [...segments, ...line.adjudications.flatMap(adjudicationSegments)];
}
