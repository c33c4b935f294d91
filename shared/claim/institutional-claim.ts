/** A claim of a facility (005010X223A2): loops 2300 to 2400 of an 837I. */
import type { CalendarDate } from '../values/dates.ts';
import type { Cents } from '../values/money.ts';
import type { HealthCode } from '../x12/health-codes.ts';
import type { Party } from '../x12/party.ts';
import type { Period } from '../x12/period.ts';
import type { Segment } from '../x12/segment.ts';
import type { Procedure } from '../x12/trace.ts';
import type { LineAdjudication } from './other-coverage.ts';
import type { ClaimHead, ClaimParties, Submission } from './submitted-claim.ts';

/** Loop 2400. */
export type InstitutionalLine = {
  /** LX01. */
  readonly line: number;
  /** SV201. */
  readonly revenueCode: string;
  readonly procedure: Procedure | null;
  /** SV203; null when it can not be read. */
  readonly chargeCents: Cents | null;
  /** SV204: UN units, DA days; SV205, a decimal as written. */
  readonly unit: string;
  readonly quantity: string | null;
  /** SV207. */
  readonly nonCoveredCents: Cents | null;
  readonly serviceDate: CalendarDate | null;
  readonly serviceDateTo: CalendarDate | null;
  /** REF*6R; empty without one. */
  readonly controlNumber: string;
  readonly adjudications: readonly LineAdjudication[];
};

/** The HI segments by what their codes are; each keeps its qualifier (BK and ABK, BJ and ABJ, …). */
export type InstitutionalCodes = {
  readonly principalDiagnosis: HealthCode | null;
  readonly admittingDiagnosis: HealthCode | null;
  readonly visitReasons: readonly HealthCode[];
  readonly externalCauses: readonly HealthCode[];
  readonly otherDiagnoses: readonly HealthCode[];
  readonly principalProcedure: HealthCode | null;
  readonly otherProcedures: readonly HealthCode[];
  readonly occurrenceSpans: readonly HealthCode[];
  readonly occurrences: readonly HealthCode[];
  readonly values: readonly HealthCode[];
  readonly conditions: readonly HealthCode[];
  readonly diagnosisRelatedGroup: HealthCode | null;
  /** Of any other list, and what should stand alone and does not. */
  readonly otherCodes: readonly HealthCode[];
};

export type InstitutionalClaim = ClaimParties &
  ClaimHead &
  InstitutionalCodes & {
    /** CLM05-1, the first two digits of the type of bill. */
    readonly facilityType: string;
    /** CL101 to CL103. */
    readonly admissionType: string;
    readonly admissionSource: string;
    readonly patientStatus: string;
    /** DTP*434. */
    readonly statement: Period | null;
    /** DTP*435 and DTP*096; hours are HHMM, empty when not told. */
    readonly admittedOn: CalendarDate | null;
    readonly admissionHour: string;
    readonly dischargeHour: string;
    /** REF*EA. */
    readonly medicalRecordNumber: string;
    /** NM1*71, 72, ZZ, 82, DN and 77. */
    readonly attending: Party | null;
    readonly operating: Party | null;
    readonly otherOperating: Party | null;
    readonly rendering: Party | null;
    readonly referring: Party | null;
    readonly serviceFacility: Party | null;
    readonly lines: readonly InstitutionalLine[];
  };

export type SubmittedInstitutionalClaim = Submission &
  InstitutionalClaim & {
    /** Segments of the claim and its lines that no field tells whole. */
    readonly other: readonly Segment[];
  };
