/** A facility's claim as an encounter: the charge as in any visit, and beside it what only its bill says. */
import type { ServiceLine } from '../encounter/encounter.ts';
import type { FacilityBill, FacilityLine } from '../encounter/facility-bill.ts';
import { payerId } from '../values/ids.ts';
import type { InstitutionalLine, SubmittedInstitutionalClaim } from './institutional-claim.ts';
import { groupsOf } from './institutional-codes.ts';
import { leftOutOf, type UploadedVisit } from './uploaded-visit.ts';

export function facilityVisit(claim: SubmittedInstitutionalClaim): UploadedVisit {
  const { attending, billing, coverages, facilityType, referring, rendering } = claim;
  const [second] = coverages;
  return {
    secondary: second
      ? { payerId: payerId(second.payer?.id ?? ''), memberId: second.insured?.id ?? '' }
      : null,
    referringNpi: referring?.id ?? '',
    renderingNpi: rendering?.id || attending?.id || billing.npi,
    placeOfService: facilityType,
    diagnoses: diagnosesOf(claim),
    lines: claim.lines.map((line, index) => lineOf(claim, line, index)),
    facility: billOf(claim),
  };
}

/** ICD-10-CM, the principal first. */
function diagnosesOf({ otherDiagnoses, principalDiagnosis }: SubmittedInstitutionalClaim) {
  const all = principalDiagnosis ? [principalDiagnosis, ...otherDiagnoses] : otherDiagnoses;
  return all.flatMap(({ code, qualifier }) => (/^AB[KF]$/.test(qualifier) ? [code] : []));
}

function billOf(claim: SubmittedInstitutionalClaim): FacilityBill {
  const { admissionSource, admissionType, admittedOn, consents, statement } = claim;
  const { admissionHour, dischargeHour, medicalRecordNumber, patientStatus } = claim;
  return {
    admissionType,
    admissionSource,
    patientStatus,
    statement,
    admittedOn,
    admissionHour,
    dischargeHour,
    medicalRecordNumber,
    consents,
    codes: groupsOf(claim).flat(),
    providers: providersOf(claim),
    lines: claim.lines.map(facilityLineOf),
    firstPayer: isFirstPayers(claim),
    leftOut: leftOutOf(claim.other),
  };
}

function providersOf(claim: SubmittedInstitutionalClaim) {
  const { attending, operating, otherOperating, referring, rendering, serviceFacility } = claim;
  return [attending, operating, otherOperating, rendering, serviceFacility, referring].filter(
    (provider) => provider !== null,
  );
}

function isFirstPayers({ coverages, lines, payerRank }: SubmittedInstitutionalClaim): boolean {
  const undecided = coverages.every(
    (row) => row.paidCents === null && row.adjustments.length === 0,
  );
  return payerRank === 'P' && undecided && lines.every((line) => line.adjudications.length === 0);
}

function facilityLineOf(line: InstitutionalLine): FacilityLine {
  const { nonCoveredCents, procedure, revenueCode, serviceDate, unit } = line;
  return { revenueCode, procedure, unit, nonCoveredCents, dated: serviceDate !== null };
}

/** Days without a date of their own are the statement's; every line is for the principal diagnosis. */
function lineOf(
  { statement }: SubmittedInstitutionalClaim,
  line: InstitutionalLine,
  index: number,
): ServiceLine | null {
  const { chargeCents, procedure, quantity, revenueCode } = line;
  const serviceDate = line.serviceDate ?? statement?.from ?? null;
  const told = chargeCents !== null && quantity !== null && serviceDate !== null;
  if (!told || chargeCents < 0 || revenueCode === '') return null;
  return {
    line: index + 1,
    serviceDate,
    serviceDateTo: line.serviceDate
      ? (line.serviceDateTo ?? serviceDate)
      : (statement?.to ?? serviceDate),
    procedure: (procedure?.code || revenueCode).toUpperCase(),
    modifiers: procedure?.modifiers ?? [],
    pointers: [1],
    units: Number(quantity),
    chargeCents,
  };
}
