/** The claim of a facility as it is sent: the bill that was uploaded, under our own numbers and the payer in force. */
import type { Encounter, ServiceLine } from '../encounter/encounter.ts';
import type { FacilityBill, FacilityLine } from '../encounter/facility-bill.ts';
import type { Claim } from './claim.ts';
import type { BillableClaim, ClaimBatch } from './claim-batch.ts';
import type { InstitutionalClaim, InstitutionalLine } from './institutional-claim.ts';
import { sortCodes } from './institutional-codes.ts';
import { otherPayerOf } from './write-claim.ts';
import { writeInstitutionalClaims } from './write-institutional.ts';
import { partiesOf } from './write-parties.ts';

/** Bills of facilities are written as an 837I, everything else as an 837P; the two never share a file. */
export function isFacilityBill({ facility }: Pick<Encounter, 'facility'>): boolean {
  return facility !== undefined;
}

/** The exact bytes to be sent: the same batch always gives the same. */
export function writeFacilityClaims({ claims, practice, ...batch }: ClaimBatch): Uint8Array {
  const { phone, submitterId, ...billing } = practice;
  const bills = claims.map(facilityClaimOf);
  return writeInstitutionalClaims({ ...batch, phone, submitterId, billing, claims: bills });
}

function facilityClaimOf(billable: BillableClaim): InstitutionalClaim {
  const { authorizationNumber, claim, frequency, originalControlNumber } = billable;
  const { encounter } = claim;
  const { facility } = encounter;
  if (facility === undefined) throw new Error('a professional claim among those of facilities');
  return {
    ...partiesOf(billable),
    patientControlNumber: claim.claimId,
    chargeCents: claim.chargeCents,
    frequency,
    consents: facility.consents,
    priorAuthorization: authorizationNumber,
    originalControlNumber: originalControlNumber ?? '',
    coverages: otherPayerOf(billable),
    facilityType: encounter.placeOfService,
    ...stayOf(facility),
    ...sortCodes(facility.codes),
    ...providersOf(facility),
    lines: encounter.lines.flatMap((line, index) => {
      const bill = facility.lines[index];
      return bill === undefined ? [] : [lineOf(claim, line, bill)];
    }),
  };
}

function stayOf(facility: FacilityBill) {
  const { admissionSource, admissionType, patientStatus, statement } = facility;
  const { admissionHour, admittedOn, dischargeHour, medicalRecordNumber } = facility;
  return {
    admissionSource,
    admissionType,
    patientStatus,
    statement,
    admittedOn,
    admissionHour,
    dischargeHour,
    medicalRecordNumber,
  };
}

function providersOf({ providers }: FacilityBill) {
  const named = (role: string) => providers.find((provider) => provider.role === role) ?? null;
  return {
    attending: named('71'),
    operating: named('72'),
    otherOperating: named('ZZ'),
    rendering: named('82'),
    referring: named('DN'),
    serviceFacility: named('77'),
  };
}

function lineOf({ lines }: Claim, line: ServiceLine, bill: FacilityLine): InstitutionalLine {
  const { chargeCents, modifiers, procedure: code, serviceDate, serviceDateTo, units } = line;
  const { dated, nonCoveredCents, procedure, revenueCode, unit } = bill;
  return {
    line: line.line,
    revenueCode,
    procedure: procedure && { ...procedure, code, modifiers },
    chargeCents,
    unit,
    quantity: String(units),
    nonCoveredCents,
    serviceDate: dated ? serviceDate : null,
    serviceDateTo: dated ? serviceDateTo : null,
    controlNumber: lines.find((known) => known.line === line.line)?.controlNumber ?? '',
    adjudications: [],
  };
}
